/* doubles.h on eight doubles, with AVX-512 (DQ). */
#include "vector8.h"

typedef __m512d real;
typedef v8 whole;
enum { LANES = 8 };

INLINE real same(double x) { return _mm512_set1_pd(x); }
INLINE real as_real(whole x) { return _mm512_castsi512_pd(x); }
INLINE whole as_whole(real x) { return _mm512_castpd_si512(x); }
INLINE void store_real(double *p, real x) { _mm512_storeu_pd(p, x); }
INLINE real plus(real a, real b) { return _mm512_add_pd(a, b); }
INLINE real minus(real a, real b) { return _mm512_sub_pd(a, b); }
INLINE real times(real a, real b) { return _mm512_mul_pd(a, b); }
INLINE real fused(real a, real b, real c) { return _mm512_fmadd_pd(a, b, c); }
INLINE real less_fused(real a, real b, real c) { return _mm512_fnmadd_pd(a, b, c); }
INLINE real minimum(real a, real b) { return _mm512_min_pd(a, b); }
INLINE real maximum(real a, real b) { return _mm512_max_pd(a, b); }
INLINE whole both(whole a, whole b) { return _mm512_and_si512(a, b); }
INLINE whole either(whole a, whole b) { return _mm512_or_si512(a, b); }
INLINE whole other(whole a, whole b) { return _mm512_xor_si512(a, b); }
INLINE whole shift_right(whole x, unsigned bits) { return _mm512_srli_epi64(x, bits); }
INLINE int any_top(whole x) { return _mm512_movepi64_mask(x) != 0; }
INLINE whole lower(whole x, whole m) { return correct(x, m); }

INLINE real one_below(real a, real b)
{
    return _mm512_maskz_mov_pd(_mm512_cmp_pd_mask(a, b, _CMP_LT_OQ), same(1));
}

INLINE whole residue(real x, real p)
{
    const real magic = same(0x1.8p52);
    const whole r = subtract(as_whole(plus(x, magic)), as_whole(magic));
    return _mm512_min_epu64(r, add(r, _mm512_cvtpd_epi64(p)));
}

INLINE void emit(uint64_t *p, const whole *x, const uint64_t *order)
{
    store(p, _mm512_permutexvar_epi64(load(order), x[0]));
}

#define DOUBLES(name) apk_doubles8_##name
#include "doubles.h"
