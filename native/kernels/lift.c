/* Plaintexts into ciphertexts: tables, and single values. */
#include "lift.h"
#include "conversion.h"
#include "modular.h"
#include "values.h"
#include <stdlib.h>

void apk_lift_destroy(apk_lift *lift)
{
    if (lift != NULL)
    {
        free(lift->to);
        free(lift);
    }
}

int32_t apk_lift_instructions(const apk_lift *lift) { return lift == NULL ? APK_PORTABLE : lift->instructions; }

static int32_t choose(int bits, int32_t most)
{
    const int32_t here = apk_instructions(), level = here < most ? here : most;
    return bits > 50 || level < APK_AVX2 ? APK_PORTABLE : level > APK_AVX512 ? APK_AVX512 : level;
}

/* floor(q/t) modulo m by long division: if P = Q*t + r, then P*p = (Q*p + floor(r*p/t))*t + (r*p mod t). */
static uint64_t quotient_modulo(const uint64_t *to, int count, uint64_t t, uint64_t m)
{
    uint64_t quotient = 0, rest = 1;
    for (int i = 0; i < count; i++)
    {
        const wide next = (wide)rest * to[i];
        const uint64_t more = (uint64_t)((next / t) % m);
        quotient = (uint64_t)(((wide)quotient * (to[i] % m) + more) % m);
        rest = (uint64_t)(next % t);
    }
    return quotient;
}

int32_t apk_lift_create_for(uint64_t plain, const uint64_t *to, int32_t to_count, int32_t instructions,
                            apk_lift **lift)
{
    if (lift == NULL)
    {
        return APK_BAD_ARGUMENT;
    }
    *lift = NULL;
    if (to == NULL || to_count < 1 || to_count > APK_MOST_TARGETS)
    {
        return APK_BAD_ARGUMENT;
    }
    int fits = is_modulus(plain);
    for (int32_t i = 0; i < to_count; i++)
    {
        fits = fits && is_modulus(to[i]);
    }
    if (!fits)
    {
        return APK_BAD_PRIME;
    }
    apk_lift *made = calloc(1, sizeof *made);
    apk_lift_limb *limbs = calloc((size_t)to_count, sizeof *limbs);
    if (made == NULL || limbs == NULL)
    {
        free(made);
        free(limbs);
        return APK_NO_MEMORY;
    }
    const int bits = apk_bits_of(to, to_count), plain_bits = apk_bits_of(&plain, 1);
    made->limbs = to_count;
    made->plain = plain;
    made->remainder = apk_product_without(to, to_count, -1, plain);
    made->companion = companion_of(made->remainder, plain);
    made->centred_remainder = apk_centred(made->remainder, plain);
    made->instructions = choose(bits > plain_bits ? bits : plain_bits, instructions);
    made->to = limbs;
    for (int32_t i = 0; i < to_count; i++)
    {
        const uint64_t w = quotient_modulo(to, to_count, plain, to[i]);
        limbs[i] = (apk_lift_limb){ to[i], w, companion_of(w, to[i]), apk_centred(w, to[i]) };
    }
    *lift = made;
    return APK_OK;
}

int32_t apk_lift_create(uint64_t plain, const uint64_t *to, int32_t to_count, apk_lift **lift)
{
    return apk_lift_create_for(plain, to, to_count, APK_AVX512_IFMA, lift);
}

static int lift_values(const apk_lift *l, size_t n, uint64_t *values, const uint64_t *plain, int subtracted)
{
    const uint64_t t = l->plain, half = (t + 1) >> 1;
    uint64_t wrong = 0;
    for (size_t x = 0; x < n; x++)
    {
        const uint64_t m = plain[x], whole = (uint64_t)(((wide)m * l->companion) >> 64);
        wrong |= is_outside(m, t);
        /* In [0, 2t), and half more in [0, 3t). */
        const uint64_t moved = m * l->remainder - whole * t + half;
        const uint64_t fix = whole + ((t - 1 - moved) >> 63) + ((2 * t - 1 - moved) >> 63);
        for (int k = 0; k < l->limbs; k++)
        {
            const apk_lift_limb *limb = &l->to[k];
            const uint64_t q = limb->value, old = values[(size_t)k * n + x];
            wrong |= is_outside(old, q);
            const uint64_t scaled = correct_by(shoup(m, limb->quotient, limb->companion, q), q);
            const uint64_t sum = correct_by(scaled + fix % q, q);
            values[(size_t)k * n + x] = correct_by(subtracted ? old + (q - sum) : old + sum, q);
        }
    }
    return wrong >> 63 == 0;
}

int32_t apk_lift_values(const apk_lift *lift, int32_t n, uint64_t *values, const uint64_t *plain, int32_t subtracted)
{
    if (lift == NULL || values == NULL || plain == NULL || n < 8 || n % 8 != 0)
    {
        return APK_BAD_ARGUMENT;
    }
    const size_t count = (size_t)n;
    int holds;
#ifdef APK_HAS_X86
    holds = lift->instructions == APK_AVX512 ? apk_doubles8_lift(lift, count, values, plain, subtracted)
            : lift->instructions == APK_AVX2 ? apk_doubles4_lift(lift, count, values, plain, subtracted)
                                             : lift_values(lift, count, values, plain, subtracted);
#else
    holds = lift_values(lift, count, values, plain, subtracted);
#endif
    return holds ? APK_OK : APK_BAD_ARGUMENT;
}
