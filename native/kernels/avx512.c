/* Transforms modulo primes below 2^61 with the 64-bit products of AVX-512DQ, their high halves put together from
 * 32-bit ones: at most 2 too small (docs/notes/ntt-bounds.md, section 6). Values stay below 4q < 2^63. */
#include "vector8.h"

typedef struct {
    v8 modulus, twice; /* q and 2q */
    const apk_factors *factors;
    uint64_t q;
    unsigned room;
} constants;

static constants constants_of(const apk_ntt *plan, const apk_factors *factors)
{
    const constants c = { all(plan->q), all(2 * plan->q), factors, plan->q, 4 };
    return c;
}

INLINE v8 reduce(v8 x, const constants *c) { return correct(x, c->twice); }

INLINE v8 multiply(v8 y, v8 w, v8 companion, const constants *c)
{
    const v8 y_high = _mm512_srli_epi64(y, 32), w_high = _mm512_srli_epi64(companion, 32);
    const v8 cross = add(_mm512_srli_epi64(_mm512_mul_epu32(y_high, companion), 32),
                         _mm512_srli_epi64(_mm512_mul_epu32(y, w_high), 32));
    const v8 quotient = add(_mm512_mul_epu32(y_high, w_high), cross);
    return reduce(subtract(_mm512_mullo_epi64(y, w), _mm512_mullo_epi64(quotient, c->modulus)), c);
}

INLINE v8 clean(v8 x) { return x; }

enum { LEAF = 8, LEAF_LAYERS = 3, WIDTH = 1 };

#define TRANSFORM(name) apk_avx512_##name
#include "lanes.h"
#include "forward_lanes.h"
#include "inverse_lanes.h"
