/* The inverse transform of lanes.h. */

/* One to four layers on groups of `width` vectors of values below 2q; the block of the last layer has this node. Sums
 * double in every layer: those of the third are below 16q, and are reduced if a fourth follows, so that the largest it
 * reads are below 8q. */
INLINE void inverse_layers(v8 *x, int layers, int width, size_t node, const constants *c, int narrow)
{
    const v8 four = add(c->twice, c->twice), eight = add(four, four);
    const int count = width << layers;
    inverse_layer(x, count, width, node << (layers - 1), c->twice, c, narrow);
    if (layers >= 2)
    {
        inverse_layer(x, count, 2 * width, node << (layers - 2), narrow ? c->twice : four, c, narrow);
    }
    if (layers >= 3)
    {
        inverse_layer(x, count, 4 * width, node << (layers - 3), narrow ? c->twice : eight, c, narrow);
    }
    if (layers >= 4)
    {
#pragma GCC unroll 4
        for (int i = 0; i < width && !narrow; i++)
        {
            x[i] = reduce(x[i], c);
            x[8 * width + i] = reduce(x[8 * width + i], c);
        }
        inverse_layer(x, count, 8 * width, node, narrow ? c->twice : eight, c, narrow);
    }
}

/* The sums of the last of such layers, half of the vectors, below 2q again; the others are products. */
INLINE void reduce_sums(v8 *x, int count, const constants *c, int narrow)
{
#pragma GCC unroll 8
    for (int i = 0; i < count / 2; i++)
    {
        x[i] = narrow ? x[i] : reduce(x[i], c);
    }
}

/* The layers of a leaf with this node, from values below 2q to such; tells whether an input is not. */
INLINE int inverse_leaf(uint64_t *p, size_t node, const constants *c, int narrow)
{
    static const uint64_t(*const steps[])[8] = { SPLIT_1, STEP_2_1, STEP_4_2 };
    v8 x[LEAF], largest = _mm512_setzero_si512(), lift = c->twice;
#pragma GCC unroll 16
    for (int i = 0; i < LEAF; i++)
    {
        x[i] = load(p + 8 * i);
        largest = _mm512_max_epu64(largest, x[i]);
    }
    const size_t at = (node * LEAF_VALUES - c->factors->n) / 2;
#pragma GCC unroll 3
    for (int layer = 0; layer < 3; layer++)
    {
#pragma GCC unroll 8
        for (int i = 0; i < LEAF; i += 2)
        {
            const size_t pair = at + 4 * (size_t)i;
            exchange(&x[i], &x[i + 1], steps[layer]);
            inverse_butterfly(&x[i], &x[i + 1], inside_root(c, layer, pair), inside_companion(c, layer, pair), lift, c,
                              narrow);
        }
        lift = narrow ? lift : add(lift, lift);
    }
#pragma GCC unroll 8
    for (int i = 0; i < LEAF; i += 2)
    {
        x[i] = narrow ? x[i] : reduce(x[i], c);
        exchange(&x[i], &x[i + 1], SPLIT_4);
    }
    inverse_layers(x, LEAF_LAYERS, 1, node, c, narrow);
    reduce_sums(x, LEAF, c, narrow);
#pragma GCC unroll 16
    for (int i = 0; i < LEAF; i++)
    {
        store(p + 8 * i, x[i]);
    }
    return _mm512_cmpge_epu64_mask(largest, c->twice) != 0;
}

