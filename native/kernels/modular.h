/* Single values modulo numbers below 2^61; shared by the files of this folder only. */
#ifndef AUTOPRIVACY_KERNELS_MODULAR_H
#define AUTOPRIVACY_KERNELS_MODULAR_H

#include <stdint.h>

typedef unsigned __int128 wide;

static inline uint64_t modular(uint64_t a, uint64_t b, uint64_t m) { return (uint64_t)((wide)a * b % m); }

/* floor(w*2^64/m) for a w in [0, m). */
static inline uint64_t companion_of(uint64_t w, uint64_t m) { return (uint64_t)(((wide)w << 64) / m); }

/* y*w mod m in [0, 2m), for any y. */
static inline uint64_t shoup(uint64_t y, uint64_t w, uint64_t companion, uint64_t m)
{
    return y * w - (uint64_t)(((wide)y * companion) >> 64) * m;
}

/* x, or x - m where that is not negative; both are below 2^63. */
static inline uint64_t correct_by(uint64_t x, uint64_t m)
{
    const uint64_t difference = x - m;
    return difference + ((uint64_t)((int64_t)difference >> 63) & m);
}

/* Has its top bit set where x is not in [0, m). */
static inline uint64_t is_outside(uint64_t x, uint64_t m) { return x | (m - 1 - x); }

static inline int is_modulus(uint64_t m) { return m >= 2 && m >> 61 == 0; }

/* a^-1 mod m, or 0 where there is none. */
uint64_t apk_inverse(uint64_t a, uint64_t m);

/* The product of all moduli but one (none: -1) modulo m. */
uint64_t apk_product_without(const uint64_t *moduli, int count, int without, uint64_t m);

/* The bits of the widest. */
int apk_bits_of(const uint64_t *moduli, int count);

#endif
