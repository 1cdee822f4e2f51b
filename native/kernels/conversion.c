/* Conversion between bases: tables, and single values with 128-bit sums. */
#include "conversion.h"
#include "modular.h"
#include "values.h"
#include <stdlib.h>

/* IFMA where moduli are below 2^50 and sums of limbs + 1 products below 2^104; else doubles where those sums are exact. */
static int32_t choose(int a, int b, int limbs, double split, int32_t most)
{
    const int32_t here = apk_instructions(), level = here < most ? here : most;
    const int narrow = a <= 50 && b <= 50, terms = 32 - __builtin_clz((unsigned)limbs);
    if (narrow && level >= APK_AVX512_IFMA && a + b + terms <= 104)
    {
        return APK_AVX512_IFMA;
    }
    const int32_t doubles = level > APK_AVX512 ? APK_AVX512 : level;
    return narrow && split > 0 && level >= APK_AVX2 ? doubles : APK_PORTABLE;
}

void apk_conversion_destroy(apk_conversion *conversion)
{
    if (conversion != NULL)
    {
        free(conversion->sources);
        free(conversion->moduli);
        free(conversion->factors);
        free(conversion->centred_factors);
        free(conversion);
    }
}

int32_t apk_conversion_make(const uint64_t *from, int32_t from_count, const uint64_t *to, int32_t to_count,
                            int32_t instructions, apk_conversion **conversion)
{
    if (conversion == NULL)
    {
        return APK_BAD_ARGUMENT;
    }
    *conversion = NULL;
    if (from == NULL || to == NULL || from_count < 1 || from_count > APK_MOST_LIMBS || to_count < 1 ||
        to_count > APK_MOST_TARGETS)
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
    const int a = apk_bits_of(from, from_count), b = apk_bits_of(to, to_count);
    made->split = apk_split(from_count + 1, a, b - 1);
    made->instructions = choose(a, b, from_count, made->split, instructions);
    made->shift = made->instructions == APK_AVX512_IFMA ? 52 : 64;
    made->sources = calloc(limbs, sizeof *made->sources);
    made->moduli = calloc(targets, sizeof *made->moduli);
    made->factors = calloc(targets * (limbs + 1), sizeof *made->factors);
    made->centred_factors = calloc(targets * (limbs + 1), sizeof *made->centred_factors);
    if (made->sources == NULL || made->moduli == NULL || made->factors == NULL || made->centred_factors == NULL)
    {
        apk_conversion_destroy(made);
        return APK_NO_MEMORY;
    }
    for (size_t j = 0; j < targets; j++)
    {
        const uint64_t p = to[j], word = (uint64_t)(((wide)1 << made->shift) % p);
        made->moduli[j] = (apk_target_modulus){ p, word, (uint64_t)(((wide)word << made->shift) / p),
                                                (UINT64_C(1) << 52) / p, apk_real_of(p) };
    }
    *conversion = made;
    return APK_OK;
}

void apk_conversion_set_source(apk_conversion *c, int i, uint64_t q, uint64_t factor)
{
    c->sources[i] = (apk_source){ q, factor, (uint64_t)(((wide)factor << c->shift) / q), apk_centred(factor, q),
                                  apk_real_of(q) };
}

void apk_conversion_set_factor(apk_conversion *c, int j, int i, uint64_t factor)
{
    const size_t at = (size_t)j * (size_t)(c->limbs + 1) + (size_t)i;
    c->factors[at] = factor;
    c->centred_factors[at] = apk_centred(factor, c->moduli[j].value);
}

int32_t apk_conversion_create_for(const uint64_t *from, int32_t from_count, const uint64_t *to, int32_t to_count,
                                  int32_t instructions, apk_conversion **conversion)
{
    const int32_t status = apk_conversion_make(from, from_count, to, to_count, instructions, conversion);
    for (int i = 0; i < from_count && status == APK_OK; i++)
    {
        const uint64_t q = from[i], inverse = apk_inverse(apk_product_without(from, from_count, i, q), q);
        if (inverse == 0)
        {
            apk_conversion_destroy(*conversion);
            *conversion = NULL;
            return APK_BAD_PRIME;
        }
        apk_conversion_set_source(*conversion, i, q, inverse);
    }
    for (int j = 0; j < to_count && status == APK_OK; j++)
    {
        const uint64_t p = to[j];
        for (int i = 0; i < from_count; i++)
        {
            apk_conversion_set_factor(*conversion, j, i, apk_product_without(from, from_count, i, p));
        }
        const uint64_t product = apk_product_without(from, from_count, -1, p);
        apk_conversion_set_factor(*conversion, j, from_count, (p - product) % p);
    }
    return status;
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

/* Sums of products and sums in doubles are each rounded, never fused: the turns are the same bits everywhere. */
static int convert(const apk_conversion *c, size_t n, uint64_t *out, const uint64_t *in, int centred, double *nearest)
{
    double least = 1;
    uint64_t outside = 0;
    for (size_t x = 0; x < n; x++)
    {
        uint64_t v[APK_MOST_LIMBS + 1];
        double turns = 0.5;
        for (int i = 0; i < c->limbs; i++)
        {
            const apk_source *s = &c->sources[i];
            const uint64_t residue = in[(size_t)i * n + x];
            outside |= is_outside(residue, s->value);
            v[i] = correct_by(shoup(residue, s->inverse, s->companion, s->value), s->value);
            const double part = (double)v[i] * s->real.reciprocal;
            turns += part;
        }
        /* Nothing an invalid value makes of it may be too large for a whole number. */
        const uint64_t whole = turns < 64 ? (uint64_t)turns : 0;
        const double above = turns - (double)whole, below = 1 - above, nearer = above < below ? above : below;
        least = nearer < least ? nearer : least;
        v[c->limbs] = centred ? whole : 0;
        for (int j = 0; j < c->targets; j++)
        {
            const apk_target_modulus *p = &c->moduli[j];
            const uint64_t *factors = c->factors + (size_t)j * (size_t)(c->limbs + 1);
            wide sum = 0;
            for (int i = 0; i <= c->limbs; i++)
            {
                sum += (wide)v[i] * factors[i];
            }
            const uint64_t high = correct_by(shoup((uint64_t)(sum >> 64), p->word, p->companion, p->value), p->value);
            out[(size_t)j * n + x] = correct_by(high + (uint64_t)sum % p->value, p->value);
        }
    }
    *nearest = least;
    return outside >> 63 == 0;
}

int32_t apk_conversion_run(const apk_conversion *c, size_t n, uint64_t *out, const uint64_t *in, int centred,
                           double *nearest)
{
#ifdef APK_HAS_X86
    if (c->instructions != APK_PORTABLE)
    {
        const int holds = (c->instructions == APK_AVX512_IFMA ? apk_ifma_convert
                           : c->instructions == APK_AVX512    ? apk_doubles8_convert
                                                              : apk_doubles4_convert)(c, n, out, in, centred, nearest);
        return holds ? APK_OK : APK_BAD_ARGUMENT;
    }
#endif
    return convert(c, n, out, in, centred, nearest) ? APK_OK : APK_BAD_ARGUMENT;
}

int32_t apk_convert(const apk_conversion *conversion, int32_t n, uint64_t *out, const uint64_t *in, int32_t centred)
{
    if (conversion == NULL || out == NULL || in == NULL || n < 8 || n % 8 != 0)
    {
        return APK_BAD_ARGUMENT;
    }
    double nearest;
    return apk_conversion_run(conversion, (size_t)n, out, in, centred, &nearest);
}
