/* doubles.h on four doubles, with AVX2 and fused multiply-add. */
#include "plan.h"
#include <immintrin.h>

#define INLINE static inline __attribute__((always_inline))

typedef __m256d real;
typedef __m256i whole;
enum { LANES = 4 };

INLINE whole load(const uint64_t *p) { return _mm256_loadu_si256((const __m256i *)(const void *)p); }
INLINE void store(uint64_t *p, whole x) { _mm256_storeu_si256((__m256i *)(void *)p, x); }
INLINE whole all(uint64_t x) { return _mm256_set1_epi64x((long long)x); }
INLINE whole add(whole a, whole b) { return _mm256_add_epi64(a, b); }
INLINE whole subtract(whole a, whole b) { return _mm256_sub_epi64(a, b); }
INLINE real same(double x) { return _mm256_set1_pd(x); }
INLINE real as_real(whole x) { return _mm256_castsi256_pd(x); }
INLINE whole as_whole(real x) { return _mm256_castpd_si256(x); }
INLINE void store_real(double *p, real x) { _mm256_storeu_pd(p, x); }
INLINE real plus(real a, real b) { return _mm256_add_pd(a, b); }
INLINE real minus(real a, real b) { return _mm256_sub_pd(a, b); }
INLINE real times(real a, real b) { return _mm256_mul_pd(a, b); }
INLINE real fused(real a, real b, real c) { return _mm256_fmadd_pd(a, b, c); }
INLINE real less_fused(real a, real b, real c) { return _mm256_fnmadd_pd(a, b, c); }
INLINE real minimum(real a, real b) { return _mm256_min_pd(a, b); }
INLINE real maximum(real a, real b) { return _mm256_max_pd(a, b); }
INLINE whole both(whole a, whole b) { return _mm256_and_si256(a, b); }
INLINE whole either(whole a, whole b) { return _mm256_or_si256(a, b); }
INLINE whole other(whole a, whole b) { return _mm256_xor_si256(a, b); }
INLINE whole shift_right(whole x, unsigned bits) { return _mm256_srli_epi64(x, (int)bits); }
INLINE int any_top(whole x) { return _mm256_movemask_pd(as_real(x)) != 0; }

INLINE whole lower(whole x, whole m)
{
    const whole difference = subtract(x, m);
    return add(difference, both(m, _mm256_cmpgt_epi64(all(0), difference)));
}

INLINE real one_below(real a, real b) { return _mm256_and_pd(same(1), _mm256_cmp_pd(a, b, _CMP_LT_OQ)); }

INLINE whole residue(real x, real p)
{
    const real lifted = plus(x, _mm256_and_pd(p, _mm256_cmp_pd(x, same(0), _CMP_LT_OQ))), magic = same(0x1p52);
    return subtract(as_whole(plus(lifted, magic)), as_whole(magic));
}

INLINE void emit(uint64_t *p, const whole *x, const uint64_t *order)
{
    uint64_t values[8];
    store(values, x[0]);
    store(values + 4, x[1]);
    for (size_t j = 0; j < 8; j++)
    {
        p[j] = values[order[j] & 7];
    }
}

#define DOUBLES(name) apk_doubles4_##name
#include "doubles.h"
