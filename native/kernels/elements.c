/* Sums and products of values modulo the plan's prime. */
#include "plan.h"
#include "values.h"

/* x, or x - m where that is not negative; both are below 2^63. */
static uint64_t correct(uint64_t x, uint64_t m)
{
    const uint64_t difference = x - m;
    return difference + ((uint64_t)((int64_t)difference >> 63) & m);
}

/* a*b mod q: with k the bits of q, the estimate of the quotient from a*b / 2^(k-2) and floor(2^(k+62)/q) is exact or
 * one too small. */
static uint64_t product(const apk_ntt *plan, uint64_t a, uint64_t b)
{
    const unsigned __int128 z = (unsigned __int128)a * b;
    const uint64_t top = (uint64_t)(z >> (plan->bits - 2));
    const uint64_t quotient = (uint64_t)(((unsigned __int128)top * plan->barrett) >> 64);
    return correct((uint64_t)z - quotient * plan->q, plan->q);
}

/* Has its top bit set where x is not in [0, q). */
static uint64_t outside(const apk_ntt *plan, uint64_t x) { return x | (plan->q - 1 - x); }

#ifdef APK_HAS_X86
static int on_doubles(const apk_ntt *plan)
{
    return plan->instructions != APK_PORTABLE && plan->q >> 50 == 0;
}

static int32_t sums(const apk_ntt *plan, uint64_t *out, const uint64_t *a, const uint64_t *b, int subtracted)
{
    const int holds = plan->instructions == APK_AVX2 ? apk_doubles4_sums(plan->n, plan->q, out, a, b, subtracted)
                                                     : apk_doubles8_sums(plan->n, plan->q, out, a, b, subtracted);
    return holds ? APK_OK : APK_BAD_ARGUMENT;
}

static int32_t products(const apk_ntt *plan, uint64_t *out, const uint64_t *a, const uint64_t *b, int accumulate)
{
    const int holds = plan->instructions == APK_AVX2
                          ? apk_doubles4_products(plan->n, (double)plan->q, out, a, b, accumulate)
                          : apk_doubles8_products(plan->n, (double)plan->q, out, a, b, accumulate);
    return holds ? APK_OK : APK_BAD_ARGUMENT;
}
#endif

int32_t apk_add(const apk_ntt *plan, uint64_t *out, const uint64_t *a, const uint64_t *b)
{
    if (plan == NULL || out == NULL || a == NULL || b == NULL)
    {
        return APK_BAD_ARGUMENT;
    }
#ifdef APK_HAS_X86
    if (plan->instructions != APK_PORTABLE)
    {
        return sums(plan, out, a, b, 0);
    }
#endif
    uint64_t wrong = 0;
    for (size_t i = 0; i < plan->n; i++)
    {
        wrong |= outside(plan, a[i]) | outside(plan, b[i]);
        out[i] = correct(a[i] + b[i], plan->q);
    }
    return wrong >> 63 ? APK_BAD_ARGUMENT : APK_OK;
}

int32_t apk_subtract(const apk_ntt *plan, uint64_t *out, const uint64_t *a, const uint64_t *b)
{
    if (plan == NULL || out == NULL || a == NULL || b == NULL)
    {
        return APK_BAD_ARGUMENT;
    }
#ifdef APK_HAS_X86
    if (plan->instructions != APK_PORTABLE)
    {
        return sums(plan, out, a, b, 1);
    }
#endif
    uint64_t wrong = 0;
    for (size_t i = 0; i < plan->n; i++)
    {
        wrong |= outside(plan, a[i]) | outside(plan, b[i]);
        out[i] = correct(a[i] + (plan->q - b[i]), plan->q);
    }
    return wrong >> 63 ? APK_BAD_ARGUMENT : APK_OK;
}

int32_t apk_multiply(const apk_ntt *plan, uint64_t *out, const uint64_t *a, const uint64_t *b)
{
    if (plan == NULL || out == NULL || a == NULL || b == NULL)
    {
        return APK_BAD_ARGUMENT;
    }
#ifdef APK_HAS_X86
    if (on_doubles(plan))
    {
        return products(plan, out, a, b, 0);
    }
#endif
    uint64_t wrong = 0;
    for (size_t i = 0; i < plan->n; i++)
    {
        wrong |= outside(plan, a[i]) | outside(plan, b[i]);
        out[i] = product(plan, a[i], b[i]);
    }
    return wrong >> 63 ? APK_BAD_ARGUMENT : APK_OK;
}

int32_t apk_multiply_add(const apk_ntt *plan, uint64_t *out, const uint64_t *a, const uint64_t *b)
{
    if (plan == NULL || out == NULL || a == NULL || b == NULL)
    {
        return APK_BAD_ARGUMENT;
    }
#ifdef APK_HAS_X86
    if (on_doubles(plan))
    {
        return products(plan, out, a, b, 1);
    }
#endif
    uint64_t wrong = 0;
    for (size_t i = 0; i < plan->n; i++)
    {
        wrong |= outside(plan, a[i]) | outside(plan, b[i]) | outside(plan, out[i]);
        out[i] = correct(out[i] + product(plan, a[i], b[i]), plan->q);
    }
    return wrong >> 63 ? APK_BAD_ARGUMENT : APK_OK;
}
