/* Calls the library with random arguments, good and bad, and requires that it answers each with the right code and
 * never harms anything: kernels_fuzz CALLS SEED. */
#include "autoprivacy_kernels.h"
#include <stdio.h>
#include <stdlib.h>

static uint64_t state;

static uint64_t next_random(void)
{
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    uint64_t x = state;
    x = (x ^ x >> 33) * UINT64_C(0xff51afd7ed558ccd);
    return x ^ x >> 33;
}

/* Numbers of every size, small ones and both ends more often. */
static uint64_t any(void)
{
    const uint64_t r = next_random();
    return r % 8 == 0 ? UINT64_MAX - r % 5 : next_random() >> r % 64;
}

enum { PLANS = 16, MOST = 2048, PAD = 8 };

static apk_ntt *plans[PLANS];
static int32_t degrees[PLANS];
static uint64_t primes[PLANS];
static uint64_t buffer[MOST + 2 * PAD];
static const uint64_t mark = UINT64_C(0x5ca1ab1e5ca1ab1e);

static void fail(const char *what, unsigned long call)
{
    fprintf(stderr, "FAILED at call %lu: %s\n", call, what);
    exit(1);
}

static void create(unsigned long call)
{
    const size_t slot = next_random() % PLANS;
    apk_ntt_destroy(plans[slot]);
    plans[slot] = NULL;
    const int good = next_random() % 2 == 0;
    const int32_t n = good ? 2 << next_random() % 11 : (int32_t)any();
    uint64_t q = any();
    if (good)
    {
        const int bits = 2 + (int)(next_random() % 60);
        q = ((UINT64_C(1) << bits) + next_random() % (UINT64_C(1) << bits)) / (2 * (uint64_t)n) * (2 * (uint64_t)n) + 1;
    }
    int32_t tier = (int32_t)(next_random() % 5) - 1;
    if (next_random() % 64 == 0)
    {
        if (apk_ntt_create_for(n, q, tier, NULL) != APK_BAD_ARGUMENT)
        {
            fail("a plan was made for nobody", call);
        }
        return;
    }
    /* The next prime of a good shape, if one is near. */
    int32_t status = apk_ntt_create_for(n, q, tier, &plans[slot]);
    for (int k = 0; k < 40 && good && status == APK_BAD_PRIME; k++)
    {
        q += 2 * (uint64_t)n;
        status = apk_ntt_create_for(n, q, tier, &plans[slot]);
    }
    const int is_degree = n >= 2 && n <= 131072 && (n & (n - 1)) == 0;
    if (status != APK_OK && (plans[slot] != NULL || (is_degree && status == APK_BAD_DEGREE)))
    {
        fail("a refusal left a plan or named the wrong cause", call);
    }
    if (status == APK_OK && (!is_degree || q >> 61 != 0 || q % (2 * (uint64_t)n) != 1))
    {
        fail("a plan for what has none", call);
    }
    if (status == APK_OK && n > MOST)
    {
        apk_ntt_destroy(plans[slot]);
        plans[slot] = NULL;
    }
    degrees[slot] = n;
    primes[slot] = q;
}

static int32_t forward_from_a_copy(const apk_ntt *plan, uint64_t *values)
{
    static uint64_t copy[MOST];
    for (size_t i = 0; i < PLANS; i++)
    {
        for (size_t k = 0; values != NULL && plan != NULL && plan == plans[i] && k < (size_t)degrees[i]; k++)
        {
            copy[k] = values[k];
        }
    }
    return apk_ntt_forward_from(plan, values, copy);
}

/* Of any numbers, most of them small enough, and in place as often as not. */
static void transform_signed(unsigned long call)
{
    static int64_t numbers[MOST];
    const size_t slot = next_random() % PLANS, from = next_random() % PAD;
    const size_t n = plans[slot] == NULL ? 1 : (size_t)degrees[slot];
    const int64_t twice = plans[slot] == NULL ? 2 : 2 * (int64_t)primes[slot];
    const int wild = next_random() % 4 == 0, in_place = next_random() % 2 == 0;
    int64_t *in = in_place ? (int64_t *)buffer + from : numbers;
    int good = plans[slot] != NULL;
    for (size_t i = 0; i < MOST + 2 * PAD; i++)
    {
        buffer[i] = mark;
    }
    for (size_t i = 0; i < n; i++)
    {
        const int64_t small = (int64_t)(next_random() % (2 * (uint64_t)twice)) - twice;
        in[i] = wild && next_random() % 256 == 0 ? (int64_t)any() : small;
        good = good && in[i] >= -twice && in[i] < twice;
    }
    const int32_t lazy = (int32_t)(next_random() % 3), nowhere = next_random() % 256 == 0;
    const int32_t status = apk_ntt_forward_signed(plans[slot], nowhere ? NULL : buffer + from, in, lazy);
    if (status != (good && !nowhere ? APK_OK : APK_BAD_ARGUMENT))
    {
        fail("a signed transform's answer", call);
    }
    for (size_t i = 0; i < MOST + 2 * PAD; i++)
    {
        const int is_inside = i >= from && i < from + n;
        const uint64_t end = (lazy ? 4 : 1) * primes[slot];
        if (is_inside ? status == APK_OK && buffer[i] >= end : buffer[i] != mark)
        {
            fail("a signed transform out of range or out of place", call);
        }
    }
}

