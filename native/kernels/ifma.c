/* Transforms modulo primes below 2^50 with the 52-bit products of AVX-512 IFMA.
 *
 * All values live modulo 2^52: the products read the low 52 bits of a lane, so what sums carry above them is left
 * there and masked once at the end. In `room` = 2^52/q multiples of q nothing need be reduced up to 2^47 and 14 layers,
 * every other pass up to 2^48, every layer up to 2^50. */
#include "vector8.h"

typedef struct {
    v8 minus_q, twice; /* 2^52 - q and 2q */
    v8 quotient;       /* floor(2^52/q) */
    const apk_factors *factors;
    uint64_t q;
    unsigned room;
} constants;

static constants constants_of(const apk_ntt *plan, const apk_factors *factors)
{
    const uint64_t top = UINT64_C(1) << 52;
    const constants c = { all(top - plan->q), all(2 * plan->q), all(top / plan->q), factors, plan->q,
                          top / plan->q < 64 ? (unsigned)(top / plan->q) : 64 };
    return c;
}

INLINE v8 high(v8 a, v8 b) { return _mm512_madd52hi_epu64(_mm512_setzero_si512(), a, b); }
INLINE v8 add_low(v8 sum, v8 a, v8 b) { return _mm512_madd52lo_epu64(sum, a, b); }

/* Both results are right modulo 2^52, for y and x below 2^52. */
INLINE v8 multiply(v8 y, v8 w, v8 companion, const constants *c)
{
    return add_low(add_low(_mm512_setzero_si512(), y, w), high(y, companion), c->minus_q);
}

INLINE v8 reduce(v8 x, const constants *c) { return add_low(x, high(x, c->quotient), c->minus_q); }

INLINE v8 clean(v8 x) { return _mm512_and_si512(x, all((UINT64_C(1) << 52) - 1)); }

enum { LEAF = 16, LEAF_LAYERS = 4, WIDTH = 2 };

#define TRANSFORM(name) apk_ifma_##name
#include "lanes.h"
#include "forward_lanes.h"
#include "inverse_lanes.h"