INLINE int inverse_block(uint64_t *p, size_t length, size_t node, const constants *c, int narrow,
                         int (*next)(uint64_t *, size_t, size_t, const constants *))
{
    if (length == LEAF_VALUES)
    {
        return inverse_leaf(p, node, c, narrow);
    }
    const size_t part = length / 8;
    int outside = 0;
    for (size_t i = 0; i < 8; i++)
    {
        outside |= next(p + i * part, part, 8 * node + i, c);
    }
    for (size_t j = 0; j < part; j += 8 * WIDTH)
    {
        v8 x[8 * WIDTH];
#pragma GCC unroll 16
        for (size_t i = 0; i < 8 * WIDTH; i++)
        {
            x[i] = load(p + j + i % WIDTH * 8 + part * (i / WIDTH));
        }
        inverse_layers(x, 3, WIDTH, node, c, narrow);
        reduce_sums(x, 8 * WIDTH, c, narrow);
#pragma GCC unroll 16
        for (size_t i = 0; i < 8 * WIDTH; i++)
        {
            store(p + j + i % WIDTH * 8 + part * (i / WIDTH), x[i]);
        }
    }
    return outside;
}

static int inverse_wide(uint64_t *p, size_t length, size_t node, const constants *c)
{
    return inverse_block(p, length, node, c, 0, inverse_wide);
}

static int inverse_narrow(uint64_t *p, size_t length, size_t node, const constants *c)
{
    return inverse_block(p, length, node, c, 1, inverse_narrow);
}

/* One to three last layers, with 1/n in both products of the very last. */
INLINE void last_pass(uint64_t *p, const apk_ntt *plan, int layers, const constants *c, int narrow, int lazy)
{
    const size_t part = plan->n >> layers, half = (size_t)WIDTH << (layers - 1);
    const v8 four = add(c->twice, c->twice);
    const v8 lift = narrow || layers == 1 ? c->twice : layers == 2 ? four : add(four, four);
    const v8 scale = all(plan->scale), last = all(plan->last);
    const v8 scale_companion = all(plan->scale_companion), last_companion = all(plan->last_companion);
    for (size_t j = 0; j < part; j += 8 * WIDTH)
    {
        v8 x[8 * WIDTH];
#pragma GCC unroll 16
        for (size_t i = 0; i < 2 * half; i++)
        {
            x[i] = load(p + j + i % WIDTH * 8 + part * (i / WIDTH));
        }
        if (layers > 1)
        {
            inverse_layers(x, layers - 1, WIDTH, 2, c, narrow);
            inverse_layers(x + half, layers - 1, WIDTH, 3, c, narrow);
        }
#pragma GCC unroll 8
        for (size_t i = 0; i < half; i++)
        {
            const v8 sum = add(x[i], x[i + half]), difference = add(subtract(x[i], x[i + half]), lift);
            const v8 s = clean(multiply(sum, scale, scale_companion, c));
            const v8 d = clean(multiply(difference, last, last_companion, c));
            uint64_t *to = p + j + i % WIDTH * 8 + part * (i / WIDTH);
            store(to, lazy ? s : correct(s, all(c->q)));
            store(to + plan->n / 2, lazy ? d : correct(d, all(c->q)));
        }
    }
}

INLINE void any_last_pass(uint64_t *p, const apk_ntt *plan, const constants *c, int narrow, int lazy)
{
    switch (first_layers(plan->n))
    {
    case 3:
        last_pass(p, plan, 3, c, narrow, lazy);
        break;
    case 2:
        last_pass(p, plan, 2, c, narrow, lazy);
        break;
    default:
        last_pass(p, plan, 1, c, narrow, lazy);
    }
}

int32_t TRANSFORM(inverse)(const apk_ntt *plan, uint64_t *values, int lazy)
{
    const constants c = constants_of(plan, &plan->inverse);
    const int narrow = is_narrow(&c), layers = first_layers(plan->n);
    const size_t part = plan->n >> layers;
    int outside = 0;
    for (size_t i = 0; i < (size_t)1 << layers; i++)
    {
        outside |= (narrow ? inverse_narrow : inverse_wide)(values + i * part, part, ((size_t)1 << layers) + i, &c);
    }
    if (narrow)
    {
        any_last_pass(values, plan, &c, 1, lazy);
    }
    else
    {
        any_last_pass(values, plan, &c, 0, lazy);
    }
    return outside ? APK_BAD_ARGUMENT : APK_OK;
}
