/* Vectors of eight 64-bit lanes: what the files for AVX-512 begin with. */
#include "plan.h"
#include <immintrin.h>

typedef __m512i v8;

#define INLINE static inline __attribute__((always_inline))

INLINE v8 load(const uint64_t *p) { return _mm512_loadu_si512((const void *)p); }
INLINE void store(uint64_t *p, v8 x) { _mm512_storeu_si512((void *)p, x); }
INLINE v8 all(uint64_t x) { return _mm512_set1_epi64((long long)x); }
INLINE v8 add(v8 a, v8 b) { return _mm512_add_epi64(a, b); }
INLINE v8 subtract(v8 a, v8 b) { return _mm512_sub_epi64(a, b); }

INLINE v8 correct(v8 x, v8 m) { return _mm512_min_epu64(x, subtract(x, m)); }
