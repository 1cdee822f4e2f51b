/* Sums of digits times the pairs of a key, as the files of this folder share them. */
#ifndef AUTOPRIVACY_KERNELS_PAIRS_H
#define AUTOPRIVACY_KERNELS_PAIRS_H

#include "plan.h"

/* Operands of apk_sums_of_pairs; missing digits, rows and a missing start are null. */
typedef struct {
    size_t n;
    uint64_t q;
    int bits;                /* of q */
    uint64_t ratio;          /* floor(2^(bits + 50)/q) */
    double base;             /* a power of two from 2^52 on that is no less than four products */
    const int32_t *targets;
    const uint64_t *lanes;
    const uint64_t *digits[4];
    const uint64_t *rows[2];
    const uint64_t *start;
} apk_pairs;

enum { APK_PACKED_BITS = 48, APK_LAZY_BITS = 44, APK_BLOCK = 8, APK_LANES = 256 };

/* Where a block goes, whatever the table says: inside the n values. */
static inline size_t apk_target(const apk_pairs *p, size_t block)
{
    return (size_t)((uint32_t)p->targets[block] >> 8) & (p->n - APK_BLOCK);
}

/* Its order: APK_BLOCK numbers of the table. */
static inline const uint64_t *apk_order(const apk_pairs *p, size_t block)
{
    return p->lanes + ((uint32_t)p->targets[block] & (APK_LANES - APK_BLOCK));
}

void apk_doubles4_sums_of_pairs(const apk_pairs *p, uint64_t *first, uint64_t *second);
void apk_doubles8_sums_of_pairs(const apk_pairs *p, uint64_t *first, uint64_t *second);
void apk_ifma_sums_of_pairs(const apk_pairs *p, uint64_t *first, uint64_t *second);

#endif
