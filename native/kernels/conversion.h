/* What a conversion between bases holds; shared by the files of this folder only. */
#ifndef AUTOPRIVACY_KERNELS_CONVERSION_H
#define AUTOPRIVACY_KERNELS_CONVERSION_H

#include "autoprivacy_kernels.h"
#include <stddef.h>

enum { APK_MOST_LIMBS = 60, APK_MOST_TARGETS = 1024 };

typedef struct {
    uint64_t value, inverse, companion; /* q_i, (q/q_i)^-1 mod q_i, floor(inverse * 2^shift / q_i) */
    double reciprocal;                  /* 1/q_i */
} apk_source;

typedef struct {
    uint64_t value, word, companion; /* p_j, 2^shift mod p_j, floor(word * 2^shift / p_j) */
    uint64_t quotient;               /* floor(2^52 / p_j), with IFMA */
} apk_target_modulus;

/* shift is 52 with IFMA, else 64. */
struct apk_conversion {
    int limbs, targets;
    int32_t instructions;
    apk_source *sources;
    apk_target_modulus *moduli;
    uint64_t *factors; /* limbs + 1 for each target: q/q_i mod p_j, and -q mod p_j */
};

/* Whether all values were in their range; n is a multiple of 8. */
int apk_ifma_convert(const apk_conversion *c, size_t n, uint64_t *out, const uint64_t *in, int centred);

#endif
