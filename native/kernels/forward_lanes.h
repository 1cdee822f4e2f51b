/* The forward transform of lanes.h. */

/* One to four layers on as many powers of two of groups of `width` vectors; the block of the first layer has this node. */
INLINE void forward_layers(v8 *x, int layers, int width, size_t node, const constants *c, int narrow)
{
    const int count = width << layers;
    if (layers >= 4)
    {
        forward_layer(x, count, 8 * width, node, c, narrow);
    }
    if (layers >= 3)
    {
        forward_layer(x, count, 4 * width, node << (layers - 3), c, narrow);
    }
    if (layers >= 2)
    {
        forward_layer(x, count, 2 * width, node << (layers - 2), c, narrow);
    }
    forward_layer(x, count, width, node << (layers - 1), c, narrow);
}

/* The layers of a leaf with this node; factors of the layers inside vectors lie pair by pair. `bound` says of how many q
 * the values are. */
INLINE void forward_leaf(uint64_t *p, size_t node, unsigned bound, const constants *c, int narrow, int lazy)
{
    static const uint64_t(*const steps[])[8] = { SPLIT_4, STEP_4_2, STEP_2_1 };
    v8 x[LEAF];
#pragma GCC unroll 16
    for (int i = 0; i < LEAF; i++)
    {
        x[i] = load(p + 8 * i);
    }
    if (!narrow && bound + 2 * (LEAF_LAYERS + 3) > c->room)
    {
#pragma GCC unroll 16
        for (int i = 0; i < LEAF; i++)
        {
            x[i] = reduce(x[i], c);
        }
    }
    forward_layers(x, LEAF_LAYERS, 1, node, c, narrow);
    const size_t at = (node * LEAF_VALUES - c->factors->n) / 2;
#pragma GCC unroll 3
    for (int layer = 2; layer >= 0; layer--)
    {
#pragma GCC unroll 8
        for (int i = 0; i < LEAF; i += 2)
        {
            const size_t pair = at + 4 * (size_t)i;
            exchange(&x[i], &x[i + 1], steps[2 - layer]);
            butterfly(&x[i], &x[i + 1], inside_root(c, layer, pair), inside_companion(c, layer, pair), c, narrow);
        }
    }
#pragma GCC unroll 8
    for (int i = 0; i < LEAF; i += 2)
    {
        exchange(&x[i], &x[i + 1], JOIN_1);
    }
#pragma GCC unroll 16
    for (int i = 0; i < LEAF; i++)
    {
        const v8 r = clean(reduce(x[i], c));
        store(p + 8 * i, lazy ? r : correct(r, all(c->q)));
    }
}

/* One to three layers of the block of this node, maybe from elsewhere; tells whether an input, with `lift` added, is not
 * below `limit`, if that is asked. */
INLINE int forward_pass(uint64_t *p, const uint64_t *from, size_t length, size_t node, int layers, int reduced,
                        uint64_t limit, uint64_t lift, const constants *c, int narrow)
{
    const size_t gap = length >> layers;
    v8 largest = _mm512_setzero_si512();
    for (size_t j = 0; j < gap; j += 8 * WIDTH)
    {
        v8 x[8 * WIDTH];
#pragma GCC unroll 16
        for (size_t i = 0; i < (size_t)WIDTH << layers; i++)
        {
            x[i] = load(from + j + i % WIDTH * 8 + gap * (i / WIDTH));
            x[i] = limit != 0 ? add(x[i], all(lift)) : x[i];
            largest = limit != 0 ? _mm512_max_epu64(largest, x[i]) : largest;
            x[i] = reduced ? reduce(x[i], c) : x[i];
        }
        forward_layers(x, layers, WIDTH, node, c, narrow);
#pragma GCC unroll 16
        for (size_t i = 0; i < (size_t)WIDTH << layers; i++)
        {
            store(p + j + i % WIDTH * 8 + gap * (i / WIDTH), x[i]);
        }
    }
    return limit != 0 && _mm512_cmpge_epu64_mask(largest, all(limit)) != 0;
}

/* All layers of the block of this node, whose values are below bound*q. */
INLINE void forward_block(uint64_t *p, size_t length, size_t node, unsigned bound, const constants *c, int narrow,
                          int lazy, void (*next)(uint64_t *, size_t, size_t, unsigned, const constants *))
{
    if (length == LEAF_VALUES)
    {
        forward_leaf(p, node, bound, c, narrow, lazy);
        return;
    }
    const int reduced = !narrow && bound + 6 > c->room;
    reduced ? forward_pass(p, p, length, node, 3, 1, 0, 0, c, narrow)
            : forward_pass(p, p, length, node, 3, 0, 0, 0, c, narrow);
    const size_t part = length / 8;
    for (size_t i = 0; i < 8; i++)
    {
        next(p + i * part, part, 8 * node + i, (reduced ? 2 : bound) + 6, c);
    }
}

#define FORWARD_BLOCK(name, narrow, lazy)                                                                              \
    static void name(uint64_t *p, size_t length, size_t node, unsigned bound, const constants *c)                      \
    {                                                                                                                  \
        forward_block(p, length, node, bound, c, narrow, lazy, name);                                                  \
    }

FORWARD_BLOCK(forward_wide, 0, 0)
FORWARD_BLOCK(forward_wide_lazy, 0, 1)
FORWARD_BLOCK(forward_narrow, 1, 0)
FORWARD_BLOCK(forward_narrow_lazy, 1, 1)

INLINE int first_pass(const apk_ntt *plan, uint64_t *out, const uint64_t *in, uint64_t lift, int layers,
                      const constants *c)
{
    const uint64_t limit = 4 * plan->q;
    return is_narrow(c) ? forward_pass(out, in, plan->n, 1, layers, 0, limit, lift, c, 1)
                        : forward_pass(out, in, plan->n, 1, layers, 0, limit, lift, c, 0);
}

int32_t TRANSFORM(forward)(const apk_ntt *plan, uint64_t *out, const uint64_t *in, uint64_t lift, int lazy)
{
    const constants c = constants_of(plan, &plan->forward);
    const int narrow = is_narrow(&c), layers = first_layers(plan->n);
    const int outside = layers == 3   ? first_pass(plan, out, in, lift, 3, &c)
                        : layers == 2 ? first_pass(plan, out, in, lift, 2, &c)
                                      : first_pass(plan, out, in, lift, 1, &c);
    const size_t part = plan->n >> layers;
    for (size_t i = 0; i < (size_t)1 << layers; i++)
    {
        (narrow ? lazy ? forward_narrow_lazy : forward_narrow : lazy ? forward_wide_lazy : forward_wide)(
            out + i * part, part, ((size_t)1 << layers) + i, 4 + 2 * (unsigned)layers, &c);
    }
    return outside ? APK_BAD_ARGUMENT : APK_OK;
}
