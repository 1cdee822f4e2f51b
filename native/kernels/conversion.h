/* What a conversion between bases holds; shared by the files of this folder only. */
#ifndef AUTOPRIVACY_KERNELS_CONVERSION_H
#define AUTOPRIVACY_KERNELS_CONVERSION_H

#include "values.h"

enum { APK_MOST_LIMBS = 60, APK_MOST_TARGETS = 1024 };

typedef struct {
    uint64_t value, inverse, companion; /* q_i, (q/q_i)^-1 mod q_i or another factor w, floor(w * 2^shift / q_i) */
    double centred_inverse;             /* of moduli below 2^50 */
    apk_real real;                      /* q_i */
} apk_source;

typedef struct {
    uint64_t value, word, companion; /* p_j, 2^shift mod p_j, floor(word * 2^shift / p_j) */
    uint64_t quotient;               /* floor(2^52 / p_j), with IFMA */
    apk_real real;
} apk_target_modulus;

struct apk_conversion {
    int limbs, targets;
    int32_t instructions;
    int shift; /* 52 with IFMA, else 64 */
    apk_source *sources;
    apk_target_modulus *moduli;
    uint64_t *factors; /* limbs + 1 for each target: q/q_i mod p_j, and -q mod p_j */
    double *centred_factors;
    double split;
};

/* A conversion whose factors are still to be set. */
int32_t apk_conversion_make(const uint64_t *from, int32_t from_count, const uint64_t *to, int32_t to_count,
                            int32_t instructions, apk_conversion **conversion);
/* What residues modulo q_i, this number, are multiplied by first. */
void apk_conversion_set_source(apk_conversion *c, int i, uint64_t q, uint64_t factor);
/* What the i-th of them, or the number of turns, is multiplied by modulo p_j. */
void apk_conversion_set_factor(apk_conversion *c, int j, int i, uint64_t factor);

/* apk_convert without checks of its arguments; n is a multiple of 8. `nearest` becomes the least distance of the sums that
 * turns are counted by from a whole number, or 1. */
int32_t apk_conversion_run(const apk_conversion *c, size_t n, uint64_t *out, const uint64_t *in, int centred,
                           double *nearest);

/* Those below say whether all values were in their range. */
int apk_ifma_convert(const apk_conversion *c, size_t n, uint64_t *out, const uint64_t *in, int centred, double *nearest);
int apk_doubles4_convert(const apk_conversion *c, size_t n, uint64_t *out, const uint64_t *in, int centred,
                         double *nearest);
int apk_doubles8_convert(const apk_conversion *c, size_t n, uint64_t *out, const uint64_t *in, int centred,
                         double *nearest);

#endif
