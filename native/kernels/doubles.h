/* Arithmetic modulo numbers below 2^50 on whole doubles (docs/notes/ntt-bounds.md, sections 1, 2 and 5, and
 * kernel-bounds.md), for a file that has defined its vectors:
 *   real, whole, LANES                      vectors of doubles and of 64-bit numbers, and how many they hold
 *   load, store, all, both, either, ...     what its instructions do
 *   other(a, b)                             the bits that differ
 *   residue(x, p)                           a whole double in (-p, p) as the number in [0, p)
 *   lower(x, m)                             x, or x - m where that is not negative, for x below 2^62
 *   one_below(a, b)                         1 where a < b, else 0
 *   emit(p, x, order)                       a block of eight values in another order
 *   DOUBLES(name)                           the names of the functions.
 * Products and sums are rounded apart but for fused(): compiled with -ffp-contract=off. */
#include "conversion.h"
#include "lift.h"
#include "pairs.h"
#include "values.h"

static const double ROUND = 0x1.8p52;
static const uint64_t ROUND_BITS = UINT64_C(0x4338000000000000), WHOLE_BITS = UINT64_C(0x4330000000000000);

typedef struct {
    real p, inverse;
} prime;

INLINE prime prime_of(double p)
{
    const prime made = { same(p), same(1 / p) };
    return made;
}

/* A whole number below 2^52 as a double. */
INLINE real enter(whole x) { return minus(as_real(either(x, all(WHOLE_BITS))), same(0x1p52)); }

INLINE real nearest_to(real x) { return minus(plus(x, same(ROUND)), same(ROUND)); }

/* x less a multiple of p: at most p/2 + 1/2 in size. */
INLINE real reduce(real x, const prime *p)
{
    const real k = minus(fused(x, p->inverse, same(ROUND)), same(ROUND));
    return less_fused(k, p->p, x);
}

/* y*w less a multiple of p: below p in size. */
INLINE real multiply(real y, real w, const prime *p)
{
    const real h = times(y, w), k = minus(fused(h, p->inverse, same(ROUND)), same(ROUND));
    return minus(less_fused(k, p->p, h), less_fused(y, w, h));
}

/* Has its top bit set where x is not below the number that is one more than most. */
INLINE whole outside(whole x, whole most) { return either(x, subtract(most, x)); }

enum { AHEAD = 4 }; /* vectors that are read before those before them are written */

/* Where a result lies a little above an operand modulo 4096, a processor takes what is read for what has just been
 * written, and waits: so operands are read first. `count` is a multiple of 8, and of all vectors read ahead but at the end. */
INLINE int products(size_t count, double p, uint64_t *out, const uint64_t *a, const uint64_t *b, int accumulate)
{
    const prime m = prime_of(p);
    const whole most = all((uint64_t)p - 1);
    whole wrong = all(0), x[AHEAD], y[AHEAD];
    size_t i = 0;
    const size_t step = AHEAD * LANES;
    if (count >= step)
    {
#pragma GCC unroll 4
        for (size_t k = 0; k < AHEAD; k++)
        {
            x[k] = load(a + k * LANES);
            y[k] = load(b + k * LANES);
        }
    }
    for (; i + step <= count; i += step)
    {
        whole r[AHEAD];
#pragma GCC unroll 4
        for (size_t k = 0; k < AHEAD; k++)
        {
            wrong = either(wrong, either(outside(x[k], most), outside(y[k], most)));
            r[k] = residue(multiply(enter(x[k]), enter(y[k]), &m), m.p);
            if (accumulate)
            {
                const whole old = load(out + i + k * LANES);
                wrong = either(wrong, outside(old, most));
                r[k] = lower(add(r[k], old), all((uint64_t)p));
            }
        }
        const size_t next = i + 2 * step <= count ? i + step : i;
#pragma GCC unroll 4
        for (size_t k = 0; k < AHEAD; k++)
        {
            x[k] = load(a + next + k * LANES);
            y[k] = load(b + next + k * LANES);
        }
#pragma GCC unroll 4
        for (size_t k = 0; k < AHEAD; k++)
        {
            store(out + i + k * LANES, r[k]);
        }
    }
    for (; i < count; i += LANES)
    {
        const whole u = load(a + i), v = load(b + i);
        wrong = either(wrong, either(outside(u, most), outside(v, most)));
        whole r = residue(multiply(enter(u), enter(v), &m), m.p);
        if (accumulate)
        {
            const whole old = load(out + i);
            wrong = either(wrong, outside(old, most));
            r = lower(add(r, old), all((uint64_t)p));
        }
        store(out + i, r);
    }
    return !any_top(wrong);
}