static void transform(unsigned long call)
{
    static int32_t (*const transforms[])(const apk_ntt *, uint64_t *) = {
        apk_ntt_forward, apk_ntt_forward_lazy, apk_ntt_inverse, apk_ntt_inverse_lazy, forward_from_a_copy
    };
    const size_t slot = next_random() % PLANS, which = next_random() % 5;
    const size_t n = plans[slot] == NULL ? 1 : (size_t)degrees[slot], from = next_random() % PAD;
    const uint64_t q = primes[slot], factor = which < 2 || which == 4 ? 4 : 2, result = which == 1 ? 4 : which == 3 ? 2 : 1;
    uint64_t *values = buffer + from;
    int good = plans[slot] != NULL;
    const int wild = next_random() % 4 == 0;
    for (size_t i = 0; i < MOST + 2 * PAD; i++)
    {
        buffer[i] = mark;
    }
    for (size_t i = 0; i < n; i++)
    {
        values[i] = wild && next_random() % 256 == 0 ? any() : next_random() % (plans[slot] == NULL ? 2 : factor * q);
        good = good && values[i] < factor * q;
    }
    const int nowhere = next_random() % 256 == 0;
    const int32_t status = transforms[which](plans[slot], nowhere ? NULL : values);
    if (status != (good && !nowhere ? APK_OK : APK_BAD_ARGUMENT))
    {
        fail("a transform's answer", call);
    }
    for (size_t i = 0; i < n && status == APK_OK; i++)
    {
        if (values[i] >= result * q)
        {
            fail("a result out of range", call);
        }
    }
    for (size_t i = 0; i < MOST + 2 * PAD; i++)
    {
        if ((i < from || i >= from + n) && buffer[i] != mark)
        {
            fail("memory beside the values was written", call);
        }
    }
}

static void combine(unsigned long call)
{
    static int32_t (*const operations[])(const apk_ntt *, uint64_t *, const uint64_t *, const uint64_t *) = {
        apk_add, apk_subtract, apk_multiply, apk_multiply_add
    };
    static uint64_t first[MOST], second[MOST];
    const size_t slot = next_random() % PLANS, which = next_random() % 4, from = next_random() % PAD;
    const size_t n = plans[slot] == NULL ? 1 : (size_t)degrees[slot];
    const uint64_t q = plans[slot] == NULL ? 2 : primes[slot];
    int good = plans[slot] != NULL;
    const int wild = next_random() % 4 == 0;
    for (size_t i = 0; i < MOST + 2 * PAD; i++)
    {
        buffer[i] = mark;
    }
    for (size_t i = 0; i < n; i++)
    {
        first[i] = wild && next_random() % 256 == 0 ? any() : next_random() % q;
        second[i] = next_random() % q;
        buffer[from + i] = next_random() % q;
        good = good && first[i] < q;
    }
    const int nowhere = next_random() % 256 == 0;
    const int32_t status = operations[which](plans[slot], buffer + from, nowhere ? NULL : first, second);
    if (status != (good && !nowhere ? APK_OK : APK_BAD_ARGUMENT))
    {
        fail("an operation's answer", call);
    }
    for (size_t i = 0; i < MOST + 2 * PAD; i++)
    {
        const int is_inside = i >= from && i < from + n;
        if (is_inside ? status == APK_OK && buffer[i] >= q : buffer[i] != mark)
        {
            fail("a result out of range or out of place", call);
        }
    }
}

