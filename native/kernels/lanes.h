/* The transforms on eight 64-bit lanes, for a file that has defined what its instructions do:
 *   constants, constants_of(plan, factors)   with q, 2q, the factors and the room, 2^k/q for values below 2^k
 *   multiply(y, w, companion, c)             y*w mod q in [0, 2q)
 *   reduce(x, c)                             x mod q in [0, 2q)
 *   clean(x)                                 x without what lies above the values' bits
 *   TRANSFORM(name)                          the names of the two functions.
 *
 * A butterfly makes x + r and x - r + 2q with r in [0, 2q), so values grow by 2q a layer and are reduced where there is
 * no room (docs/notes/ntt-bounds.md, section 7). The transform goes depth first, so that small blocks stay in the
 * first cache; a block of 64 values does its last six layers in registers. */

INLINE void butterfly(v8 *x, v8 *y, v8 w, v8 companion, const constants *c, int narrow)
{
    const v8 a = narrow ? reduce(*x, c) : *x, r = multiply(*y, w, companion, c);
    *x = add(a, r);
    *y = subtract(add(a, c->twice), r);
}

/* lift is a multiple of q that is no less than y. */
INLINE void inverse_butterfly(v8 *x, v8 *y, v8 w, v8 companion, v8 lift, const constants *c, int narrow)
{
    const v8 sum = add(*x, *y), difference = add(subtract(*x, *y), lift);
    *x = narrow ? reduce(sum, c) : sum;
    *y = multiply(difference, w, companion, c);
}

INLINE void forward_by_node(v8 *x, v8 *y, size_t node, const constants *c, int narrow)
{
    butterfly(x, y, all(c->factors->roots[node]), all(c->factors->companions[node]), c, narrow);
}

INLINE void inverse_by_node(v8 *x, v8 *y, size_t node, v8 lift, const constants *c, int narrow)
{
    inverse_butterfly(x, y, all(c->factors->roots[node]), all(c->factors->companions[node]), lift, c, narrow);
}

/* Lanes of a pair of vectors (0 to 7 and 8 to 15) that bring it into the halves of a layer: SPLIT from the
 * order of the values, STEP from the halves of the layer before, JOIN back into order. */
static const uint64_t SPLIT_4[2][8] = { { 0, 1, 2, 3, 8, 9, 10, 11 }, { 4, 5, 6, 7, 12, 13, 14, 15 } };
static const uint64_t SPLIT_1[2][8] = { { 0, 2, 4, 6, 8, 10, 12, 14 }, { 1, 3, 5, 7, 9, 11, 13, 15 } };
static const uint64_t STEP_4_2[2][8] = { { 0, 1, 8, 9, 4, 5, 12, 13 }, { 2, 3, 10, 11, 6, 7, 14, 15 } };
static const uint64_t STEP_2_1[2][8] = { { 0, 8, 2, 10, 4, 12, 6, 14 }, { 1, 9, 3, 11, 5, 13, 7, 15 } };
static const uint64_t JOIN_1[2][8] = { { 0, 8, 1, 9, 2, 10, 3, 11 }, { 4, 12, 5, 13, 6, 14, 7, 15 } };

INLINE void exchange(v8 *x, v8 *y, const uint64_t lanes[2][8])
{
    const v8 first = *x;
    *x = _mm512_permutex2var_epi64(first, load(lanes[0]), *y);
    *y = _mm512_permutex2var_epi64(first, load(lanes[1]), *y);
}

/* How many layers the pass over a block of so many values does: three, after one or two passes of two. */
INLINE int layers_of(size_t length) { return (__builtin_ctzll(length) - 6) % 3 == 0 ? 3 : 2; }

/* Three layers on eight vectors, of which the block of the first has this node. */
INLINE void forward_three(v8 x[8], size_t node, const constants *c, int narrow)
{
#pragma GCC unroll 4
    for (int i = 0; i < 4; i++)
    {
        forward_by_node(&x[i], &x[i + 4], node, c, narrow);
    }
#pragma GCC unroll 4
    for (int i = 0; i < 4; i++)
    {
        forward_by_node(&x[i / 2 * 4 + i % 2], &x[i / 2 * 4 + i % 2 + 2], 2 * node + (size_t)i / 2, c, narrow);
    }
#pragma GCC unroll 4
    for (int i = 0; i < 4; i++)
    {
        forward_by_node(&x[2 * i], &x[2 * i + 1], 4 * node + (size_t)i, c, narrow);
    }
}

/* The last six layers of the block of 64 values with this node; factors of the layers inside vectors lie pair by
 * pair. `bound` says of how many q the values are. */
