/* What a lift of plaintexts holds; shared by the files of this folder only. */
#ifndef AUTOPRIVACY_KERNELS_LIFT_H
#define AUTOPRIVACY_KERNELS_LIFT_H

#include "values.h"

typedef struct {
    uint64_t value, quotient, companion; /* q_i, floor(q/t) mod q_i, floor(quotient*2^64/q_i) */
    double centred;
} apk_lift_limb;

struct apk_lift {
    int limbs;
    int32_t instructions;
    uint64_t plain, remainder, companion; /* t, q mod t, floor(remainder*2^64/t) */
    double centred_remainder;
    apk_lift_limb *to;
};

/* Whether all values were in their range. */
int apk_doubles4_lift(const apk_lift *l, size_t n, uint64_t *values, const uint64_t *plain, int subtracted);
int apk_doubles8_lift(const apk_lift *l, size_t n, uint64_t *values, const uint64_t *plain, int subtracted);

#endif
