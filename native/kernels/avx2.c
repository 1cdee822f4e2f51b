/* Transforms modulo primes below 2^50 on four doubles, with fused products: values are signed whole doubles. Below 2^48
 * no layer of a forward transform needs a reduction; wider primes are tight, and reduced before each pass of two layers
 * (docs/notes/ntt-bounds.md, sections 1 to 4 and 7). Between passes the
 * values hold the bits of doubles. Needs rounding to the nearest, as every C program starts with. */
#include "plan.h"
#include <immintrin.h>

typedef __m256d v4;

#define INLINE static inline __attribute__((always_inline))

/* Blocks of so many values do their last four layers in registers. */
enum { LEAF = 16 };

typedef struct {
    v4 p, inverse, round; /* p, 1/p and 1.5*2^52 */
    const apk_factors *factors;
    int tight;
} constants;

INLINE v4 load(const uint64_t *p) { return _mm256_loadu_pd((const double *)(const void *)p); }
INLINE void store(uint64_t *p, v4 x) { _mm256_storeu_pd((double *)(void *)p, x); }
INLINE v4 all(const uint64_t *bits) { return _mm256_broadcast_sd((const double *)(const void *)bits); }

/* y*w less a multiple of p: at most p/2 and a 32nd of |y| in size. */
INLINE v4 multiply(v4 y, v4 w, const constants *c)
{
    const v4 h = _mm256_mul_pd(y, w);
    const v4 k = _mm256_sub_pd(_mm256_fmadd_pd(h, c->inverse, c->round), c->round);
    return _mm256_sub_pd(_mm256_fnmadd_pd(k, c->p, h), _mm256_fnmadd_pd(y, w, h));
}

INLINE v4 reduce(v4 x, const constants *c)
{
    const v4 k = _mm256_sub_pd(_mm256_fmadd_pd(x, c->inverse, c->round), c->round);
    return _mm256_fnmadd_pd(k, c->p, x);
}

/* Whole numbers in [0, 2^50) as doubles, less so many. */
INLINE v4 enter(const uint64_t *p, double less)
{
    const __m256i magic = _mm256_castpd_si256(_mm256_set1_pd(0x1p52));
    const __m256i bits = _mm256_add_epi64(_mm256_loadu_si256((const __m256i *)(const void *)p), magic);
    return _mm256_sub_pd(_mm256_castsi256_pd(bits), _mm256_set1_pd(0x1p52 + less));
}

/* A double in (-p, p) as the residue in [0, p). */
INLINE void leave(uint64_t *p, v4 x, const constants *c)
{
    const v4 lifted = _mm256_add_pd(x, _mm256_and_pd(c->p, _mm256_cmp_pd(x, _mm256_setzero_pd(), _CMP_LT_OQ)));
    const __m256i magic = _mm256_castpd_si256(_mm256_set1_pd(0x1p52));
    const __m256i bits = _mm256_castpd_si256(_mm256_add_pd(lifted, _mm256_set1_pd(0x1p52)));
    _mm256_storeu_si256((__m256i *)(void *)p, _mm256_sub_epi64(bits, magic));
}

INLINE void butterfly(v4 *x, v4 *y, v4 w, const constants *c)
{
    const v4 a = *x, r = multiply(*y, w, c);
    *x = _mm256_add_pd(a, r);
    *y = _mm256_sub_pd(a, r);
}

INLINE void inverse_butterfly(v4 *x, v4 *y, v4 w, const constants *c)
{
    const v4 sum = _mm256_add_pd(*x, *y);
    *y = multiply(_mm256_sub_pd(*x, *y), w, c);
    *x = sum;
}

/* Halves of a layer of gap 2 from two vectors in order, and back. */
INLINE void exchange_2(v4 *x, v4 *y)
{
    const v4 first = *x;
    *x = _mm256_permute2f128_pd(first, *y, 0x20);
    *y = _mm256_permute2f128_pd(first, *y, 0x31);
}