int DOUBLES(products)(size_t count, double p, uint64_t *out, const uint64_t *a, const uint64_t *b, int accumulate)
{
    return accumulate ? products(count, p, out, a, b, 1) : products(count, p, out, a, b, 0);
}

int DOUBLES(sums)(size_t count, uint64_t q, uint64_t *out, const uint64_t *a, const uint64_t *b, int subtracted)
{
    const whole most = all(q - 1), modulus = all(q), turned = all(subtracted ? UINT64_MAX : 0);
    /* q - b is q + (b turned over) + 1. */
    const whole more = all(subtracted ? q + 1 : 0);
    whole wrong = all(0);
    size_t i = 0;
    for (; i + AHEAD * LANES <= count; i += AHEAD * LANES)
    {
        whole r[AHEAD];
#pragma GCC unroll 4
        for (size_t k = 0; k < AHEAD; k++)
        {
            const whole x = load(a + i + k * LANES), y = load(b + i + k * LANES);
            wrong = either(wrong, either(outside(x, most), outside(y, most)));
            r[k] = lower(add(x, add(other(y, turned), more)), modulus);
        }
#pragma GCC unroll 4
        for (size_t k = 0; k < AHEAD; k++)
        {
            store(out + i + k * LANES, r[k]);
        }
    }
    for (; i < count; i += LANES)
    {
        const whole x = load(a + i), y = load(b + i);
        wrong = either(wrong, either(outside(x, most), outside(y, most)));
        store(out + i, lower(add(x, add(other(y, turned), more)), modulus));
    }
    return !any_top(wrong);
}

int DOUBLES(quotients)(size_t count, double q, double p, double inverse, uint64_t *out, const uint64_t *a,
                       const uint64_t *b)
{
    const prime m = prime_of(q);
    const whole most = all((uint64_t)q - 1), most_b = all((uint64_t)p - 1);
    const real half = same(ROUND - (double)((uint64_t)p >> 1)), w = same(inverse);
    whole wrong = all(0);
    for (size_t i = 0; i < count; i += LANES)
    {
        const whole x = load(a + i), y = load(b + i);
        wrong = either(wrong, either(outside(x, most), outside(y, most_b)));
        const real moved = minus(as_real(add(subtract(x, y), all(ROUND_BITS))), half);
        store(out + i, residue(multiply(moved, w, &m), m.p));
    }
    return !any_top(wrong);
}

enum { LIFTED = 512 }; /* plaintext values whose fixes are kept */

