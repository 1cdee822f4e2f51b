/* Arithmetic on values modulo one number, as the files of this folder share it. */
#ifndef AUTOPRIVACY_KERNELS_VALUES_H
#define AUTOPRIVACY_KERNELS_VALUES_H

#include "autoprivacy_kernels.h"
#include <stddef.h>

/* Those below say whether all values were in their range; sums are for numbers below 2^61, the others below 2^50. */
int apk_doubles4_products(size_t count, double p, uint64_t *out, const uint64_t *a, const uint64_t *b, int accumulate);
int apk_doubles8_products(size_t count, double p, uint64_t *out, const uint64_t *a, const uint64_t *b, int accumulate);
int apk_doubles4_sums(size_t count, uint64_t q, uint64_t *out, const uint64_t *a, const uint64_t *b, int subtracted);
int apk_doubles8_sums(size_t count, uint64_t q, uint64_t *out, const uint64_t *a, const uint64_t *b, int subtracted);
int apk_doubles4_quotients(size_t count, double q, double p, double inverse, uint64_t *out, const uint64_t *a,
                           const uint64_t *b);
int apk_doubles8_quotients(size_t count, double q, double p, double inverse, uint64_t *out, const uint64_t *a,
                           const uint64_t *b);

/* A number and what it divides by, rounded. */
typedef struct {
    double value, reciprocal;
} apk_real;

static inline apk_real apk_real_of(uint64_t m)
{
    const apk_real made = { (double)m, 1.0 / (double)m };
    return made;
}

/* w in [-m/2, m/2] that is congruent to this w in [0, m), both below 2^50. */
static inline double apk_centred(uint64_t w, uint64_t m)
{
    return w > m / 2 ? (double)w - (double)m : (double)w;
}

/* 1.5*2^(52+s), so that products of numbers of a_bits and of b_bits with a sign split into a multiple of 2^s and a rest
 * whose sums, of so many terms, are exact; 0 if there is none (docs/notes/kernel-bounds.md, section 1). */
double apk_split(int terms, int a_bits, int b_bits);

#endif
