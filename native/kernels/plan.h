/* What a plan holds; shared by the files of this folder only. */
#ifndef AUTOPRIVACY_KERNELS_PLAN_H
#define AUTOPRIVACY_KERNELS_PLAN_H

#include "autoprivacy_kernels.h"
#include <stddef.h>

/* Factors of one direction: whole numbers with companions floor(w * 2^shift / q), shift 52 with IFMA, else 64; with
 * AVX2 the bits of doubles in [-q/2, q/2], without companions. inside[layer] has n/2 factors of the layer of gap
 * 1 << layer, one a lane. */
typedef struct {
    size_t n;
    uint64_t *roots, *companions;
    uint64_t *inside_roots[3], *inside_companions[3];
} apk_factors;

struct apk_ntt {
    size_t n;
    uint64_t q;
    uint64_t barrett; /* floor(2^(bits + 62)/q) */
    int bits;         /* 2^(bits-1) <= q < 2^bits */
    int32_t instructions;
    apk_factors forward, inverse;
    uint64_t scale, scale_companion; /* 1/n */
    uint64_t last, last_companion;   /* the only root of the last inverse layer, times 1/n */
};

void apk_portable_forward(const apk_ntt *plan, uint64_t *values, int lazy);
void apk_portable_inverse(const apk_ntt *plan, uint64_t *values, int lazy);
/* For n of at least 64. */
void apk_avx2_forward(const apk_ntt *plan, uint64_t *values);
void apk_avx2_inverse(const apk_ntt *plan, uint64_t *values);

/* Those below check the range of all values on the way: where one is out of it, they return APK_BAD_ARGUMENT and leave
 * values that mean nothing. For n of at least 256. */
int32_t apk_avx512_forward(const apk_ntt *plan, uint64_t *values, int lazy);
int32_t apk_avx512_inverse(const apk_ntt *plan, uint64_t *values, int lazy);
int32_t apk_ifma_forward(const apk_ntt *plan, uint64_t *values, int lazy);
int32_t apk_ifma_inverse(const apk_ntt *plan, uint64_t *values, int lazy);
int32_t apk_ifma_multiply(const apk_ntt *plan, uint64_t *out, const uint64_t *a, const uint64_t *b, int accumulate);

#endif
