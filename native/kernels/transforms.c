/* The transforms on the instructions that a plan runs on. */
#include "plan.h"
#include <string.h>

/* Whether all values are below factor * q; every one is read, whatever they are. */
static int32_t check(const apk_ntt *plan, const uint64_t *values, uint64_t factor)
{
    /* The top bit of one of the two is set where a value is not below the bound, itself at most 2^63. */
    const uint64_t greatest = factor * plan->q - 1;
    uint64_t outside = 0;
    for (size_t i = 0; i < plan->n; i++)
    {
        outside |= values[i] | (greatest - values[i]);
    }
    return outside >> 63 ? APK_BAD_ARGUMENT : APK_OK;
}

static int is_overlap(const apk_ntt *plan, const uint64_t *out, const uint64_t *in)
{
    const uintptr_t to = (uintptr_t)out, from = (uintptr_t)in, apart = to < from ? from - to : to - from;
    return apart != 0 && apart < plan->n * sizeof *out;
}

/* Of the values with the lift added. */
static int32_t forward(const apk_ntt *plan, uint64_t *out, const uint64_t *in, uint64_t lift, int lazy)
{
    if (plan == NULL || out == NULL || in == NULL)
    {
        return APK_BAD_ARGUMENT;
    }
#ifdef APK_HAS_X86
    if (plan->lanes == 0 && plan->instructions == APK_AVX512_IFMA)
    {
        return apk_ifma_forward(plan, out, in, lift, lazy);
    }
    if (plan->lanes == 0 && plan->instructions == APK_AVX512)
    {
        return apk_avx512_forward(plan, out, in, lift, lazy);
    }
#endif
    for (size_t i = 0; lift != 0 && i < plan->n; i++)
    {
        out[i] = in[i] + lift;
    }
    in = lift != 0 ? out : in;
#ifdef APK_HAS_X86
    if (plan->lanes != 0)
    {
        return plan->lanes == 16 ? apk_float16_forward(plan, out, in) : apk_float8_forward(plan, out, in);
    }
#endif
    const int32_t status = check(plan, in, 4);
    if (status != APK_OK)
    {
        return status;
    }
    if (out != in)
    {
        memcpy(out, in, plan->n * sizeof *out);
    }
#ifdef APK_HAS_X86
    if (plan->instructions == APK_AVX2)
    {
        apk_avx2_forward(plan, out);
        return APK_OK;
    }
#endif
    apk_portable_forward(plan, out, lazy);
    return APK_OK;
}

int32_t apk_ntt_forward(const apk_ntt *plan, uint64_t *values) { return forward(plan, values, values, 0, 0); }

int32_t apk_ntt_forward_from(const apk_ntt *plan, uint64_t *out, const uint64_t *coefficients)
{
    return plan != NULL && is_overlap(plan, out, coefficients) ? APK_BAD_ARGUMENT
                                                               : forward(plan, out, coefficients, 0, 0);
}

int32_t apk_ntt_forward_signed(const apk_ntt *plan, uint64_t *out, const int64_t *numbers, int32_t lazy)
{
    const uint64_t *in = (const uint64_t *)numbers;
    return plan == NULL || is_overlap(plan, out, in) ? APK_BAD_ARGUMENT
                                                     : forward(plan, out, in, 2 * plan->q, lazy != 0);
}

int32_t apk_ntt_forward_lazy(const apk_ntt *plan, uint64_t *values) { return forward(plan, values, values, 0, 1); }

static int32_t inverse(const apk_ntt *plan, uint64_t *values, int lazy)
{
    if (plan == NULL || values == NULL)
    {
        return APK_BAD_ARGUMENT;
    }
#ifdef APK_HAS_X86
    if (plan->lanes != 0)
    {
        return plan->lanes == 16 ? apk_float16_inverse(plan, values) : apk_float8_inverse(plan, values);
    }
    if (plan->instructions == APK_AVX512_IFMA)
    {
        return apk_ifma_inverse(plan, values, lazy);
    }
    if (plan->instructions == APK_AVX512)
    {
        return apk_avx512_inverse(plan, values, lazy);
    }
#endif
    const int32_t status = check(plan, values, 2);
    if (status != APK_OK)
    {
        return status;
    }
#ifdef APK_HAS_X86
    if (plan->instructions == APK_AVX2)
    {
        apk_avx2_inverse(plan, values);
        return APK_OK;
    }
#endif
    apk_portable_inverse(plan, values, lazy);
    return APK_OK;
}

int32_t apk_ntt_inverse(const apk_ntt *plan, uint64_t *values) { return inverse(plan, values, 0); }

int32_t apk_ntt_inverse_lazy(const apk_ntt *plan, uint64_t *values) { return inverse(plan, values, 1); }

int32_t apk_ntt_digits(const apk_ntt *plan, uint64_t *out, const uint64_t *digits, uint64_t bound, int32_t centred)
{
    if (plan == NULL || out == NULL || digits == NULL || bound < 2 || bound > UINT64_C(1) << 61 ||
        is_overlap(plan, out, digits))
    {
        return APK_BAD_ARGUMENT;
    }
    /* What is added where a number stands for itself less bound: congruent to -bound, not negative. */
    const uint64_t lift = centred ? (plan->q - bound % plan->q) % plan->q : 0, half = bound / 2;
    uint64_t outside = 0;
    for (size_t i = 0; i < plan->n; i++)
    {
        outside |= digits[i] | (bound - 1 - digits[i]);
        out[i] = digits[i] + ((uint64_t)((int64_t)(half - digits[i]) >> 63) & lift);
    }
    if (outside >> 63 != 0)
    {
        return APK_BAD_ARGUMENT;
    }
    for (size_t i = 0; bound - 1 + lift >= 4 * plan->q && i < plan->n; i++)
    {
        out[i] %= plan->q;
    }
    return apk_ntt_forward(plan, out);
}