/* Digits of any bound. */
static void decompose(unsigned long call)
{
    static uint64_t digits[MOST];
    const size_t slot = next_random() % PLANS, from = next_random() % PAD;
    const size_t n = plans[slot] == NULL ? 1 : (size_t)degrees[slot];
    const uint64_t bound = any();
    int good = plans[slot] != NULL && bound >= 2 && bound <= UINT64_C(1) << 61;
    const int wild = next_random() % 4 == 0;
    for (size_t i = 0; i < MOST + 2 * PAD; i++)
    {
        buffer[i] = mark;
    }
    for (size_t i = 0; i < n; i++)
    {
        digits[i] = bound == 0 || (wild && next_random() % 256 == 0) ? any() : next_random() % bound;
        good = good && digits[i] < bound;
    }
    const int nowhere = next_random() % 256 == 0;
    const int32_t status =
        apk_ntt_digits(plans[slot], nowhere ? NULL : buffer + from, digits, bound, (int32_t)(next_random() % 3));
    if (status != (good && !nowhere ? APK_OK : APK_BAD_ARGUMENT))
    {
        fail("an answer to digits", call);
    }
    for (size_t i = 0; i < MOST + 2 * PAD; i++)
    {
        const int is_inside = i >= from && i < from + n;
        if (is_inside ? status == APK_OK && buffer[i] >= primes[slot] : buffer[i] != mark)
        {
            fail("a digit out of range or out of place", call);
        }
    }
}

/* Conversions between bases of any numbers, most of them without a common factor, and any residues. */
static void convert(unsigned long call)
{
    enum { LIMBS = 6, TARGETS = 3, COUNT = 64 };
    static uint64_t in[LIMBS * COUNT];
    uint64_t from[LIMBS], to[TARGETS];
    const int32_t limbs = (int32_t)(next_random() % (LIMBS + 2)) - 1, targets = (int32_t)(next_random() % (TARGETS + 2)) - 1;
    const int bits = 8 + (int)(next_random() % 53), to_bits = 2 + (int)(next_random() % 59);
    for (size_t i = 0; i < LIMBS; i++)
    {
        from[i] = next_random() % 32 == 0 ? any() : (UINT64_C(1) << bits) - 1 - 2 * (next_random() % 100);
    }
    for (size_t j = 0; j < TARGETS; j++)
    {
        to[j] = next_random() % 32 == 0 ? any() : 2 + next_random() % (UINT64_C(1) << to_bits);
    }
    apk_conversion *c = NULL;
    const int32_t made = apk_conversion_create_for(from, limbs > LIMBS ? LIMBS : limbs, to,
                                                   targets > TARGETS ? TARGETS : targets, (int32_t)(next_random() % 5) - 1, &c);
    if ((made == APK_OK) != (c != NULL) || (limbs < 1 && made == APK_OK))
    {
        fail("a conversion's answer", call);
    }
    const size_t sources = c == NULL ? 1 : (size_t)(limbs > LIMBS ? LIMBS : limbs);
    const size_t results = c == NULL ? 1 : (size_t)(targets > TARGETS ? TARGETS : targets);
    int good = c != NULL;
    const int wild = next_random() % 4 == 0;
    for (size_t i = 0; i < sources * COUNT; i++)
    {
        in[i] = wild && next_random() % 256 == 0 ? any() : next_random() % (c == NULL ? 2 : from[i / COUNT]);
        good = good && in[i] < from[i / COUNT];
    }
    for (size_t i = 0; i < MOST + 2 * PAD; i++)
    {
        buffer[i] = mark;
    }
    const int32_t status = apk_convert(c, COUNT, buffer + PAD, in, (int32_t)(next_random() % 2));
    if (status != (good ? APK_OK : APK_BAD_ARGUMENT))
    {
        fail("an answer to residues", call);
    }
    for (size_t i = 0; i < MOST + 2 * PAD; i++)
    {
        const int is_inside = c != NULL && i >= PAD && i < PAD + results * COUNT;
        if (is_inside ? status == APK_OK && buffer[i] >= to[(i - PAD) / COUNT] : buffer[i] != mark)
        {
            fail("a residue out of range or out of place", call);
        }
    }
    apk_conversion_destroy(c);
}

static void check_results(size_t count, uint64_t end, int32_t status, int good, unsigned long call)
{
    if (status != (good ? APK_OK : APK_BAD_ARGUMENT))
    {
        fail("an answer to values", call);
    }
    for (size_t i = 0; i < MOST + 2 * PAD; i++)
    {
        const int is_inside = i >= PAD && i < PAD + count;
        if (is_inside ? status == APK_OK && buffer[i] >= end : buffer[i] != mark)
        {
            fail("a value out of range or out of place", call);
        }
    }
}

