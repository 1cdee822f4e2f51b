/* Harvey's lazy butterflies (J. Symb. Comp. 60, 2014): forward in [0, 4q), inverse in [0, 2q). */
#include "plan.h"

static uint64_t multiply(uint64_t y, uint64_t w, uint64_t companion, uint64_t q)
{
    return y * w - (uint64_t)(((unsigned __int128)y * companion) >> 64) * q;
}

/* x, or x - m where that is not negative; both are below 2^63. */
static uint64_t correct(uint64_t x, uint64_t m)
{
    uint64_t difference = x - m;
    return difference + ((uint64_t)((int64_t)difference >> 63) & m);
}

void apk_portable_forward(const apk_ntt *plan, uint64_t *values, int lazy)
{
    const size_t n = plan->n;
    const uint64_t q = plan->q, twice = 2 * q;
    for (size_t blocks = 1, gap = n / 2; gap > 0; blocks *= 2, gap /= 2)
    {
        for (size_t i = 0; i < blocks; i++)
        {
            const uint64_t w = plan->forward.roots[blocks + i], c = plan->forward.companions[blocks + i];
            uint64_t *a = values + 2 * gap * i, *b = a + gap;
            for (size_t j = 0; j < gap; j++)
            {
                const uint64_t x = correct(a[j], twice), r = multiply(b[j], w, c, q);
                a[j] = x + r;
                b[j] = x - r + twice;
            }
        }
    }
    for (size_t j = 0; !lazy && j < n; j++)
    {
        values[j] = correct(correct(values[j], twice), q);
    }
}

void apk_portable_inverse(const apk_ntt *plan, uint64_t *values, int lazy)
{
    const size_t n = plan->n;
    const uint64_t q = plan->q, twice = 2 * q;
    for (size_t blocks = n / 2, gap = 1; blocks > 1; blocks /= 2, gap *= 2)
    {
        for (size_t i = 0; i < blocks; i++)
        {
            const uint64_t w = plan->inverse.roots[blocks + i], c = plan->inverse.companions[blocks + i];
            uint64_t *a = values + 2 * gap * i, *b = a + gap;
            for (size_t j = 0; j < gap; j++)
            {
                const uint64_t sum = a[j] + b[j], difference = a[j] - b[j] + twice;
                a[j] = correct(sum, twice);
                b[j] = multiply(difference, w, c, q);
            }
        }
    }
    uint64_t *a = values, *b = values + n / 2;
    for (size_t j = 0; j < n / 2; j++)
    {
        const uint64_t sum = a[j] + b[j], difference = a[j] - b[j] + twice;
        const uint64_t s = multiply(sum, plan->scale, plan->scale_companion, q);
        const uint64_t d = multiply(difference, plan->last, plan->last_companion, q);
        a[j] = lazy ? s : correct(s, q);
        b[j] = lazy ? d : correct(d, q);
    }
}
