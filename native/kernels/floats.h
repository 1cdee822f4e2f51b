/* The transforms modulo primes below 2^19 on vectors of floats, for a file that has defined
 *   v, LANES, LEAF, LAYERS, WIDTH             the vector, its lanes, the vectors of a leaf, the layers of a pass and how
 *                                             many groups of vectors go through it side by side
 *   load, store, add, subtract, times, fused, less_fused(a, b, c) = c - a*b, same(x)
 *   seen, note(s, p)                          what tells whether longs were in range
 *   enter(p, less), leave(p, x, prime)        as many whole numbers in longs as there are lanes, into floats and back
 *   forward_leaf, inverse_leaf                the layers of a small block, in registers
 *   TRANSFORM(name)                           the names of the two functions.
 *
 * Values are signed whole floats with the bounds of docs/notes/ntt-bounds.md, sections 1 to 4. The first pass makes
 * rows of its results, whose floats lie in the first half of the row's longs; so nothing else needs memory. Rows are
 * expanded from their ends and packed from their beginnings, depth first. */

typedef struct {
    v p, inverse, round; /* p, 1/p and 1.5*2^23 */
    size_t n;
    const apk_float_factors *factors;
} constants;

static constants constants_of(const apk_ntt *plan, const apk_float_factors *factors)
{
    const float p = (float)plan->q;
    const constants c = { same(p), same(1 / p), same(0x1.8p23f), plan->n, factors };
    return c;
}

INLINE float *floats(uint64_t *p) { return (float *)(void *)p; }

/* y*w less a multiple of p: at most p/2 and a 32nd of |y| in size. */
INLINE v multiply(v y, v w, const constants *c)
{
    const v h = times(y, w), k = subtract(fused(y, times(w, c->inverse), c->round), c->round);
    return subtract(less_fused(k, c->p, h), less_fused(y, w, h));
}

INLINE v reduce(v x, const constants *c)
{
    const v k = subtract(fused(x, c->inverse, c->round), c->round);
    return less_fused(k, c->p, x);
}

INLINE void butterfly(v *x, v *y, v w, const constants *c)
{
    const v h = times(*y, w), k = subtract(fused(*y, times(w, c->inverse), c->round), c->round);
    const v l = less_fused(*y, w, h), r = less_fused(k, c->p, h), a = *x;
    *x = add(subtract(a, l), r);
    *y = subtract(add(a, l), r);
}

INLINE void inverse_butterfly(v *x, v *y, v w, const constants *c)
{
    const v sum = add(*x, *y);
    *y = multiply(subtract(*x, *y), w, c);
    *x = sum;
}

/* A layer on so many vectors whose halves are `gap` vectors apart; its first block has this node. */
INLINE void forward_layer(v *x, int count, int gap, size_t node, const constants *c)
{
#pragma GCC unroll 8
    for (int i = 0; i < count / 2; i++)
    {
        v *first = &x[i / gap * 2 * gap + i % gap];
        butterfly(first, first + gap, same(c->factors->roots[node + (size_t)(i / gap)]), c);
    }
}

INLINE void inverse_layer(v *x, int count, int gap, size_t node, const constants *c)
{
#pragma GCC unroll 8
    for (int i = 0; i < count / 2; i++)
    {
        v *first = &x[i / gap * 2 * gap + i % gap];
        inverse_butterfly(first, first + gap, same(c->factors->roots[node + (size_t)(i / gap)]), c);
    }
}

/* One to four layers on as many powers of two of groups of `width` vectors; the block of the first layer has this node. */
INLINE void forward_layers(v *x, int layers, int width, size_t node, const constants *c)
{
    const int count = width << layers;
    if (layers >= 4)
    {
        forward_layer(x, count, 8 * width, node, c);
    }
    if (layers >= 3)
    {
        forward_layer(x, count, 4 * width, node << (layers - 3), c);
    }
    if (layers >= 2)
    {
        forward_layer(x, count, 2 * width, node << (layers - 2), c);
    }
    forward_layer(x, count, width, node << (layers - 1), c);
}