int DOUBLES(lift)(const apk_lift *l, size_t n, uint64_t *values, const uint64_t *plain, int subtracted)
{
    const prime t = prime_of((double)l->plain);
    const real remainder = same(l->centred_remainder), one = same(1), sign = same(subtracted ? -1.0 : 1.0);
    const real least = same(-(double)((l->plain + 1) >> 1)), end = plus(least, t.p);
    /* With a centred remainder, m whole turns less one where it is negative. */
    const real turns = same(l->centred_remainder < 0 ? 1.0 : 0.0);
    const whole most_plain = all(l->plain - 1);
    whole wrong = all(0);
    uint64_t fixes[LIFTED];
    for (size_t at = 0; at < n; at += LIFTED)
    {
        const size_t count = n - at < LIFTED ? n - at : LIFTED;
        for (size_t i = 0; i < count; i += LANES)
        {
            const whole m = load(plain + at + i);
            wrong = either(wrong, outside(m, most_plain));
            const real x = enter(m), h = times(x, remainder);
            const real c = minus(fused(h, t.inverse, same(ROUND)), same(ROUND));
            const real r = minus(less_fused(c, t.p, h), less_fused(x, remainder, h));
            /* r + half is in (-t, 2t): one less below 0, one more from t on. */
            const real fix = minus(plus(fused(x, turns, c), one), plus(one_below(r, least), one_below(r, end)));
            store(fixes + i, as_whole(times(fix, sign)));
        }
        for (int k = 0; k < l->limbs; k++)
        {
            const apk_lift_limb *limb = &l->to[k];
            const prime q = prime_of((double)limb->value);
            const real w = same(subtracted ? -limb->centred : limb->centred);
            const whole most = all(limb->value - 1);
            uint64_t *to = values + (size_t)k * n + at;
            for (size_t i = 0; i < count; i += LANES)
            {
                const whole old = load(to + i);
                wrong = either(wrong, outside(old, most));
                const real r = multiply(enter(load(plain + at + i)), w, &q);
                const real sum = plus(r, plus(as_real(load(fixes + i)), enter(old)));
                store(to + i, residue(reduce(sum, &q), q.p));
            }
        }
    }
    return !any_top(wrong);
}

/* Sums of products, their high parts multiples of a power of two and their low parts apart. */
typedef struct {
    real high, low;
} sum;

INLINE sum with_product(sum s, real x, double w, double split)
{
    const real big = same(split), factor = same(w), h = minus(big, fused(x, factor, big));
    const sum more = { minus(s.high, h), plus(s.low, fused(x, factor, h)) };
    return more;
}

INLINE whole reduced_sum(sum s, const prime *p)
{
    const real k = minus(fused(s.high, p->inverse, same(ROUND)), same(ROUND));
    return residue(reduce(plus(less_fused(k, p->p, s.high), s.low), p), p->p);
}

/* The whole number at or below x. */
INLINE real floor_of(real x)
{
    const real n = nearest_to(x);
    return minus(n, one_below(x, n));
}

/* A residue times a factor, as a double in [0, q). */
INLINE real scaled(const uint64_t *in, double factor, uint64_t value, const apk_real *q, whole *wrong)
{
    const prime p = { same(q->value), same(q->reciprocal) };
    const whole x = load(in);
    *wrong = either(*wrong, outside(x, all(value - 1)));
    return enter(residue(multiply(enter(x), same(factor), &p), p.p));
}

int DOUBLES(convert)(const apk_conversion *c, size_t n, uint64_t *out, const uint64_t *in, int centred, double *nearest)
{
    real least = same(1);
    const size_t limbs = (size_t)c->limbs;
    real v[APK_MOST_LIMBS + 1];
    whole wrong = all(0);
    for (size_t x = 0; x < n; x += LANES)
    {
        real turns = same(0.5);
        for (size_t i = 0; i < limbs; i++)
        {
            const apk_source *s = &c->sources[i];
            v[i] = scaled(in + i * n + x, s->centred_inverse, s->value, &s->real, &wrong);
            turns = plus(turns, times(v[i], same(s->real.reciprocal)));
        }
        const real distance = minus(turns, nearest_to(turns));
        least = minimum(least, maximum(distance, minus(same(0), distance)));
        v[limbs] = centred ? floor_of(turns) : same(0);
        for (size_t j = 0; j < (size_t)c->targets; j++)
        {
            const apk_real *target = &c->moduli[j].real;
            const prime p = { same(target->value), same(target->reciprocal) };
            const double *factors = c->centred_factors + j * (limbs + 1);
            sum parts = { same(0), same(0) };
            for (size_t i = 0; i <= limbs; i++)
            {
                parts = with_product(parts, v[i], factors[i], c->split);
            }
            store(out + j * n + x, reduced_sum(parts, &p));
        }
    }
    double each[LANES];
    store_real(each, least);
    *nearest = 1;
    for (size_t i = 0; i < LANES; i++)
    {
        *nearest = each[i] < *nearest ? each[i] : *nearest;
    }
    return !any_top(wrong);
}