/* Products, quotients, scaling and lifting of any numbers on any instructions. */
static void values(unsigned long call)
{
    enum { LIMBS = 4, COUNT = 72 };
    static uint64_t a[LIMBS * COUNT], b[COUNT];
    uint64_t base[LIMBS];
    const int bits = 8 + (int)(next_random() % 53), which = (int)(next_random() % 4), wild = next_random() % 4 == 0;
    const int32_t tier = (int32_t)(next_random() % 5) - 1, limbs = 1 + (int32_t)(next_random() % LIMBS);
    for (size_t i = 0; i < LIMBS; i++)
    {
        base[i] = next_random() % 64 == 0 ? any() : (UINT64_C(1) << bits) - 1 - 2 * (next_random() % 60);
    }
    const uint64_t other = next_random() % 32 == 0 ? any() : 2 + next_random() % (UINT64_C(1) << next_random() % 60);
    apk_scaling *scaling = NULL;
    apk_lift *lift = NULL;
    const int32_t made = which == 2 ? apk_scaling_create_for(base, limbs, other, tier, &scaling)
                         : which == 3 ? apk_lift_create_for(other, base, limbs, tier, &lift)
                                      : APK_OK;
    if ((which == 2 && (made == APK_OK) != (scaling != NULL)) || (which == 3 && (made == APK_OK) != (lift != NULL)))
    {
        fail("a refusal made something", call);
    }
    int is_modulus = made == APK_OK;
    for (int32_t i = 0; i < (which < 2 ? 1 : limbs); i++)
    {
        is_modulus = is_modulus && base[i] >= 2 && base[i] >> 61 == 0;
    }
    const size_t count = which == 3 ? (size_t)limbs * COUNT : COUNT;
    const uint64_t end = is_modulus ? base[0] : 2;
    int good = is_modulus;
    for (size_t i = 0; i < (size_t)limbs * COUNT; i++)
    {
        const uint64_t q = is_modulus && which >= 2 ? base[i / COUNT] : end;
        a[i] = wild && next_random() % 128 == 0 ? any() : next_random() % q;
        good = good && (a[i] < q || (which < 2 && i >= COUNT));
    }
    const uint64_t divisor = other | 1, most = which == 0 ? end : which == 1 ? divisor : other;
    for (size_t i = 0; i < COUNT; i++)
    {
        b[i] = most == 0 || (wild && next_random() % 128 == 0) ? any() : next_random() % most;
        good = good && (which == 2 || b[i] < most);
    }
    for (size_t i = 0; i < MOST + 2 * PAD; i++)
    {
        buffer[i] = mark;
    }
    int32_t certain, status;
    if (which < 2)
    {
        const uint64_t inverse = next_random() % end;
        status = which == 0 ? apk_product_for(COUNT, base[0], tier, buffer + PAD, a, b)
                            : apk_quotient_for(COUNT, base[0], divisor, inverse, tier, buffer + PAD, a, b);
        const int fits = is_modulus && (which == 0 || (divisor >= 3 && divisor >> 61 == 0));
        if ((status == APK_BAD_PRIME) == fits)
        {
            fail("an answer to a modulus", call);
        }
        check_results(COUNT, end, fits ? status : APK_BAD_ARGUMENT, fits && good, call);
        return;
    }
    for (size_t i = 0; which == 3 && i < count; i++)
    {
        buffer[PAD + i] = a[i];
    }
    status = which == 2 ? apk_scale(scaling, COUNT, buffer + PAD, a, &certain)
                        : apk_lift_values(lift, COUNT, buffer + PAD, b, (int32_t)(next_random() % 2));
    const int is_made = made == APK_OK;
    check_results(is_made || which == 3 ? count : 0, which == 2 ? other : UINT64_C(1) << 61, status, is_made && good, call);
    apk_scaling_destroy(scaling);
    apk_lift_destroy(lift);
}

int main(int count, char **arguments)
{
    const unsigned long calls = count > 1 ? strtoul(arguments[1], NULL, 10) : 10000;
    state = count > 2 ? strtoull(arguments[2], NULL, 10) : 1;
    unsigned long transforms = 0;
    for (unsigned long call = 0; call < calls; call++)
    {
        if (next_random() % 8 == 0)
        {
            create(call);
        }
        else if (next_random() % 4 == 0)
        {
            combine(call);
        }
        else if (next_random() % 8 == 0)
        {
            decompose(call);
        }
        else if (next_random() % 8 == 0)
        {
            convert(call);
        }
        else if (next_random() % 4 == 0)
        {
            values(call);
        }
        else if (next_random() % 6 == 0)
        {
            transform_signed(call);
        }
        else
        {
            transform(call);
            transforms++;
        }
    }
    for (size_t i = 0; i < PLANS; i++)
    {
        apk_ntt_destroy(plans[i]);
    }
    printf("%lu calls, %lu of them transforms: every answer as it should be\n", calls, transforms);
    return 0;
}
