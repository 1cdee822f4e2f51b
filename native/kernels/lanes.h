/* What the transforms on eight 64-bit lanes are made of, for a file that has defined what its instructions do:
 *   constants, constants_of(plan, factors)   with q, 2q, the factors and the room, 2^k/q for values below 2^k
 *   multiply(y, w, companion, c)             y*w mod q in [0, 2q)
 *   reduce(x, c)                             x mod q in [0, 2q)
 *   clean(x)                                 x without what lies above the values' bits
 *   LEAF, LEAF_LAYERS                        8 and 3 or 16 and 4: the vectors of a small block and its layers outside them
 *   WIDTH                                    how many groups of vectors go through a pass side by side
 *   TRANSFORM(name)                          the names of the two functions.
 *
 * A butterfly makes x + r and x - r + 2q with r in [0, 2q), so values grow by 2q a layer and are reduced where there is
 * no room (docs/notes/ntt-bounds.md, section 7). The transforms go depth first, so that small blocks stay in the
 * first cache; a leaf, a block of LEAF vectors, does all its layers in registers. */

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

/* A layer on so many vectors whose halves are `gap` vectors apart; its first block has this node. */
INLINE void forward_layer(v8 *x, int count, int gap, size_t node, const constants *c, int narrow)
{
#pragma GCC unroll 8
    for (int i = 0; i < count / 2; i++)
    {
        v8 *first = &x[i / gap * 2 * gap + i % gap];
        const size_t block = node + (size_t)(i / gap);
        butterfly(first, first + gap, all(c->factors->roots[block]), all(c->factors->companions[block]), c, narrow);
    }
}

INLINE void inverse_layer(v8 *x, int count, int gap, size_t node, v8 lift, const constants *c, int narrow)
{
#pragma GCC unroll 8
    for (int i = 0; i < count / 2; i++)
    {
        v8 *first = &x[i / gap * 2 * gap + i % gap];
        const size_t block = node + (size_t)(i / gap);
        inverse_butterfly(first, first + gap, all(c->factors->roots[block]), all(c->factors->companions[block]), lift,
                          c, narrow);
    }
}

/* Lanes of a pair of vectors (0 to 7 and 8 to 15) that bring it into the halves of a layer: SPLIT from the
 * order of the values, STEP from the halves of the layer before, which is the way back as well, JOIN into order. */
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

/* The factors of a layer inside vectors for the pair at this place of the table. */
INLINE v8 inside_root(const constants *c, int layer, size_t at) { return load(c->factors->inside_roots[layer] + at); }

INLINE v8 inside_companion(const constants *c, int layer, size_t at)
{
    return load(c->factors->inside_companions[layer] + at);
}

/* Values of a leaf. */
enum { LEAF_VALUES = 8 * LEAF };

/* Layers of the first pass over the values: what is left over from passes of three layers and leaves. */
static int first_layers(size_t n)
{
    const int layers = __builtin_ctzll(n / LEAF_VALUES) % 3;
    return layers == 0 ? 3 : layers;
}

/* Without room for a pass every layer reduces. */
static int is_narrow(const constants *c) { return c->room < 16; }
