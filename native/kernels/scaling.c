/* Scaling to one modulus: a conversion with other factors. With y_i = x_i*t*(q/q_i)^-1 mod q_i, t*x/q is the sum of y_i/q_i
 * plus a whole number that is the sum of -y_i/q_i modulo t, so the turns of such sums are added, not taken off
 * (docs/notes/kernel-bounds.md, section 3). */
#include "conversion.h"
#include "modular.h"
#include <stdlib.h>

struct apk_scaling {
    apk_conversion *conversion;
};

void apk_scaling_destroy(apk_scaling *scaling)
{
    if (scaling != NULL)
    {
        apk_conversion_destroy(scaling->conversion);
        free(scaling);
    }
}

int32_t apk_scaling_instructions(const apk_scaling *scaling)
{
    return scaling == NULL ? APK_PORTABLE : scaling->conversion->instructions;
}

int32_t apk_scaling_create_for(const uint64_t *from, int32_t from_count, uint64_t plain, int32_t instructions,
                               apk_scaling **scaling)
{
    if (scaling == NULL)
    {
        return APK_BAD_ARGUMENT;
    }
    *scaling = NULL;
    apk_conversion *conversion = NULL;
    const int32_t status = apk_conversion_make(from, from_count, &plain, 1, instructions, &conversion);
    if (status != APK_OK)
    {
        return status;
    }
    for (int32_t i = 0; i < from_count; i++)
    {
        const uint64_t q = from[i], inverse = apk_inverse(apk_product_without(from, from_count, i, q), q);
        const uint64_t other = apk_inverse(q, plain);
        if (inverse == 0 || other == 0)
        {
            apk_conversion_destroy(conversion);
            return APK_BAD_PRIME;
        }
        apk_conversion_set_source(conversion, i, q, modular(inverse, plain % q, q));
        apk_conversion_set_factor(conversion, 0, i, plain - other);
    }
    apk_conversion_set_factor(conversion, 0, from_count, 1);
    apk_scaling *made = malloc(sizeof *made);
    if (made == NULL)
    {
        apk_conversion_destroy(conversion);
        return APK_NO_MEMORY;
    }
    made->conversion = conversion;
    *scaling = made;
    return APK_OK;
}

int32_t apk_scaling_create(const uint64_t *from, int32_t from_count, uint64_t plain, apk_scaling **scaling)
{
    return apk_scaling_create_for(from, from_count, plain, APK_AVX512_IFMA, scaling);
}

int32_t apk_scale(const apk_scaling *scaling, int32_t n, uint64_t *out, const uint64_t *in, int32_t *certain)
{
    if (scaling == NULL || out == NULL || in == NULL || certain == NULL || n < 8 || n % 8 != 0)
    {
        return APK_BAD_ARGUMENT;
    }
    double nearest;
    const int32_t status = apk_conversion_run(scaling->conversion, (size_t)n, out, in, 1, &nearest);
    const double k = scaling->conversion->limbs;
    *certain = nearest > (k + 1) * (k + 4) * 0x1p-53;
    return status;
}
