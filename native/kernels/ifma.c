/* The same butterflies on eight lanes for primes below 2^50, with the 52-bit products of AVX-512 IFMA:
 * 4q < 2^52, so every lazy value fits. Two layers a pass; the last three inside vectors. */
#include "plan.h"
#include <immintrin.h>

typedef __m512i v8;

static inline v8 load(const uint64_t *p) { return _mm512_loadu_si512((const void *)p); }
static inline void store(uint64_t *p, v8 x) { _mm512_storeu_si512((void *)p, x); }
static inline v8 all(uint64_t x) { return _mm512_set1_epi64((long long)x); }
static inline v8 correct(v8 x, v8 m) { return _mm512_min_epu64(x, _mm512_sub_epi64(x, m)); }

/* y*w mod q in [0, 2q), for y below 2^52, minus_q = 2^52 - q: the sum of two low halves, 52 bits of it. */
static inline v8 multiply(v8 y, v8 w, v8 companion, v8 minus_q)
{
    const v8 zero = _mm512_setzero_si512();
    const v8 quotient = _mm512_madd52hi_epu64(zero, y, companion);
    const v8 low = _mm512_madd52lo_epu64(zero, y, w);
    return _mm512_and_si512(_mm512_madd52lo_epu64(low, quotient, minus_q), all((UINT64_C(1) << 52) - 1));
}

#define BUTTERFLY(x, y, w, c)                                                                                          \
    do                                                                                                                 \
    {                                                                                                                  \
        const v8 bx = correct(x, twice), br = multiply(y, w, c, minus_q);                                              \
        x = _mm512_add_epi64(bx, br);                                                                                  \
        y = _mm512_add_epi64(_mm512_sub_epi64(bx, br), twice);                                                         \
    } while (0)

#define INVERSE_BUTTERFLY(x, y, w, c)                                                                                  \
    do                                                                                                                 \
    {                                                                                                                  \
        const v8 bs = _mm512_add_epi64(x, y), bd = _mm512_add_epi64(_mm512_sub_epi64(x, y), twice);                    \
        x = correct(bs, twice);                                                                                        \
        y = multiply(bd, w, c, minus_q);                                                                               \
    } while (0)

/* Lanes of a pair of vectors (0 to 7 and 8 to 15) that bring it into the halves of a layer: SPLIT from the
 * order of the values, STEP from the halves of the layer before, JOIN back into order. */
static const uint64_t SPLIT_4[2][8] = { { 0, 1, 2, 3, 8, 9, 10, 11 }, { 4, 5, 6, 7, 12, 13, 14, 15 } };
static const uint64_t SPLIT_1[2][8] = { { 0, 2, 4, 6, 8, 10, 12, 14 }, { 1, 3, 5, 7, 9, 11, 13, 15 } };
static const uint64_t STEP_4_2[2][8] = { { 0, 1, 8, 9, 4, 5, 12, 13 }, { 2, 3, 10, 11, 6, 7, 14, 15 } };
static const uint64_t STEP_2_1[2][8] = { { 0, 8, 2, 10, 4, 12, 6, 14 }, { 1, 9, 3, 11, 5, 13, 7, 15 } };
static const uint64_t JOIN_1[2][8] = { { 0, 8, 1, 9, 2, 10, 3, 11 }, { 4, 12, 5, 13, 6, 14, 7, 15 } };

#define EXCHANGE(x, y, lanes)                                                                                          \
    do                                                                                                                 \
    {                                                                                                                  \
        const v8 ex = x;                                                                                               \
        x = _mm512_permutex2var_epi64(ex, load((lanes)[0]), y);                                                        \
        y = _mm512_permutex2var_epi64(ex, load((lanes)[1]), y);                                                        \
    } while (0)