INLINE void forward_leaf(uint64_t *p, size_t node, unsigned bound, const constants *c, int narrow, int lazy)
{
    v8 x[8];
    const int high_values = !narrow && bound + 12 > c->room;
#pragma GCC unroll 8
    for (int i = 0; i < 8; i++)
    {
        x[i] = load(p + 8 * i);
    }
    if (high_values)
    {
#pragma GCC unroll 8
        for (int i = 0; i < 8; i++)
        {
            x[i] = reduce(x[i], c);
        }
    }
    forward_three(x, node, c, narrow);
    const size_t at = (node * 64 - c->factors->n) / 2;
#pragma GCC unroll 4
    for (int i = 0; i < 8; i += 2)
    {
        exchange(&x[i], &x[i + 1], SPLIT_4);
    }
#pragma GCC unroll 4
    for (int i = 0; i < 8; i += 2)
    {
        butterfly(&x[i], &x[i + 1], load(c->factors->inside_roots[2] + at + 4 * (size_t)i),
                  load(c->factors->inside_companions[2] + at + 4 * (size_t)i), c, narrow);
        exchange(&x[i], &x[i + 1], STEP_4_2);
    }
#pragma GCC unroll 4
    for (int i = 0; i < 8; i += 2)
    {
        butterfly(&x[i], &x[i + 1], load(c->factors->inside_roots[1] + at + 4 * (size_t)i),
                  load(c->factors->inside_companions[1] + at + 4 * (size_t)i), c, narrow);
        exchange(&x[i], &x[i + 1], STEP_2_1);
    }
#pragma GCC unroll 4
    for (int i = 0; i < 8; i += 2)
    {
        butterfly(&x[i], &x[i + 1], load(c->factors->inside_roots[0] + at + 4 * (size_t)i),
                  load(c->factors->inside_companions[0] + at + 4 * (size_t)i), c, narrow);
        exchange(&x[i], &x[i + 1], JOIN_1);
    }
#pragma GCC unroll 8
    for (int i = 0; i < 8; i++)
    {
        const v8 r = clean(reduce(x[i], c));
        store(p + 8 * i, lazy ? r : correct(r, all(c->q)));
    }
}

/* Two or three layers of the block of this node; tells whether an input is not below `limit`, if that is asked. */
INLINE int forward_pass(uint64_t *p, size_t length, size_t node, int layers, int reduced, uint64_t limit,
                        const constants *c, int narrow)
{
    const size_t gap = length >> layers;
    v8 largest = _mm512_setzero_si512();
    for (size_t j = 0; j < gap; j += 8)
    {
        v8 x[8];
#pragma GCC unroll 8
        for (int i = 0; i < 1 << layers; i++)
        {
            x[i] = load(p + j + gap * (size_t)i);
            largest = limit != 0 ? _mm512_max_epu64(largest, x[i]) : largest;
            x[i] = reduced ? reduce(x[i], c) : x[i];
        }
        if (layers == 3)
        {
            forward_three(x, node, c, narrow);
        }
        else
        {
            forward_by_node(&x[0], &x[2], node, c, narrow);
            forward_by_node(&x[1], &x[3], node, c, narrow);
            forward_by_node(&x[0], &x[1], 2 * node, c, narrow);
            forward_by_node(&x[2], &x[3], 2 * node + 1, c, narrow);
        }
#pragma GCC unroll 8
        for (int i = 0; i < 1 << layers; i++)
        {
            store(p + j + gap * (size_t)i, x[i]);
        }
    }
    return limit != 0 && _mm512_cmpge_epu64_mask(largest, all(limit)) != 0;
}

