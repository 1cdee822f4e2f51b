/* Transforms modulo primes below 2^19 on sixteen floats: see floats.h. Of sixteen values in a row's vector, value i is in
 * lane 2i and value 8 + i in lane 2i + 1, so that a shift and a sum pack and unpack them. Needs rounding to the nearest,
 * as every C program starts with. */
#include "plan.h"
#include <immintrin.h>

typedef __m512 v;

enum { LANES = 16, LEAF = 16, LAYERS = 3, WIDTH = 2 };

#define INLINE static inline __attribute__((always_inline))

INLINE v load(const float *p) { return _mm512_loadu_ps(p); }
INLINE void store(float *p, v x) { _mm512_storeu_ps(p, x); }
INLINE v same(float x) { return _mm512_set1_ps(x); }
INLINE v add(v a, v b) { return _mm512_add_ps(a, b); }
INLINE v subtract(v a, v b) { return _mm512_sub_ps(a, b); }
INLINE v times(v a, v b) { return _mm512_mul_ps(a, b); }
INLINE v fused(v a, v b, v c) { return _mm512_fmadd_ps(a, b, c); }
INLINE v less_fused(v a, v b, v c) { return _mm512_fnmadd_ps(a, b, c); }

/* The largest value so far, and what all have to be below. */
typedef struct {
    __m512i largest, limit;
} seen;

INLINE seen nothing_seen(uint64_t limit)
{
    const seen nothing = { _mm512_setzero_si512(), _mm512_set1_epi64((long long)limit) };
    return nothing;
}

INLINE int is_outside(const seen *s) { return _mm512_cmpge_epu64_mask(s->largest, s->limit) != 0; }

INLINE __m512i longs(const uint64_t *p) { return _mm512_loadu_si512((const void *)p); }

INLINE void note(seen *s, const uint64_t *p)
{
    s->largest = _mm512_max_epu64(s->largest, _mm512_max_epu64(longs(p), longs(p + 8)));
}

/* Whole numbers below 2^23, less so many and 2^23. */
INLINE v enter(const uint64_t *p, v less)
{
    const __m512i packed = _mm512_or_si512(longs(p), _mm512_slli_epi64(longs(p + 8), 32));
    return subtract(_mm512_castsi512_ps(_mm512_add_epi32(packed, _mm512_castps_si512(same(0x1p23f)))), less);
}

/* Floats in (-p, p) as the residues in [0, p). */
INLINE void leave(uint64_t *p, v x, v prime)
{
    const v round = same(0x1.8p23f);
    const __m512i bits = _mm512_castps_si512(add(x, round));
    const __m512i r = _mm512_sub_epi32(bits, _mm512_castps_si512(round));
    const __m512i packed = _mm512_min_epu32(r, _mm512_add_epi32(r, _mm512_cvtps_epi32(prime)));
    _mm512_storeu_si512((void *)p, _mm512_and_si512(packed, _mm512_set1_epi64(0xffffffff)));
    _mm512_storeu_si512((void *)(p + 8), _mm512_srli_epi64(packed, 32));
}

#define TRANSFORM(name) apk_float16_##name
#include "floats.h"

/* Lanes of a pair of vectors (0 to 15 and 16 to 31) that bring it from the order of memory into the halves of a layer,
 * from those of one layer into those of the next, which is the way back as well, and into the order of memory. */
static const uint32_t INTO_8[2][16] = { { 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30 },
                                        { 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31 } };
static const uint32_t STEP_8_4[2][16] = { { 0, 1, 2, 3, 16, 17, 18, 19, 8, 9, 10, 11, 24, 25, 26, 27 },
                                          { 4, 5, 6, 7, 20, 21, 22, 23, 12, 13, 14, 15, 28, 29, 30, 31 } };
static const uint32_t STEP_4_2[2][16] = { { 0, 1, 16, 17, 4, 5, 20, 21, 8, 9, 24, 25, 12, 13, 28, 29 },
                                          { 2, 3, 18, 19, 6, 7, 22, 23, 10, 11, 26, 27, 14, 15, 30, 31 } };