void apk_ifma_forward(const apk_ntt *plan, uint64_t *values)
{
    const size_t n = plan->n;
    const apk_factors *f = &plan->forward;
    const v8 q = all(plan->q), twice = all(2 * plan->q), minus_q = all((UINT64_C(1) << 52) - plan->q);
    size_t blocks = 1, gap = n / 2;
    for (; gap >= 16; blocks *= 4, gap /= 4)
    {
        const size_t half = gap / 2;
        for (size_t i = 0; i < blocks; i++)
        {
            const size_t k = blocks + i;
            const v8 w1 = all(f->roots[k]), c1 = all(f->companions[k]);
            const v8 w2 = all(f->roots[2 * k]), c2 = all(f->companions[2 * k]);
            const v8 w3 = all(f->roots[2 * k + 1]), c3 = all(f->companions[2 * k + 1]);
            uint64_t *p = values + 2 * gap * i;
            for (size_t j = 0; j < half; j += 8)
            {
                v8 x0 = load(p + j), x1 = load(p + j + half), x2 = load(p + j + gap), x3 = load(p + j + gap + half);
                BUTTERFLY(x0, x2, w1, c1);
                BUTTERFLY(x1, x3, w1, c1);
                BUTTERFLY(x0, x1, w2, c2);
                BUTTERFLY(x2, x3, w3, c3);
                store(p + j, x0);
                store(p + j + half, x1);
                store(p + j + gap, x2);
                store(p + j + gap + half, x3);
            }
        }
    }
    for (; gap >= 8; blocks *= 2, gap /= 2)
    {
        for (size_t i = 0; i < blocks; i++)
        {
            const v8 w = all(f->roots[blocks + i]), c = all(f->companions[blocks + i]);
            uint64_t *p = values + 2 * gap * i;
            for (size_t j = 0; j < gap; j += 8)
            {
                v8 x = load(p + j), y = load(p + j + gap);
                BUTTERFLY(x, y, w, c);
                store(p + j, x);
                store(p + j + gap, y);
            }
        }
    }
    /* Two pairs of vectors side by side, since each is one long chain. */
    const uint64_t *const *r = (const uint64_t *const *)f->inside_roots;
    const uint64_t *const *c = (const uint64_t *const *)f->inside_companions;
    for (size_t i = 0; i < n / 2; i += 16)
    {
        uint64_t *p = values + 2 * i;
        v8 x = load(p), y = load(p + 8), z = load(p + 16), t = load(p + 24);
        EXCHANGE(x, y, SPLIT_4);
        EXCHANGE(z, t, SPLIT_4);
        BUTTERFLY(x, y, load(r[2] + i), load(c[2] + i));
        BUTTERFLY(z, t, load(r[2] + i + 8), load(c[2] + i + 8));
        EXCHANGE(x, y, STEP_4_2);
        EXCHANGE(z, t, STEP_4_2);
        BUTTERFLY(x, y, load(r[1] + i), load(c[1] + i));
        BUTTERFLY(z, t, load(r[1] + i + 8), load(c[1] + i + 8));
        EXCHANGE(x, y, STEP_2_1);
        EXCHANGE(z, t, STEP_2_1);
        BUTTERFLY(x, y, load(r[0] + i), load(c[0] + i));
        BUTTERFLY(z, t, load(r[0] + i + 8), load(c[0] + i + 8));
        EXCHANGE(x, y, JOIN_1);
        EXCHANGE(z, t, JOIN_1);
        store(p, correct(correct(x, twice), q));
        store(p + 8, correct(correct(y, twice), q));
        store(p + 16, correct(correct(z, twice), q));
        store(p + 24, correct(correct(t, twice), q));
    }
}