/* The same of the inverse: the block of the last layer has the node. */
INLINE void inverse_layers(v *x, int layers, int width, size_t node, const constants *c)
{
    const int count = width << layers;
    inverse_layer(x, count, width, node << (layers - 1), c);
    if (layers >= 2)
    {
        inverse_layer(x, count, 2 * width, node << (layers - 2), c);
    }
    if (layers >= 3)
    {
        inverse_layer(x, count, 4 * width, node << (layers - 3), c);
    }
    if (layers >= 4)
    {
        inverse_layer(x, count, 8 * width, node, c);
    }
}

/* After inverse layers on values of at most 4/3 p all are again where so many groups of vectors are reduced. */
INLINE void reduce_first(v *x, int layers, int width, const constants *c)
{
    const int groups = layers == 4 ? 5 : layers == 3 ? 2 : 1;
#pragma GCC unroll 8
    for (int i = 0; i < groups * width; i++)
    {
        x[i] = reduce(x[i], c);
    }
}

static void forward_leaf(const float *from, uint64_t *to, size_t node, const constants *c);
static void inverse_leaf(const uint64_t *from, float *to, size_t node, seen *range, const constants *c);

/* All layers of a block of a row, and its way out to longs. */
static void forward_block(uint64_t *row, size_t at, size_t length, size_t node, const constants *c)
{
    float *p = floats(row) + at;
    if (length == LEAF * LANES)
    {
        forward_leaf(p, row + at, node, c);
        return;
    }
    const size_t part = length >> LAYERS;
    for (size_t j = 0; j < part; j += WIDTH * LANES)
    {
        v x[WIDTH << LAYERS];
#pragma GCC unroll 16
        for (size_t i = 0; i < WIDTH << LAYERS; i++)
        {
            x[i] = load(p + j + i % WIDTH * LANES + part * (i / WIDTH));
        }
        forward_layers(x, LAYERS, WIDTH, node, c);
#pragma GCC unroll 16
        for (size_t i = 0; i < WIDTH << LAYERS; i++)
        {
            store(p + j + i % WIDTH * LANES + part * (i / WIDTH), x[i]);
        }
    }
    for (size_t i = 1 << LAYERS; i-- > 0;)
    {
        forward_block(row, at + i * part, part, (node << LAYERS) + i, c);
    }
}

/* From longs in [0, 4q) to rows of floats; tells whether one was out of range. */
INLINE int first_pass(uint64_t *out, const uint64_t *in, const apk_ntt *plan, int layers, const constants *c)
{
    const size_t gap = plan->n >> layers;
    const v twice = same(0x1p23f + 2 * (float)plan->q);
    seen range = nothing_seen(4 * plan->q);
    for (size_t j = 0; j < gap; j += WIDTH * LANES)
    {
        v x[WIDTH << LAYERS];
#pragma GCC unroll 16
        for (size_t i = 0; i < (size_t)WIDTH << layers; i++)
        {
            const uint64_t *from = in + j + i % WIDTH * LANES + gap * (i / WIDTH);
            note(&range, from);
            x[i] = enter(from, twice);
        }
        forward_layers(x, layers, WIDTH, 1, c);
#pragma GCC unroll 16
        for (size_t i = 0; i < (size_t)WIDTH << layers; i++)
        {
            store(floats(out + gap * (i / WIDTH)) + j + i % WIDTH * LANES, x[i]);
        }
    }
    return is_outside(&range);
}

/* Layers of the first pass: what is left over from passes of LAYERS and leaves. */
static int first_layers(size_t n)
{
    const int layers = (__builtin_ctzll(n) - __builtin_ctzll(LEAF * LANES)) % LAYERS;
    return layers == 0 ? LAYERS : layers;
}