static const uint32_t STEP_2_1[2][16] = { { 0, 16, 2, 18, 4, 20, 6, 22, 8, 24, 10, 26, 12, 28, 14, 30 },
                                          { 1, 17, 3, 19, 5, 21, 7, 23, 9, 25, 11, 27, 13, 29, 15, 31 } };
static const uint32_t OUT_OF_1[2][16] = { { 0, 4, 16, 20, 1, 5, 17, 21, 2, 6, 18, 22, 3, 7, 19, 23 },
                                          { 8, 12, 24, 28, 9, 13, 25, 29, 10, 14, 26, 30, 11, 15, 27, 31 } };
static const uint32_t INTO_1[2][16] = { { 0, 4, 8, 12, 1, 5, 9, 13, 16, 20, 24, 28, 17, 21, 25, 29 },
                                        { 2, 6, 10, 14, 3, 7, 11, 15, 18, 22, 26, 30, 19, 23, 27, 31 } };
static const uint32_t OUT_OF_8[2][16] = { { 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23 },
                                          { 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31 } };

INLINE void exchange(v *x, v *y, const uint32_t lanes[2][16])
{
    const v first = *x;
    *x = _mm512_permutex2var_ps(first, _mm512_loadu_si512((const void *)lanes[0]), *y);
    *y = _mm512_permutex2var_ps(first, _mm512_loadu_si512((const void *)lanes[1]), *y);
}

static void forward_leaf(const float *from, uint64_t *to, size_t node, const constants *c)
{
    static const uint32_t(*const steps[])[16] = { INTO_8, STEP_8_4, STEP_4_2, STEP_2_1 };
    v x[16];
#pragma GCC unroll 16
    for (int i = 0; i < 16; i++)
    {
        x[i] = load(from + LANES * i);
    }
    forward_layers(x, 4, 1, node, c);
    const size_t at = (node * LEAF * LANES - c->n) / 2;
#pragma GCC unroll 4
    for (int layer = 0; layer < 4; layer++)
    {
#pragma GCC unroll 8
        for (int i = 0; i < 16; i += 2)
        {
            exchange(&x[i], &x[i + 1], steps[layer]);
            butterfly(&x[i], &x[i + 1], load(c->factors->inside[3 - layer] + at + 8 * (size_t)i), c);
        }
    }
#pragma GCC unroll 8
    for (int i = 14; i >= 0; i -= 2)
    {
        x[i] = reduce(x[i], c);
        x[i + 1] = reduce(x[i + 1], c);
        exchange(&x[i], &x[i + 1], OUT_OF_1);
        leave(to + LANES * i, x[i], c->p);
        leave(to + LANES * i + LANES, x[i + 1], c->p);
    }
}

static void inverse_leaf(const uint64_t *from, float *to, size_t node, seen *range, const constants *c)
{
    static const uint32_t(*const steps[])[16] = { INTO_1, STEP_2_1, STEP_4_2, STEP_8_4 };
    const v less = add(c->p, same(0x1p23f));
    v x[16];
#pragma GCC unroll 16
    for (int i = 0; i < 16; i++)
    {
        note(range, from + LANES * i);
        x[i] = enter(from + LANES * i, less);
    }
    const size_t at = (node * LEAF * LANES - c->n) / 2;
#pragma GCC unroll 4
    for (int layer = 0; layer < 4; layer++)
    {
#pragma GCC unroll 8
        for (int i = 0; i < 16; i += 2)
        {
            exchange(&x[i], &x[i + 1], steps[layer]);
            inverse_butterfly(&x[i], &x[i + 1], load(c->factors->inside[layer] + at + 8 * (size_t)i), c);
        }
    }
#pragma GCC unroll 8
    for (int i = 0; i < 16; i += 2)
    {
        x[i] = reduce(x[i], c);
        exchange(&x[i], &x[i + 1], OUT_OF_8);
    }
    inverse_layers(x, 4, 1, node, c);
    reduce_first(x, 4, 1, c);
#pragma GCC unroll 16
    for (int i = 0; i < 16; i++)
    {
        store(to + LANES * i, x[i]);
    }
}