void apk_ifma_inverse(const apk_ntt *plan, uint64_t *values)
{
    const size_t n = plan->n;
    const apk_factors *f = &plan->inverse;
    const v8 q = all(plan->q), twice = all(2 * plan->q), minus_q = all((UINT64_C(1) << 52) - plan->q);
    const uint64_t *const *r = (const uint64_t *const *)f->inside_roots;
    const uint64_t *const *ic = (const uint64_t *const *)f->inside_companions;
    for (size_t i = 0; i < n / 2; i += 16)
    {
        uint64_t *p = values + 2 * i;
        v8 x = load(p), y = load(p + 8), z = load(p + 16), t = load(p + 24);
        EXCHANGE(x, y, SPLIT_1);
        EXCHANGE(z, t, SPLIT_1);
        INVERSE_BUTTERFLY(x, y, load(r[0] + i), load(ic[0] + i));
        INVERSE_BUTTERFLY(z, t, load(r[0] + i + 8), load(ic[0] + i + 8));
        EXCHANGE(x, y, STEP_2_1);
        EXCHANGE(z, t, STEP_2_1);
        INVERSE_BUTTERFLY(x, y, load(r[1] + i), load(ic[1] + i));
        INVERSE_BUTTERFLY(z, t, load(r[1] + i + 8), load(ic[1] + i + 8));
        EXCHANGE(x, y, STEP_4_2);
        EXCHANGE(z, t, STEP_4_2);
        INVERSE_BUTTERFLY(x, y, load(r[2] + i), load(ic[2] + i));
        INVERSE_BUTTERFLY(z, t, load(r[2] + i + 8), load(ic[2] + i + 8));
        EXCHANGE(x, y, SPLIT_4);
        EXCHANGE(z, t, SPLIT_4);
        store(p, x);
        store(p + 8, y);
        store(p + 16, z);
        store(p + 24, t);
    }
    size_t blocks = n / 16, gap = 8;
    for (; blocks > 2; blocks /= 4, gap *= 4)
    {
        for (size_t i = 0; i < blocks / 2; i++)
        {
            const size_t k = blocks / 2 + i;
            const v8 w1 = all(f->roots[k]), c1 = all(f->companions[k]);
            const v8 w2 = all(f->roots[2 * k]), c2 = all(f->companions[2 * k]);
            const v8 w3 = all(f->roots[2 * k + 1]), c3 = all(f->companions[2 * k + 1]);
            uint64_t *p = values + 4 * gap * i;
            for (size_t j = 0; j < gap; j += 8)
            {
                v8 x0 = load(p + j), x1 = load(p + j + gap), x2 = load(p + j + 2 * gap), x3 = load(p + j + 3 * gap);
                INVERSE_BUTTERFLY(x0, x1, w2, c2);
                INVERSE_BUTTERFLY(x2, x3, w3, c3);
                INVERSE_BUTTERFLY(x0, x2, w1, c1);
                INVERSE_BUTTERFLY(x1, x3, w1, c1);
                store(p + j, x0);
                store(p + j + gap, x1);
                store(p + j + 2 * gap, x2);
                store(p + j + 3 * gap, x3);
            }
        }
    }
    for (; blocks > 1; blocks /= 2, gap *= 2)
    {
        for (size_t i = 0; i < blocks; i++)
        {
            const v8 w = all(f->roots[blocks + i]), c = all(f->companions[blocks + i]);
            uint64_t *p = values + 2 * gap * i;
            for (size_t j = 0; j < gap; j += 8)
            {
                v8 x = load(p + j), y = load(p + j + gap);
                INVERSE_BUTTERFLY(x, y, w, c);
                store(p + j, x);
                store(p + j + gap, y);
            }
        }
    }
    const v8 s = all(plan->scale), sc = all(plan->scale_companion), w = all(plan->last), c = all(plan->last_companion);
    for (size_t j = 0; j < n / 2; j += 8)
    {
        const v8 x = load(values + j), y = load(values + j + n / 2);
        const v8 sum = _mm512_add_epi64(x, y), difference = _mm512_add_epi64(_mm512_sub_epi64(x, y), twice);
        store(values + j, correct(multiply(sum, s, sc, minus_q), q));
        store(values + j + n / 2, correct(multiply(difference, w, c, minus_q), q));
    }
}
