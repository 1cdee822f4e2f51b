/* Conversion between bases: tables, and single values with 128-bit sums. */
#include "conversion.h"
#include <stdlib.h>

typedef unsigned __int128 wide;

static uint64_t modular(uint64_t a, uint64_t b, uint64_t m) { return (uint64_t)((wide)a * b % m); }

/* a^-1 mod m by Euclid, or 0 where there is none; m is below 2^61. */
static uint64_t inverse_of(uint64_t a, uint64_t m)
{
    int64_t before = 0, now = 1;
    uint64_t r = m, s = a % m;
    while (s != 0)
    {
        const uint64_t q = r / s, rest = r - q * s;
        const int64_t next = before - (int64_t)q * now;
        before = now;
        now = next;
        r = s;
        s = rest;
    }
    return r != 1 ? 0 : before < 0 ? m - (uint64_t)-before : (uint64_t)before;
}

/* The product of all moduli but one (none: -1) modulo m. */
static uint64_t product_without(const uint64_t *moduli, int count, int without, uint64_t m)
{
    uint64_t product = 1 % m;
    for (int i = 0; i < count; i++)
    {
        product = i == without ? product : modular(product, moduli[i] % m, m);
    }
    return product;
}

static int bits_of(const uint64_t *moduli, int count)
{
    uint64_t all = 0;
    for (int i = 0; i < count; i++)
    {
        all |= moduli[i];
    }
    return 64 - __builtin_clzll(all);
}

/* IFMA where moduli are below 2^50 and sums of limbs + 1 products below 2^104. */
static int32_t choose(const uint64_t *from, int limbs, const uint64_t *to, int targets, int32_t most)
{
    const int a = bits_of(from, limbs), b = bits_of(to, targets), terms = 32 - __builtin_clz((unsigned)limbs);
    const int fits = a <= 50 && b <= 50 && a + b + terms <= 104;
    return fits && most >= APK_AVX512_IFMA && apk_instructions() >= APK_AVX512_IFMA ? APK_AVX512_IFMA : APK_PORTABLE;
}

void apk_conversion_destroy(apk_conversion *conversion)
{
    if (conversion != NULL)
    {
        free(conversion->sources);
        free(conversion->moduli);
        free(conversion->factors);
        free(conversion);
    }
}

static int is_modulus(uint64_t m) { return m >= 2 && m >> 61 == 0; }

int32_t apk_conversion_create_for(const uint64_t *from, int32_t from_count, const uint64_t *to, int32_t to_count,
                                  int32_t instructions, apk_conversion **conversion)
{
    if (from == NULL || to == NULL || conversion == NULL || from_count < 1 || from_count > APK_MOST_LIMBS ||
        to_count < 1 || to_count > APK_MOST_TARGETS)
    {
        return APK_BAD_ARGUMENT;
    }
    for (int32_t i = 0; i < from_count + to_count; i++)
    {
        if (!is_modulus(i < from_count ? from[i] : to[i - from_count]))
        {
            return APK_BAD_PRIME;
        }
    }
    apk_conversion *made = calloc(1, sizeof *made);
    if (made == NULL)
    {
        return APK_NO_MEMORY;
    }
    const size_t limbs = (size_t)from_count, targets = (size_t)to_count;
    made->limbs = from_count;
    made->targets = to_count;
    made->instructions = choose(from, from_count, to, to_count, instructions);
    made->sources = calloc(limbs, sizeof *made->sources);
    made->moduli = calloc(targets, sizeof *made->moduli);
    made->factors = calloc(targets * (limbs + 1), sizeof *made->factors);
    if (made->sources == NULL || made->moduli == NULL || made->factors == NULL)
    {
        apk_conversion_destroy(made);
        return APK_NO_MEMORY;
    }
    const int shift = made->instructions == APK_AVX512_IFMA ? 52 : 64;
    for (int i = 0; i < from_count; i++)
    {
        const uint64_t q = from[i], inverse = inverse_of(product_without(from, from_count, i, q), q);
        if (inverse == 0)
        {
            apk_conversion_destroy(made);
            return APK_BAD_PRIME;
        }
        made->sources[i] = (apk_source){ q, inverse, (uint64_t)(((wide)inverse << shift) / q), 1.0 / (double)q };
    }
    for (int j = 0; j < to_count; j++)
    {
        const uint64_t p = to[j], word = (uint64_t)(((wide)1 << shift) % p);
        made->moduli[j] =
            (apk_target_modulus){ p, word, (uint64_t)(((wide)word << shift) / p), (UINT64_C(1) << 52) / p };
        uint64_t *factors = made->factors + (size_t)j * (limbs + 1);
        for (int i = 0; i < from_count; i++)
        {
            factors[i] = product_without(from, from_count, i, p);
        }
        factors[limbs] = (p - product_without(from, from_count, -1, p)) % p;
    }
    *conversion = made;
    return APK_OK;
}

