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

/* The same as floats in [-q/2, q/2], for primes below 2^19; inside[layer] in the order of the lanes of each pair of
 * vectors. */
typedef struct {
    float *roots;
    float *inside[4];
} apk_float_factors;

struct apk_ntt {
    size_t n;
    uint64_t q;
    uint64_t barrett; /* floor(2^(bits + 62)/q) */
    int bits;         /* 2^(bits-1) <= q < 2^bits */
    int32_t instructions;
    apk_factors forward, inverse;
    uint64_t scale, scale_companion; /* 1/n */
    uint64_t last, last_companion;   /* the only root of the last inverse layer, times 1/n */
    int lanes;                       /* of the vectors of floats: 8, 16, or 0 where the transforms do not run on floats */
    apk_float_factors forward_floats, inverse_floats;
    float float_scale, float_last;
};

void apk_portable_forward(const apk_ntt *plan, uint64_t *values, int lazy);
void apk_portable_inverse(const apk_ntt *plan, uint64_t *values, int lazy);
/* For n of at least 64. */
void apk_avx2_forward(const apk_ntt *plan, uint64_t *values);
void apk_avx2_inverse(const apk_ntt *plan, uint64_t *values);

float apk_centred_float(uint64_t w, uint64_t q);
int apk_fill_floats(const apk_ntt *plan, apk_float_factors *f, const uint64_t *roots, int is_forward);
void apk_empty_floats(apk_float_factors *f);

/* Those below check the range of all values on the way: where one is out of it, they return APK_BAD_ARGUMENT and leave
 * values that mean nothing. For n of at least 256. Those forward read one array, which stays as it is, and write another,
 * or the same, and add the lift to its values first. */
/* Those on floats, for n of at least 512, reduce lazy results as well. */
int32_t apk_float8_forward(const apk_ntt *plan, uint64_t *out, const uint64_t *in);
int32_t apk_float8_inverse(const apk_ntt *plan, uint64_t *values);
int32_t apk_float16_forward(const apk_ntt *plan, uint64_t *out, const uint64_t *in);
int32_t apk_float16_inverse(const apk_ntt *plan, uint64_t *values);
int32_t apk_avx512_forward(const apk_ntt *plan, uint64_t *out, const uint64_t *in, uint64_t lift, int lazy);
int32_t apk_avx512_inverse(const apk_ntt *plan, uint64_t *values, int lazy);
int32_t apk_ifma_forward(const apk_ntt *plan, uint64_t *out, const uint64_t *in, uint64_t lift, int lazy);
int32_t apk_ifma_inverse(const apk_ntt *plan, uint64_t *values, int lazy);

#endif