/* All layers of the block of this node, whose values are below bound*q; length is 64 or at least 256. */
INLINE void forward_block(uint64_t *p, size_t length, size_t node, unsigned bound, const constants *c, int narrow,
                          int lazy, void (*next)(uint64_t *, size_t, size_t, unsigned, const constants *))
{
    if (length == 64)
    {
        forward_leaf(p, node, bound, c, narrow, lazy);
        return;
    }
    const int layers = layers_of(length);
    const int reduced = !narrow && bound + 2 * (unsigned)layers > c->room;
    if (layers == 3)
    {
        reduced ? forward_pass(p, length, node, 3, 1, 0, c, narrow) : forward_pass(p, length, node, 3, 0, 0, c, narrow);
    }
    else
    {
        reduced ? forward_pass(p, length, node, 2, 1, 0, c, narrow) : forward_pass(p, length, node, 2, 0, 0, c, narrow);
    }
    const size_t part = length >> layers;
    for (size_t i = 0; i < (size_t)1 << layers; i++)
    {
        next(p + i * part, part, (node << layers) + i, (reduced ? 2 : bound) + 2 * (unsigned)layers, c);
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

/* Without room for a pass every layer reduces. */
static int is_narrow(const constants *c) { return c->room < 16; }

int32_t TRANSFORM(forward)(const apk_ntt *plan, uint64_t *values, int lazy)
{
    const constants c = constants_of(plan, &plan->forward);
    const int narrow = is_narrow(&c), layers = layers_of(plan->n);
    const uint64_t limit = 4 * plan->q;
    int outside;
    if (layers == 3)
    {
        outside = narrow ? forward_pass(values, plan->n, 1, 3, 0, limit, &c, 1)
                         : forward_pass(values, plan->n, 1, 3, 0, limit, &c, 0);
    }
    else
    {
        outside = narrow ? forward_pass(values, plan->n, 1, 2, 0, limit, &c, 1)
                         : forward_pass(values, plan->n, 1, 2, 0, limit, &c, 0);
    }
    const size_t part = plan->n >> layers;
    for (size_t i = 0; i < (size_t)1 << layers; i++)
    {
        (narrow ? lazy ? forward_narrow_lazy : forward_narrow : lazy ? forward_wide_lazy : forward_wide)(
            values + i * part, part, ((size_t)1 << layers) + i, 4 + 2 * (unsigned)layers, &c);
    }
    return outside ? APK_BAD_ARGUMENT : APK_OK;
}

/* Three layers on eight vectors below 2q, the last of this node; all are below 2q again after. By then 0 has
 * grown to 16q, 1 to 8q, 2 and 3 to 4q; the others are products. */
INLINE void inverse_three(v8 x[8], size_t node, const constants *c, int narrow)
{
    const v8 four = add(c->twice, c->twice);
#pragma GCC unroll 4
    for (int i = 0; i < 4; i++)
    {
        inverse_by_node(&x[2 * i], &x[2 * i + 1], 4 * node + (size_t)i, c->twice, c, narrow);
    }
#pragma GCC unroll 4
    for (int i = 0; i < 4; i++)
    {
        inverse_by_node(&x[i / 2 * 4 + i % 2], &x[i / 2 * 4 + i % 2 + 2], 2 * node + (size_t)i / 2,
                        narrow ? c->twice : four, c, narrow);
    }
#pragma GCC unroll 4
    for (int i = 0; i < 4; i++)
    {
        inverse_by_node(&x[i], &x[i + 4], node, narrow ? c->twice : add(four, four), c, narrow);
        x[i] = narrow ? x[i] : reduce(x[i], c);
    }
}

INLINE void inverse_two(v8 x[4], size_t node, const constants *c, int narrow)
{
    inverse_by_node(&x[0], &x[1], 2 * node, c->twice, c, narrow);
    inverse_by_node(&x[2], &x[3], 2 * node + 1, c->twice, c, narrow);
#pragma GCC unroll 2
    for (int i = 0; i < 2; i++)
    {
        inverse_by_node(&x[i], &x[i + 2], node, narrow ? c->twice : add(c->twice, c->twice), c, narrow);
        x[i] = narrow ? x[i] : reduce(x[i], c);
    }
}

/* The first six layers of the block of 64 values with this node, from values below 2q to such; tells whether an input is not. */
INLINE int inverse_leaf(uint64_t *p, size_t node, const constants *c, int narrow)
{
    v8 x[8], largest = _mm512_setzero_si512();
#pragma GCC unroll 8
    for (int i = 0; i < 8; i++)
    {
        x[i] = load(p + 8 * i);
        largest = _mm512_max_epu64(largest, x[i]);
    }
    const size_t at = (node * 64 - c->factors->n) / 2;
    const v8 four = add(c->twice, c->twice);
#pragma GCC unroll 4
    for (int i = 0; i < 8; i += 2)
    {
        exchange(&x[i], &x[i + 1], SPLIT_1);
        inverse_butterfly(&x[i], &x[i + 1], load(c->factors->inside_roots[0] + at + 4 * (size_t)i),
                          load(c->factors->inside_companions[0] + at + 4 * (size_t)i), c->twice, c, narrow);
    }
#pragma GCC unroll 4
    for (int i = 0; i < 8; i += 2)
    {
        exchange(&x[i], &x[i + 1], STEP_2_1);
        inverse_butterfly(&x[i], &x[i + 1], load(c->factors->inside_roots[1] + at + 4 * (size_t)i),
                          load(c->factors->inside_companions[1] + at + 4 * (size_t)i), narrow ? c->twice : four, c,
                          narrow);
    }
#pragma GCC unroll 4
    for (int i = 0; i < 8; i += 2)
    {
        exchange(&x[i], &x[i + 1], STEP_4_2);
        inverse_butterfly(&x[i], &x[i + 1], load(c->factors->inside_roots[2] + at + 4 * (size_t)i),
                          load(c->factors->inside_companions[2] + at + 4 * (size_t)i),
                          narrow ? c->twice : add(four, four), c, narrow);
        x[i] = narrow ? x[i] : reduce(x[i], c);
    }
#pragma GCC unroll 4
    for (int i = 0; i < 8; i += 2)
    {
        exchange(&x[i], &x[i + 1], SPLIT_4);
    }
    inverse_three(x, node, c, narrow);
#pragma GCC unroll 8
    for (int i = 0; i < 8; i++)
    {
        store(p + 8 * i, x[i]);
    }
    return _mm512_cmpge_epu64_mask(largest, c->twice) != 0;
}

INLINE int inverse_block(uint64_t *p, size_t length, size_t node, const constants *c, int narrow,
                         int (*next)(uint64_t *, size_t, size_t, const constants *))
{
    if (length == 64)
    {
        return inverse_leaf(p, node, c, narrow);
    }
    const int layers = layers_of(length);
    const size_t part = length >> layers;
    int outside = 0;
    for (size_t i = 0; i < (size_t)1 << layers; i++)
    {
        outside |= next(p + i * part, part, (node << layers) + i, c);
    }
    if (node == 1)
    {
        return outside; /* The last pass is another. */
    }
    v8 x[8];
    for (size_t j = 0; layers == 3 && j < part; j += 8)
    {
#pragma GCC unroll 8
        for (int i = 0; i < 8; i++)
        {
            x[i] = load(p + j + part * (size_t)i);
        }
        inverse_three(x, node, c, narrow);
#pragma GCC unroll 8
        for (int i = 0; i < 8; i++)
        {
            store(p + j + part * (size_t)i, x[i]);
        }
    }
    for (size_t j = 0; layers == 2 && j < part; j += 8)
    {
#pragma GCC unroll 4
        for (int i = 0; i < 4; i++)
        {
            x[i] = load(p + j + part * (size_t)i);
        }
        inverse_two(x, node, c, narrow);
#pragma GCC unroll 4
        for (int i = 0; i < 4; i++)
        {
            store(p + j + part * (size_t)i, x[i]);
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

/* The last layer of the inverse, with 1/n in both products, on values below bound*q of which lift is a multiple. */
INLINE void last_layer(uint64_t *p, v8 x, uint64_t *to, v8 y, v8 lift, const apk_ntt *plan, const constants *c, int lazy)
{
    const v8 sum = add(x, y), difference = add(subtract(x, y), lift);
    const v8 s = clean(multiply(sum, all(plan->scale), all(plan->scale_companion), c));
    const v8 d = clean(multiply(difference, all(plan->last), all(plan->last_companion), c));
    store(p, lazy ? s : correct(s, all(c->q)));
    store(to, lazy ? d : correct(d, all(c->q)));
}

INLINE void last_pass(uint64_t *p, const apk_ntt *plan, int layers, const constants *c, int narrow, int lazy)
{
    const size_t part = plan->n >> layers;
    const v8 four = add(c->twice, c->twice);
    for (size_t j = 0; j < part; j += 8)
    {
        v8 x[8];
#pragma GCC unroll 8
        for (int i = 0; i < 1 << layers; i++)
        {
            x[i] = load(p + j + part * (size_t)i);
        }
        if (layers == 3)
        {
#pragma GCC unroll 4
            for (int i = 0; i < 4; i++)
            {
                inverse_by_node(&x[2 * i], &x[2 * i + 1], 4 + (size_t)i, c->twice, c, narrow);
            }
#pragma GCC unroll 4
            for (int i = 0; i < 4; i++)
            {
                inverse_by_node(&x[i / 2 * 4 + i % 2], &x[i / 2 * 4 + i % 2 + 2], 2 + (size_t)i / 2,
                                narrow ? c->twice : four, c, narrow);
            }
        }
        else
        {
            inverse_by_node(&x[0], &x[1], 2, c->twice, c, narrow);
            inverse_by_node(&x[2], &x[3], 3, c->twice, c, narrow);
        }
        const v8 lift = narrow ? c->twice : layers == 3 ? add(four, four) : four;
#pragma GCC unroll 4
        for (int i = 0; i < 1 << (layers - 1); i++)
        {
            uint64_t *to = p + j + part * (size_t)i;
            last_layer(to, x[i], to + plan->n / 2, x[i + (1 << (layers - 1))], lift, plan, c, lazy);
        }
    }
}

int32_t TRANSFORM(inverse)(const apk_ntt *plan, uint64_t *values, int lazy)
{
    const constants c = constants_of(plan, &plan->inverse);
    const int narrow = is_narrow(&c), three = layers_of(plan->n) == 3;
    const int outside = (narrow ? inverse_narrow : inverse_wide)(values, plan->n, 1, &c);
    if (narrow)
    {
        three ? last_pass(values, plan, 3, &c, 1, lazy) : last_pass(values, plan, 2, &c, 1, lazy);
    }
    else
    {
        three ? last_pass(values, plan, 3, &c, 0, lazy) : last_pass(values, plan, 2, &c, 0, lazy);
    }
    return outside ? APK_BAD_ARGUMENT : APK_OK;
}
