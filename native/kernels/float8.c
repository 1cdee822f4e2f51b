/* Transforms modulo primes below 2^19 on eight floats: see floats.h. Needs rounding to the nearest, as every C program
 * starts with. Values of two vectors are written below as they lie in their lanes. */
#include "plan.h"
#include <immintrin.h>

typedef __m256 v;

enum { LANES = 8, LEAF = 4, LAYERS = 2, WIDTH = 1 };

#define INLINE static inline __attribute__((always_inline))

INLINE v load(const float *p) { return _mm256_loadu_ps(p); }
INLINE void store(float *p, v x) { _mm256_storeu_ps(p, x); }
INLINE v same(float x) { return _mm256_set1_ps(x); }
INLINE v add(v a, v b) { return _mm256_add_ps(a, b); }
INLINE v subtract(v a, v b) { return _mm256_sub_ps(a, b); }
INLINE v times(v a, v b) { return _mm256_mul_ps(a, b); }
INLINE v fused(v a, v b, v c) { return _mm256_fmadd_ps(a, b, c); }
INLINE v less_fused(v a, v b, v c) { return _mm256_fnmadd_ps(a, b, c); }

/* Signs of values and of what they leave of the most that is allowed. */
typedef struct {
    __m256i signs, most;
} seen;

INLINE seen nothing_seen(uint64_t limit)
{
    const seen nothing = { _mm256_setzero_si256(), _mm256_set1_epi64x((long long)limit - 1) };
    return nothing;
}

INLINE int is_outside(const seen *s) { return _mm256_movemask_pd(_mm256_castsi256_pd(s->signs)) != 0; }

INLINE __m256i longs(const uint64_t *p) { return _mm256_loadu_si256((const __m256i *)(const void *)p); }

INLINE void note(seen *s, const uint64_t *p)
{
    const __m256i a = longs(p), b = longs(p + 4), values = _mm256_or_si256(a, b);
    const __m256i rests = _mm256_or_si256(_mm256_sub_epi64(s->most, a), _mm256_sub_epi64(s->most, b));
    s->signs = _mm256_or_si256(s->signs, _mm256_or_si256(values, rests));
}

INLINE v entered(__m256i whole, v less)
{
    return subtract(_mm256_castsi256_ps(_mm256_add_epi32(whole, _mm256_castps_si256(same(0x1p23f)))), less);
}

/* Whole numbers below 2^23, less so many and 2^23: 0 4 1 5 2 6 3 7. */
INLINE v enter(const uint64_t *p, v less)
{
    return entered(_mm256_or_si256(longs(p), _mm256_slli_epi64(longs(p + 4), 32)), less);
}

/* Floats in (-p, p) as the residues in [0, p). */
INLINE __m256i residues(v x, v prime)
{
    const v round = same(0x1.8p23f);
    const __m256i r = _mm256_sub_epi32(_mm256_castps_si256(add(x, round)), _mm256_castps_si256(round));
    return _mm256_min_epu32(r, _mm256_add_epi32(r, _mm256_cvtps_epi32(prime)));
}

INLINE void store_four(uint64_t *p, __m128i x)
{
    _mm256_storeu_si256((__m256i *)(void *)p, _mm256_cvtepu32_epi64(x));
}

/* From 0 2 4 6 1 3 5 7. */
INLINE void leave(uint64_t *p, v x, v prime)
{
    const __m256i r = residues(x, prime);
    const __m128i even = _mm256_castsi256_si128(r), odd = _mm256_extracti128_si256(r, 1);
    store_four(p, _mm_unpacklo_epi32(even, odd));
    store_four(p + 4, _mm_unpackhi_epi32(even, odd));
}

#define TRANSFORM(name) apk_float8_##name
#include "floats.h"

/* Even lanes of both vectors, and odd ones, in each half of them. */
INLINE void exchange_lanes(v *x, v *y)
{
    const v first = *x;
    *x = _mm256_shuffle_ps(first, *y, 0x88);
    *y = _mm256_shuffle_ps(first, *y, 0xdd);
}

