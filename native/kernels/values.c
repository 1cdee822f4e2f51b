/* Products, and quotients by another number, of values modulo one number. */
#include "values.h"
#include "modular.h"

#ifdef APK_HAS_X86
static int32_t tier_of(uint64_t modulus, int32_t most)
{
    const int32_t here = apk_instructions(), level = here < most ? here : most;
    return modulus >> 50 == 0 ? level : APK_PORTABLE;
}
#endif

static int is_count(int32_t count) { return count >= 8 && count % 8 == 0; }

int32_t apk_product_for(int32_t count, uint64_t modulus, int32_t instructions, uint64_t *out, const uint64_t *a,
                        const uint64_t *b)
{
    if (out == NULL || a == NULL || b == NULL || !is_count(count))
    {
        return APK_BAD_ARGUMENT;
    }
    if (!is_modulus(modulus))
    {
        return APK_BAD_PRIME;
    }
    const size_t n = (size_t)count;
#ifdef APK_HAS_X86
    const int32_t tier = tier_of(modulus, instructions);
    if (tier >= APK_AVX512)
    {
        return apk_doubles8_products(n, (double)modulus, out, a, b, 0) ? APK_OK : APK_BAD_ARGUMENT;
    }
    if (tier == APK_AVX2)
    {
        return apk_doubles4_products(n, (double)modulus, out, a, b, 0) ? APK_OK : APK_BAD_ARGUMENT;
    }
#else
    (void)instructions;
#endif
    /* With k the bits of the modulus, the estimate of the quotient from a*b / 2^(k-2) and floor(2^(k+62)/modulus) is
     * exact or one too small. */
    const int bits = 64 - __builtin_clzll(modulus);
    const uint64_t ratio = (uint64_t)(((wide)1 << (bits + 62)) / modulus);
    uint64_t wrong = 0;
    for (size_t i = 0; i < n; i++)
    {
        wrong |= is_outside(a[i], modulus) | is_outside(b[i], modulus);
        const wide z = (wide)a[i] * b[i];
        const uint64_t quotient = (uint64_t)(((wide)(uint64_t)(z >> (bits - 2)) * ratio) >> 64);
        out[i] = correct_by((uint64_t)z - quotient * modulus, modulus);
    }
    return wrong >> 63 == 0 ? APK_OK : APK_BAD_ARGUMENT;
}

int32_t apk_product(int32_t count, uint64_t modulus, uint64_t *out, const uint64_t *a, const uint64_t *b)
{
    return apk_product_for(count, modulus, APK_AVX512_IFMA, out, a, b);
}

int32_t apk_quotient_for(int32_t count, uint64_t modulus, uint64_t divisor, uint64_t inverse, int32_t instructions,
                         uint64_t *out, const uint64_t *a, const uint64_t *b)
{
    if (out == NULL || a == NULL || b == NULL || !is_count(count))
    {
        return APK_BAD_ARGUMENT;
    }
    if (!is_modulus(modulus) || !is_modulus(divisor) || divisor % 2 == 0 || inverse >= modulus)
    {
        return APK_BAD_PRIME;
    }
    const size_t n = (size_t)count;
#ifdef APK_HAS_X86
    const int32_t tier = tier_of(modulus | divisor, instructions);
    if (tier != APK_PORTABLE)
    {
        const double q = (double)modulus, p = (double)divisor, w = apk_centred(inverse, modulus);
        const int holds = tier >= APK_AVX512 ? apk_doubles8_quotients(n, q, p, w, out, a, b)
                                             : apk_doubles4_quotients(n, q, p, w, out, a, b);
        return holds ? APK_OK : APK_BAD_ARGUMENT;
    }
#else
    (void)instructions;
#endif
    const uint64_t companion = companion_of(inverse, modulus), half = divisor / 2;
    /* A multiple of the modulus that makes a - b positive: what is multiplied is below 2^63. */
    const uint64_t lift = modulus * ((divisor - 1) / modulus + 1);
    uint64_t wrong = 0;
    for (size_t i = 0; i < n; i++)
    {
        wrong |= is_outside(a[i], modulus) | is_outside(b[i], divisor);
        out[i] = correct_by(shoup(a[i] - b[i] + lift + half, inverse, companion, modulus), modulus);
    }
    return wrong >> 63 == 0 ? APK_OK : APK_BAD_ARGUMENT;
}

int32_t apk_quotient(int32_t count, uint64_t modulus, uint64_t divisor, uint64_t inverse, uint64_t *out,
                     const uint64_t *a, const uint64_t *b)
{
    return apk_quotient_for(count, modulus, divisor, inverse, APK_AVX512_IFMA, out, a, b);
}