/* Halves of a layer of gap 1 from those of gap 2, and back. */
INLINE void exchange_1(v4 *x, v4 *y)
{
    const v4 first = *x;
    *x = _mm256_unpacklo_pd(first, *y);
    *y = _mm256_unpackhi_pd(first, *y);
}

INLINE void forward_two(v4 x[4], size_t node, const constants *c)
{
    const uint64_t *roots = c->factors->roots;
    butterfly(&x[0], &x[2], all(roots + node), c);
    butterfly(&x[1], &x[3], all(roots + node), c);
    butterfly(&x[0], &x[1], all(roots + 2 * node), c);
    butterfly(&x[2], &x[3], all(roots + 2 * node + 1), c);
}

/* Four vectors so far apart, reduced if that is needed. */
INLINE void take_four(v4 x[4], const uint64_t *p, size_t apart, const constants *c)
{
#pragma GCC unroll 4
    for (size_t i = 0; i < 4; i++)
    {
        x[i] = load(p + apart * i);
    }
    if (c->tight)
    {
#pragma GCC unroll 4
        for (int i = 0; i < 4; i++)
        {
            x[i] = reduce(x[i], c);
        }
    }
}

static void forward_leaf(uint64_t *p, size_t node, const constants *c)
{
    v4 x[4];
    take_four(x, p, 4, c);
    forward_two(x, node, c);
    const size_t at = (node * LEAF - c->factors->n) / 2;
#pragma GCC unroll 2
    for (int i = 0; i < 4; i += 2)
    {
        exchange_2(&x[i], &x[i + 1]);
        butterfly(&x[i], &x[i + 1], load(c->factors->inside_roots[1] + at + 2 * (size_t)i), c);
        exchange_1(&x[i], &x[i + 1]);
        butterfly(&x[i], &x[i + 1], load(c->factors->inside_roots[0] + at + 2 * (size_t)i), c);
        exchange_1(&x[i], &x[i + 1]);
        exchange_2(&x[i], &x[i + 1]);
        leave(p + 4 * i, reduce(x[i], c), c);
        leave(p + 4 * i + 4, reduce(x[i + 1], c), c);
    }
}

static void forward_block(uint64_t *p, size_t length, size_t node, const constants *c)
{
    if (length == LEAF)
    {
        forward_leaf(p, node, c);
        return;
    }
    const size_t part = length / 4;
    for (size_t j = 0; j < part; j += 4)
    {
        v4 x[4];
        take_four(x, p + j, part, c);
        forward_two(x, node, c);
#pragma GCC unroll 4
        for (int i = 0; i < 4; i++)
        {
            store(p + j + part * (size_t)i, x[i]);
        }
    }
    for (size_t i = 0; i < 4; i++)
    {
        forward_block(p + i * part, part, 4 * node + i, c);
    }
}

static constants constants_of(const apk_ntt *plan, const apk_factors *factors)
{
    const double p = (double)plan->q;
    const constants c = { _mm256_set1_pd(p), _mm256_set1_pd(1 / p), _mm256_set1_pd(0x1.8p52), factors, plan->q >> 48 != 0 };
    return c;
}

/* Whether the layers before a leaf come in pairs. */
static int is_even(size_t n) { return __builtin_ctzll(n) % 2 == 0; }

void apk_avx2_forward(const apk_ntt *plan, uint64_t *values)
{
    const constants c = constants_of(plan, &plan->forward);
    const double twice = 2 * (double)plan->q;
    const size_t half = plan->n / 2;
    /* One layer or none, and into doubles. */
    for (size_t j = 0; j < half; j += 4)
    {
        v4 x = enter(values + j, twice), y = enter(values + j + half, twice);
        if (!is_even(plan->n))
        {
            butterfly(&x, &y, all(plan->forward.roots + 1), &c);
        }
        store(values + j, x);
        store(values + j + half, y);
    }
    if (is_even(plan->n))
    {
        forward_block(values, plan->n, 1, &c);
        return;
    }
    forward_block(values, half, 2, &c);
    forward_block(values + half, half, 3, &c);
}