/* First halves of both vectors, and second ones. */
INLINE void exchange_halves(v *x, v *y)
{
    const v first = *x;
    *x = _mm256_permute2f128_ps(first, *y, 0x20);
    *y = _mm256_permute2f128_ps(first, *y, 0x31);
}

static void forward_leaf(const float *from, uint64_t *to, size_t node, const constants *c)
{
    v x[4];
#pragma GCC unroll 4
    for (int i = 0; i < 4; i++)
    {
        x[i] = load(from + LANES * i);
    }
    forward_layers(x, 2, 1, node, c);
    const size_t at = (node * LEAF * LANES - c->n) / 2;
#pragma GCC unroll 2
    for (int i = 2; i >= 0; i -= 2)
    {
        v *a = &x[i], *b = &x[i + 1];
        exchange_lanes(a, b); /* 0 1 8 9 2 3 10 11 */
        butterfly(a, b, load(c->factors->inside[2] + at + 4 * (size_t)i), c);
        exchange_halves(a, b); /* 0 1 8 9 4 5 12 13 */
        butterfly(a, b, load(c->factors->inside[1] + at + 4 * (size_t)i), c);
        exchange_lanes(a, b); /* 0 8 2 10 4 12 6 14 */
        butterfly(a, b, load(c->factors->inside[0] + at + 4 * (size_t)i), c);
        const __m256i even = residues(reduce(*a, c), c->p), odd = residues(reduce(*b, c), c->p);
        const __m256i low = _mm256_unpacklo_epi32(even, odd);   /* 0 1 8 9 4 5 12 13 */
        const __m256i high = _mm256_unpackhi_epi32(even, odd);  /* 2 3 10 11 6 7 14 15 */
        const __m256i first = _mm256_unpacklo_epi64(low, high); /* 0 to 7 */
        const __m256i second = _mm256_unpackhi_epi64(low, high);
        store_four(to + 8 * i, _mm256_castsi256_si128(first));
        store_four(to + 8 * i + 4, _mm256_extracti128_si256(first, 1));
        store_four(to + 8 * i + 8, _mm256_castsi256_si128(second));
        store_four(to + 8 * i + 12, _mm256_extracti128_si256(second, 1));
    }
}

/* Eight longs below 2^32: 0 1 4 5 2 3 6 7. */
INLINE v narrowed(const uint64_t *p)
{
    return _mm256_shuffle_ps(_mm256_castsi256_ps(longs(p)), _mm256_castsi256_ps(longs(p + 4)), 0x88);
}

static void inverse_leaf(const uint64_t *from, float *to, size_t node, seen *range, const constants *c)
{
    const v less = add(c->p, same(0x1p23f));
    v x[4];
    const size_t at = (node * LEAF * LANES - c->n) / 2;
#pragma GCC unroll 2
    for (int i = 0; i < 4; i += 2)
    {
        v *a = &x[i], *b = &x[i + 1];
        note(range, from + LANES * i);
        note(range, from + LANES * i + LANES);
        *a = entered(_mm256_castps_si256(narrowed(from + LANES * i)), less);
        *b = entered(_mm256_castps_si256(narrowed(from + LANES * i + LANES)), less);
        exchange_lanes(a, b); /* 0 4 8 12 2 6 10 14 */
        inverse_butterfly(a, b, load(c->factors->inside[0] + at + 4 * (size_t)i), c);
        exchange_halves(a, b); /* 0 4 8 12 1 5 9 13 */
        inverse_butterfly(a, b, load(c->factors->inside[1] + at + 4 * (size_t)i), c);
        exchange_lanes(a, b); /* 0 8 2 10 1 9 3 11 */
        inverse_butterfly(a, b, load(c->factors->inside[2] + at + 4 * (size_t)i), c);
        *a = reduce(*a, c);
        exchange_lanes(a, b); /* 0 2 4 6 1 3 5 7 */
    }
    inverse_layers(x, 2, 1, node, c);
    reduce_first(x, 2, 1, c);
#pragma GCC unroll 4
    for (int i = 0; i < 4; i++)
    {
        store(to + LANES * i, x[i]);
    }
}
