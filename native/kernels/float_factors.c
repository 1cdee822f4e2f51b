/* Factors of the transforms on floats. */
#include "plan.h"
#include <stdlib.h>

float apk_centred_float(uint64_t w, uint64_t q) { return w > q / 2 ? (float)w - (float)q : (float)w; }

/* Of the blocks that a pair of vectors has in the layer of gap 1 << layer, the one of this lane, as the leaves of
 * float8.c and float16.c put values into lanes. */
static size_t block_of(int lanes, int is_forward, int layer, size_t lane)
{
    static const uint8_t forward[3][8] = { { 0, 4, 1, 5, 2, 6, 3, 7 }, { 0, 0, 2, 2, 1, 1, 3, 3 }, { 0, 0, 1, 1, 0, 0, 1, 1 } };
    static const uint8_t inverse[3][8] = { { 0, 2, 4, 6, 1, 3, 5, 7 }, { 0, 1, 2, 3, 0, 1, 2, 3 }, { 0, 1, 0, 1, 0, 1, 0, 1 } };
    return lanes == 16 ? lane >> layer : is_forward ? forward[layer][lane] : inverse[layer][lane];
}

int apk_fill_floats(const apk_ntt *plan, apk_float_factors *f, const uint64_t *roots, int is_forward)
{
    const size_t n = plan->n, lanes = (size_t)plan->lanes;
    f->roots = malloc(n * sizeof(float));
    if (f->roots == NULL)
    {
        return 0;
    }
    for (size_t i = 0; i < n; i++)
    {
        f->roots[i] = apk_centred_float(roots[i], plan->q);
    }
    for (int layer = 0; (size_t)1 << layer < lanes; layer++)
    {
        f->inside[layer] = malloc(n / 2 * sizeof(float));
        if (f->inside[layer] == NULL)
        {
            return 0;
        }
        for (size_t i = 0; i < n / 2; i++)
        {
            const size_t block = i / lanes * (lanes >> layer) + block_of(plan->lanes, is_forward, layer, i % lanes);
            f->inside[layer][i] = f->roots[(n >> (layer + 1)) + block];
        }
    }
    return 1;
}

void apk_empty_floats(apk_float_factors *f)
{
    free(f->roots);
    for (int layer = 0; layer < 4; layer++)
    {
        free(f->inside[layer]);
    }
}