int32_t apk_conversion_create(const uint64_t *from, int32_t from_count, const uint64_t *to, int32_t to_count,
                              apk_conversion **conversion)
{
    return apk_conversion_create_for(from, from_count, to, to_count, APK_AVX512_IFMA, conversion);
}

int32_t apk_conversion_instructions(const apk_conversion *conversion)
{
    return conversion == NULL ? APK_PORTABLE : conversion->instructions;
}

/* y*w mod m in [0, 2m), for any y. */
static uint64_t shoup(uint64_t y, uint64_t w, uint64_t companion, uint64_t m)
{
    return y * w - (uint64_t)(((wide)y * companion) >> 64) * m;
}

static uint64_t correct(uint64_t x, uint64_t m)
{
    const uint64_t difference = x - m;
    return difference + ((uint64_t)((int64_t)difference >> 63) & m);
}

/* Sums of products and sums in doubles are each rounded, never fused: the turns are the same bits everywhere. */
static int convert(const apk_conversion *c, size_t n, uint64_t *out, const uint64_t *in, int centred)
{
    uint64_t outside = 0;
    for (size_t x = 0; x < n; x++)
    {
        uint64_t v[APK_MOST_LIMBS + 1];
        double turns = 0.5;
        for (int i = 0; i < c->limbs; i++)
        {
            const apk_source *s = &c->sources[i];
            const uint64_t residue = in[(size_t)i * n + x];
            outside |= residue | (s->value - 1 - residue);
            v[i] = correct(shoup(residue, s->inverse, s->companion, s->value), s->value);
            const double part = (double)v[i] * s->reciprocal;
            turns += part;
        }
        /* Nothing an invalid value makes of it may be too large for a whole number. */
        v[c->limbs] = centred && turns < 64 ? (uint64_t)turns : 0;
        for (int j = 0; j < c->targets; j++)
        {
            const apk_target_modulus *p = &c->moduli[j];
            const uint64_t *factors = c->factors + (size_t)j * (size_t)(c->limbs + 1);
            wide sum = 0;
            for (int i = 0; i <= c->limbs; i++)
            {
                sum += (wide)v[i] * factors[i];
            }
            const uint64_t high = correct(shoup((uint64_t)(sum >> 64), p->word, p->companion, p->value), p->value);
            out[(size_t)j * n + x] = correct(high + (uint64_t)sum % p->value, p->value);
        }
    }
    return outside >> 63 == 0;
}

int32_t apk_convert(const apk_conversion *conversion, int32_t n, uint64_t *out, const uint64_t *in, int32_t centred)
{
    if (conversion == NULL || out == NULL || in == NULL || n < 8 || n % 8 != 0)
    {
        return APK_BAD_ARGUMENT;
    }
    const size_t count = (size_t)n;
#ifdef APK_HAS_X86
    if (conversion->instructions == APK_AVX512_IFMA)
    {
        return apk_ifma_convert(conversion, count, out, in, centred) ? APK_OK : APK_BAD_ARGUMENT;
    }
#endif
    return convert(conversion, count, out, in, centred) ? APK_OK : APK_BAD_ARGUMENT;
}
