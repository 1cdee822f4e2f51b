/* Conversion between bases below 2^50 with the 52-bit products of AVX-512 IFMA, eight numbers at a time.
 *
 * A residue times its factor is reduced by a companion of 52 bits: in [0, 2q), then [0, q). Sums of limbs + 1 products
 * are below 2^104: high*2^52 + low with carries moved up, both below 2^52; high*(2^52 mod p) and low are brought into
 * [0, 2p), and their sum, below 4p < 2^52, into [0, p). */
#include "vector8.h"
#include "conversion.h"

INLINE v8 add_low(v8 sum, v8 a, v8 b) { return _mm512_madd52lo_epu64(sum, a, b); }
INLINE v8 add_high(v8 sum, v8 a, v8 b) { return _mm512_madd52hi_epu64(sum, a, b); }
INLINE v8 low52(v8 x) { return _mm512_and_si512(x, all((UINT64_C(1) << 52) - 1)); }

/* y*w mod m in [0, 2m), with a quotient that is at most one too small. */
INLINE v8 product(v8 y, v8 w, v8 companion, v8 m)
{
    const v8 zero = _mm512_setzero_si512();
    return low52(subtract(add_low(zero, y, w), add_low(zero, add_high(zero, y, companion), m)));
}

INLINE v8 minus(v8 a, v8 b) { return low52(subtract(a, b)); }

int apk_ifma_convert(const apk_conversion *c, size_t n, uint64_t *out, const uint64_t *in, int centred, double *nearest)
{
    __m512d least = _mm512_set1_pd(1);
    const v8 zero = _mm512_setzero_si512();
    const size_t limbs = (size_t)c->limbs;
    v8 v[APK_MOST_LIMBS + 1];
    __mmask8 outside = 0;
    for (size_t x = 0; x < n; x += 8)
    {
        __m512d turns = _mm512_set1_pd(0.5);
        for (size_t i = 0; i < limbs; i++)
        {
            const apk_source *s = &c->sources[i];
            const v8 q = all(s->value), residue = load(in + i * n + x);
            outside |= _mm512_cmpge_epu64_mask(residue, q);
            v[i] = correct(product(residue, all(s->inverse), all(s->companion), q), q);
            turns = _mm512_add_pd(turns, _mm512_mul_pd(_mm512_cvtepu64_pd(v[i]), _mm512_set1_pd(s->real.reciprocal)));
        }
        const __m512d distance = _mm512_sub_pd(turns, _mm512_roundscale_pd(turns, _MM_FROUND_TO_NEAREST_INT));
        least = _mm512_min_pd(least, _mm512_abs_pd(distance));
        v[limbs] = centred ? _mm512_cvttpd_epu64(turns) : zero;
        for (size_t j = 0; j < (size_t)c->targets; j++)
        {
            const uint64_t *factors = c->factors + j * (limbs + 1);
            v8 low = zero, high = zero;
            for (size_t i = 0; i <= limbs; i++)
            {
                const v8 w = all(factors[i]);
                low = add_low(low, v[i], w);
                high = add_high(high, v[i], w);
            }
            const apk_target_modulus *m = &c->moduli[j];
            const v8 p = all(m->value), rest = low52(low);
            const v8 upper = product(add(high, _mm512_srli_epi64(low, 52)), all(m->word), all(m->companion), p);
            const v8 lower = minus(rest, add_low(zero, add_high(zero, rest, all(m->quotient)), p));
            store(out + j * n + x, correct(correct(add(upper, lower), add(p, p)), p));
        }
    }
    *nearest = _mm512_reduce_min_pd(least);
    return outside == 0;
}