int32_t TRANSFORM(forward)(const apk_ntt *plan, uint64_t *out, const uint64_t *in)
{
    const constants c = constants_of(plan, &plan->forward_floats);
    const int layers = first_layers(plan->n);
    const int outside = layers == LAYERS ? first_pass(out, in, plan, LAYERS, &c)
                        : layers == 2    ? first_pass(out, in, plan, 2, &c)
                                         : first_pass(out, in, plan, 1, &c);
    const size_t length = plan->n >> layers;
    for (size_t i = 0; i < (size_t)1 << layers; i++)
    {
        forward_block(out + i * length, 0, length, ((size_t)1 << layers) + i, &c);
    }
    return outside ? APK_BAD_ARGUMENT : APK_OK;
}

static void inverse_block(uint64_t *row, size_t at, size_t length, size_t node, seen *range, const constants *c)
{
    float *p = floats(row) + at;
    if (length == LEAF * LANES)
    {
        inverse_leaf(row + at, p, node, range, c);
        return;
    }
    const size_t part = length >> LAYERS;
    for (size_t i = 0; i < 1 << LAYERS; i++)
    {
        inverse_block(row, at + i * part, part, (node << LAYERS) + i, range, c);
    }
    for (size_t j = 0; j < part; j += WIDTH * LANES)
    {
        v x[WIDTH << LAYERS];
#pragma GCC unroll 16
        for (size_t i = 0; i < WIDTH << LAYERS; i++)
        {
            x[i] = load(p + j + i % WIDTH * LANES + part * (i / WIDTH));
        }
        inverse_layers(x, LAYERS, WIDTH, node, c);
        reduce_first(x, LAYERS, WIDTH, c);
#pragma GCC unroll 16
        for (size_t i = 0; i < WIDTH << LAYERS; i++)
        {
            store(p + j + i % WIDTH * LANES + part * (i / WIDTH), x[i]);
        }
    }
}

/* The last layers, with 1/n in the products of the very last, from rows of floats to longs. */
INLINE void last_pass(uint64_t *values, const apk_ntt *plan, int layers, const constants *c)
{
    const size_t gap = plan->n >> layers, half = (size_t)WIDTH << (layers - 1);
    const v scale = same(plan->float_scale), last = same(plan->float_last);
    for (size_t j = gap; j > 0;)
    {
        j -= WIDTH * LANES;
        v x[WIDTH << LAYERS];
#pragma GCC unroll 16
        for (size_t i = 0; i < 2 * half; i++)
        {
            x[i] = load(floats(values + gap * (i / WIDTH)) + j + i % WIDTH * LANES);
        }
        if (layers > 1)
        {
            inverse_layers(x, layers - 1, WIDTH, 2, c);
            inverse_layers(x + half, layers - 1, WIDTH, 3, c);
        }
#pragma GCC unroll 8
        for (size_t i = half; i-- > 0;)
        {
            const v sum = add(x[i], x[i + half]), difference = subtract(x[i], x[i + half]);
            uint64_t *to = values + j + i % WIDTH * LANES + gap * (i / WIDTH);
            leave(to, multiply(sum, scale, c), c->p);
            leave(to + plan->n / 2, multiply(difference, last, c), c->p);
        }
    }
}

int32_t TRANSFORM(inverse)(const apk_ntt *plan, uint64_t *values)
{
    const constants c = constants_of(plan, &plan->inverse_floats);
    const int layers = first_layers(plan->n);
    const size_t length = plan->n >> layers;
    seen range = nothing_seen(2 * plan->q);
    for (size_t i = 0; i < (size_t)1 << layers; i++)
    {
        inverse_block(values + i * length, 0, length, ((size_t)1 << layers) + i, &range, &c);
    }
    if (layers == LAYERS)
    {
        last_pass(values, plan, LAYERS, &c);
    }
    else if (layers == 2)
    {
        last_pass(values, plan, 2, &c);
    }
    else
    {
        last_pass(values, plan, 1, &c);
    }
    return is_outside(&range) ? APK_BAD_ARGUMENT : APK_OK;
}