/* Two layers on vectors of at most 4/3 p, or p if tight, and such after: the first is reduced, or the first two. */
INLINE void inverse_two(v4 x[4], size_t node, const constants *c)
{
    const uint64_t *roots = c->factors->roots;
    inverse_butterfly(&x[0], &x[1], all(roots + 2 * node), c);
    inverse_butterfly(&x[2], &x[3], all(roots + 2 * node + 1), c);
    inverse_butterfly(&x[0], &x[2], all(roots + node), c);
    inverse_butterfly(&x[1], &x[3], all(roots + node), c);
    x[0] = reduce(x[0], c);
    x[1] = c->tight ? reduce(x[1], c) : x[1];
}

static void inverse_leaf(uint64_t *p, size_t node, const constants *c)
{
    const double q = c->p[0];
    v4 x[4];
    const size_t at = (node * LEAF - c->factors->n) / 2;
#pragma GCC unroll 2
    for (int i = 0; i < 4; i += 2)
    {
        x[i] = enter(p + 4 * i, q);
        x[i + 1] = enter(p + 4 * i + 4, q);
        exchange_2(&x[i], &x[i + 1]);
        exchange_1(&x[i], &x[i + 1]);
        inverse_butterfly(&x[i], &x[i + 1], load(c->factors->inside_roots[0] + at + 2 * (size_t)i), c);
        exchange_1(&x[i], &x[i + 1]);
        inverse_butterfly(&x[i], &x[i + 1], load(c->factors->inside_roots[1] + at + 2 * (size_t)i), c);
        x[i] = reduce(x[i], c);
        exchange_2(&x[i], &x[i + 1]);
    }
    inverse_two(x, node, c);
#pragma GCC unroll 4
    for (int i = 0; i < 4; i++)
    {
        store(p + 4 * i, x[i]);
    }
}

static void inverse_block(uint64_t *p, size_t length, size_t node, const constants *c)
{
    if (length == LEAF)
    {
        inverse_leaf(p, node, c);
        return;
    }
    const size_t part = length / 4;
    for (size_t i = 0; i < 4; i++)
    {
        inverse_block(p + i * part, part, 4 * node + i, c);
    }
    for (size_t j = 0; j < part; j += 4)
    {
        v4 x[4];
#pragma GCC unroll 4
        for (int i = 0; i < 4; i++)
        {
            x[i] = load(p + j + part * (size_t)i);
        }
        inverse_two(x, node, c);
#pragma GCC unroll 4
        for (int i = 0; i < 4; i++)
        {
            store(p + j + part * (size_t)i, x[i]);
        }
    }
}

void apk_avx2_inverse(const apk_ntt *plan, uint64_t *values)
{
    const constants c = constants_of(plan, &plan->inverse);
    const size_t n = plan->n, part = n / 4;
    const v4 scale = all(&plan->scale), last = all(&plan->last);
    if (is_even(n))
    {
        for (size_t i = 0; i < 4; i++)
        {
            inverse_block(values + i * part, part, 4 + i, &c);
        }
    }
    else
    {
        inverse_block(values, 2 * part, 2, &c);
        inverse_block(values + 2 * part, 2 * part, 3, &c);
    }
    for (size_t j = 0; j < part; j += 4)
    {
        v4 x[4];
#pragma GCC unroll 4
        for (int i = 0; i < 4; i++)
        {
            x[i] = load(values + j + part * (size_t)i);
        }
        if (is_even(n))
        {
            inverse_butterfly(&x[0], &x[1], all(plan->inverse.roots + 2), &c);
            inverse_butterfly(&x[2], &x[3], all(plan->inverse.roots + 3), &c);
        }
#pragma GCC unroll 2
        for (size_t i = 0; i < 2; i++)
        {
            const v4 sum = _mm256_add_pd(x[i], x[i + 2]), difference = _mm256_sub_pd(x[i], x[i + 2]);
            leave(values + j + part * i, multiply(sum, scale, &c), &c);
            leave(values + j + part * (i + 2), multiply(difference, last, &c), &c);
        }
    }
}