typedef struct {
    real sum, low;
} chain; /* a sum that begins with a power of two, and what its roundings left */

INLINE chain with_pair(chain c, real x, whole y)
{
    const real w = enter(y), next = fused(x, w, c.sum);
    const chain more = { next, plus(c.low, fused(x, w, minus(c.sum, next))) };
    return more;
}

/* One digit or two, or three or four; what is missing counts as zeros. */
INLINE void sums_of_pairs(const apk_pairs *p, uint64_t *first, uint64_t *second, int groups)
{
    const size_t n = p->n;
    const uint64_t half = p->q / 2;
    const prime m = prime_of((double)p->q);
    const int roomy = p->q >> 46 == 0;
    const uint64_t lift = roomy ? p->q : 4 * p->q;
    const whole low48 = all((UINT64_C(1) << APK_PACKED_BITS) - 1);
    const whole upper = all(UINT64_C(0xffff00000000)), lower16 = all(UINT64_C(0xffff0000));
    for (size_t i = 0; i < n; i += APK_BLOCK)
    {
        whole results[2][APK_BLOCK / LANES];
#pragma GCC unroll 2
        for (size_t part = 0; part < APK_BLOCK / LANES; part++)
        {
            const size_t at = i + part * LANES;
            chain f = { same(p->base), same(0) }, g = f;
#pragma GCC unroll 2
            for (int k = 0; k < groups; k++)
            {
                const uint64_t *row = p->rows[k] + at, *other = p->digits[2 * k + 1];
                const whole a = load(row), b = load(row + n), d = load(row + 2 * n);
                const whole top = either(both(shift_right(a, 16), upper), both(shift_right(b, 32), lower16));
                const real x = enter(load(p->digits[2 * k] + at)), y = other == NULL ? same(0) : enter(load(other + at));
                f = with_pair(with_pair(f, x, both(a, low48)), y, both(d, low48));
                g = with_pair(with_pair(g, x, both(b, low48)), y, either(top, shift_right(d, 48)));
            }
            const real begin = p->start == NULL ? same(-(double)half) : minus(enter(load(p->start + at)), same((double)half));
            const real high0 = minus(f.sum, same(p->base)), high1 = minus(g.sum, same(p->base));
            const real r0 = plus(reduce(high0, &m), plus(f.low, begin)), r1 = plus(reduce(high1, &m), g.low);
            const whole v0 = subtract(as_whole(plus(r0, same(ROUND))), all(ROUND_BITS - lift - half));
            const whole v1 = subtract(as_whole(plus(r1, same(ROUND))), all(ROUND_BITS - lift));
            results[0][part] = roomy ? lower(v0, all(2 * p->q)) : residue(reduce(enter(v0), &m), m.p);
            results[1][part] = roomy ? v1 : residue(reduce(enter(v1), &m), m.p);
        }
        const size_t block = i / APK_BLOCK, to = apk_target(p, block);
        emit(first + to, results[0], apk_order(p, block));
        emit(second + to, results[1], apk_order(p, block));
    }
}

void DOUBLES(sums_of_pairs)(const apk_pairs *p, uint64_t *first, uint64_t *second)
{
    if (p->digits[2] == NULL)
    {
        sums_of_pairs(p, first, second, 1);
    }
    else
    {
        sums_of_pairs(p, first, second, 2);
    }
}
