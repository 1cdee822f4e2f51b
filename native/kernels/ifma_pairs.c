/* Sums of digits times the pairs of a key with the 52-bit products of AVX-512 IFMA.
 *
 * With b the bits of q, the sum V of a start and four products of residues is below 4q^2 + q < 2^(2b+2). Its halves are
 * gathered apart: V = high*2^52 + low. t = floor(high*2^52/2^(b-2)) + floor(low/2^(b-2)) is below 2^(b+4) <= 2^52 and
 * less than one below V/2^(b-2), so that Q = floor(t*floor(2^(b+50)/q)/2^52) is V/q less at most 2^(b-2)/q <= 1/2,
 * 2^(b+4)/2^52 <= 1 for the two factors rounded down, and 1: what is left of V is below 2.5q < 2^52. */
#include "vector8.h"
#include "pairs.h"

enum { AHEAD = 224 }; /* values of a row that are asked for before they are needed */

INLINE v8 add_low(v8 sum, v8 a, v8 b) { return _mm512_madd52lo_epu64(sum, a, b); }
INLINE v8 add_high(v8 sum, v8 a, v8 b) { return _mm512_madd52hi_epu64(sum, a, b); }

INLINE void ask_for(const uint64_t *p) { _mm_prefetch((const char *)p, _MM_HINT_NTA); }

typedef struct {
    v8 twice, minus_q, ratio, low52;
    __m128i up, down;
} constants;

INLINE v8 reduce(v8 high, v8 low, const constants *c)
{
    const v8 top = add(_mm512_sll_epi64(high, c->up), _mm512_srl_epi64(low, c->down));
    const v8 quotient = add_high(_mm512_setzero_si512(), top, c->ratio);
    const v8 rest = _mm512_and_si512(add_low(low, quotient, c->minus_q), c->low52);
    return correct(rest, c->twice);
}

/* One digit or two, or three or four; what is missing counts as zeros. */
INLINE void sums(const apk_pairs *p, uint64_t *first, uint64_t *second, int groups)
{
    const size_t n = p->n;
    const v8 low48 = all((UINT64_C(1) << APK_PACKED_BITS) - 1);
    const v8 upper = all(UINT64_C(0xffff00000000)), lower = all(UINT64_C(0xffff0000));
    const int last = 2 * groups - 1;
    const constants c = { all(2 * p->q), all((UINT64_C(1) << 52) - p->q), all(p->ratio),
                          all((UINT64_C(1) << 52) - 1), _mm_cvtsi64_si128(54 - p->bits), _mm_cvtsi64_si128(p->bits - 2) };
    const __mmask8 odd = p->digits[last] == NULL ? 0 : 255;
    const uint64_t *digits[4] = { p->digits[0], p->digits[1], p->digits[2], p->digits[3] };
    digits[last] = odd ? digits[last] : digits[0];
    const __mmask8 kept = p->start == NULL ? 0 : 255;
    const uint64_t *start = kept ? p->start : digits[0];
    for (size_t i = 0; i < n; i += APK_BLOCK)
    {
        v8 low0 = _mm512_maskz_loadu_epi64(kept, start + i), high0 = _mm512_setzero_si512();
        v8 low1 = _mm512_setzero_si512(), high1 = _mm512_setzero_si512();
#pragma GCC unroll 2
        for (int g = 0; g < groups; g++)
        {
            const uint64_t *row = p->rows[g] + i;
            ask_for(row + AHEAD);
            ask_for(row + n + AHEAD);
            ask_for(row + 2 * n + AHEAD);
            const v8 a = load(row), b = load(row + n), d = load(row + 2 * n);
            const v8 top = _mm512_or_si512(_mm512_and_si512(_mm512_srli_epi64(a, 16), upper),
                                           _mm512_and_si512(_mm512_srli_epi64(b, 32), lower));
            const v8 x = load(digits[2 * g] + i);
            const v8 y = g == groups - 1 ? _mm512_maskz_loadu_epi64(odd, digits[2 * g + 1] + i) : load(digits[2 * g + 1] + i);
            const v8 a48 = _mm512_and_si512(a, low48), b48 = _mm512_and_si512(b, low48);
            const v8 d48 = _mm512_and_si512(d, low48), e48 = _mm512_or_si512(top, _mm512_srli_epi64(d, 48));
            low0 = add_low(add_low(low0, x, a48), y, d48);
            high0 = add_high(add_high(high0, x, a48), y, d48);
            low1 = add_low(add_low(low1, x, b48), y, e48);
            high1 = add_high(add_high(high1, x, b48), y, e48);
        }
        const size_t block = i / APK_BLOCK, to = apk_target(p, block);
        const v8 order = load(apk_order(p, block));
        store(first + to, _mm512_permutexvar_epi64(order, reduce(high0, low0, &c)));
        store(second + to, _mm512_permutexvar_epi64(order, reduce(high1, low1, &c)));
    }
}

void apk_ifma_sums_of_pairs(const apk_pairs *p, uint64_t *first, uint64_t *second)
{
    if (p->digits[2] == NULL)
    {
        sums(p, first, second, 1);
    }
    else
    {
        sums(p, first, second, 2);
    }
}
