/* Makes plans, and chooses the instructions. */
#include "plan.h"
#include <stdlib.h>

typedef unsigned __int128 wide;

static uint64_t multiply(uint64_t a, uint64_t b, uint64_t m) { return (uint64_t)((wide)a * b % m); }

static uint64_t power(uint64_t base, uint64_t exponent, uint64_t m)
{
    uint64_t result = 1 % m;
    for (; exponent > 0; exponent >>= 1, base = multiply(base, base, m))
    {
        result = exponent & 1 ? multiply(result, base, m) : result;
    }
    return result;
}

/* Miller-Rabin with bases that decide every 64-bit number: Sorenson and Webster, Math. Comp. 86 (2017). */
static int is_prime(uint64_t q)
{
    static const uint64_t bases[] = { 2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37 };
    const int twos = __builtin_ctzll(q - 1);
    for (size_t i = 0; i < sizeof bases / sizeof *bases; i++)
    {
        if (q % bases[i] == 0)
        {
            return q == bases[i];
        }
        uint64_t x = power(bases[i], (q - 1) >> twos, q);
        int passes = x == 1 || x == q - 1;
        for (int k = 1; k < twos && !passes; k++)
        {
            x = multiply(x, x, q);
            passes = x == q - 1;
        }
        if (!passes)
        {
            return 0;
        }
    }
    return 1;
}

static uint64_t smallest_root(uint64_t order, uint64_t q)
{
    uint64_t root = 0;
    for (uint64_t g = 2; root == 0; g++)
    {
        const uint64_t candidate = power(g, (q - 1) / order, q);
        root = power(candidate, order / 2, q) == q - 1 ? candidate : 0;
    }
    const uint64_t square = multiply(root, root, q);
    uint64_t least = root;
    for (uint64_t i = 1; i < order / 2; i++)
    {
        root = multiply(root, square, q);
        least = root < least ? root : least;
    }
    return least;
}

/* A factor as the plan's instructions read it. */
static uint64_t entry(const apk_ntt *plan, uint64_t w)
{
    union {
        double value;
        uint64_t bits;
    } centred = { w > plan->q / 2 ? (double)w - (double)plan->q : (double)w };
    return plan->instructions == APK_AVX2 && plan->lanes == 0 ? centred.bits : w;
}

static uint64_t companion(const apk_ntt *plan, uint64_t w)
{
    return (uint64_t)(((wide)w << (plan->instructions == APK_AVX512_IFMA ? 52 : 64)) / plan->q);
}

static void *room(size_t count) { return malloc(count * sizeof(uint64_t)); }

static int fill(const apk_ntt *plan, apk_factors *f, uint64_t root)
{
    const size_t n = plan->n;
    f->n = n;
    f->roots = room(n);
    f->companions = room(n);
    if (f->roots == NULL || f->companions == NULL)
    {
        return 0;
    }
    uint64_t value = 1;
    for (size_t i = 0; i < n; i++, value = multiply(value, root, plan->q))
    {
        size_t reversed = 0;
        for (size_t bit = 1, high = n >> 1; high > 0; bit <<= 1, high >>= 1)
        {
            reversed |= i & bit ? high : 0;
        }
        f->roots[reversed] = entry(plan, value);
        f->companions[reversed] = companion(plan, value);
    }
    for (int layer = 0; layer < 3 && plan->instructions != APK_PORTABLE && plan->lanes == 0; layer++)
    {
        f->inside_roots[layer] = room(n / 2);
        f->inside_companions[layer] = room(n / 2);
        if (f->inside_roots[layer] == NULL || f->inside_companions[layer] == NULL)
        {
            return 0;
        }
        for (size_t i = 0; i < n / 2; i++)
        {
            f->inside_roots[layer][i] = f->roots[(n >> (layer + 1)) + (i >> layer)];
            f->inside_companions[layer][i] = f->companions[(n >> (layer + 1)) + (i >> layer)];
        }
    }
    return 1;
}

static void empty(apk_factors *f)
{
    const apk_factors none = { f->n, NULL, NULL, { NULL, NULL, NULL }, { NULL, NULL, NULL } };
    free(f->roots);
    free(f->companions);
    for (int layer = 0; layer < 3; layer++)
    {
        free(f->inside_roots[layer]);
        free(f->inside_companions[layer]);
    }
    *f = none;
}

/* What a plan on floats needs, made of the whole factors, which it needs no longer. */
static int fill_floats(apk_ntt *plan)
{
    const int filled = apk_fill_floats(plan, &plan->forward_floats, plan->forward.roots, 1) &&
                       apk_fill_floats(plan, &plan->inverse_floats, plan->inverse.roots, 0);
    empty(&plan->forward);
    empty(&plan->inverse);
    return filled;
}

int32_t apk_abi_version(void) { return APK_ABI_VERSION; }

int32_t apk_instructions(void)
{
#ifdef APK_HAS_X86
    __builtin_cpu_init();
    const int is_wide = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq");
    if (is_wide && __builtin_cpu_supports("avx512ifma"))
    {
        return APK_AVX512_IFMA;
    }
    if (is_wide)
    {
        return APK_AVX512;
    }
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
    {
        return APK_AVX2;
    }
#endif
    return APK_PORTABLE;
}

/* The best instructions for a transform, of those this machine has and the caller allows. */
static int32_t choose(size_t n, uint64_t prime, int32_t most)
{
    const int32_t here = apk_instructions(), level = here < most ? here : most;
    if (n >= 256 && level >= APK_AVX512)
    {
        return prime >> 50 == 0 ? level : APK_AVX512;
    }
    return n >= 64 && prime >> 50 == 0 && level >= APK_AVX2 ? APK_AVX2 : APK_PORTABLE;
}

/* The lanes of floats that a transform runs on, or 0. */
static int choose_lanes(size_t n, uint64_t prime, int32_t instructions)
{
    return n < 512 || prime >> 19 != 0 || instructions < APK_AVX2 ? 0 : instructions == APK_AVX2 ? 8 : 16;
}

int32_t apk_ntt_create(int32_t poly_degree, uint64_t prime, apk_ntt **plan)
{
    return apk_ntt_create_for(poly_degree, prime, APK_AVX512_IFMA, plan);
}

int32_t apk_ntt_create_for(int32_t poly_degree, uint64_t prime, int32_t instructions, apk_ntt **plan)
{
    if (plan == NULL)
    {
        return APK_BAD_ARGUMENT;
    }
    *plan = NULL;
    if (poly_degree < 2 || poly_degree > 131072 || (poly_degree & (poly_degree - 1)) != 0)
    {
        return APK_BAD_DEGREE;
    }
    const uint64_t order = 2 * (uint64_t)poly_degree;
    if (prime < 3 || prime >> 61 != 0 || prime % order != 1 || !is_prime(prime))
    {
        return APK_BAD_PRIME;
    }
    apk_ntt *made = calloc(1, sizeof *made);
    if (made == NULL)
    {
        return APK_NO_MEMORY;
    }
    made->n = (size_t)poly_degree;
    made->q = prime;
    made->bits = 64 - __builtin_clzll(prime);
    made->barrett = (uint64_t)(((wide)1 << (made->bits + 62)) / prime);
    made->instructions = choose(made->n, prime, instructions);
    made->lanes = choose_lanes(made->n, prime, made->instructions);
    const uint64_t root = smallest_root(order, prime), inverse = power(root, order - 1, prime);
    if (!fill(made, &made->forward, root) || !fill(made, &made->inverse, inverse) ||
        (made->lanes != 0 && !fill_floats(made)))
    {
        apk_ntt_destroy(made);
        return APK_NO_MEMORY;
    }
    const uint64_t scale = power((uint64_t)poly_degree % prime, prime - 2, prime);
    const uint64_t last = multiply(power(inverse, (uint64_t)poly_degree / 2, prime), scale, prime);
    made->scale = entry(made, scale);
    made->scale_companion = companion(made, scale);
    made->last = entry(made, last);
    made->last_companion = companion(made, last);
    made->float_scale = apk_centred_float(scale, prime);
    made->float_last = apk_centred_float(last, prime);
    *plan = made;
    return APK_OK;
}

void apk_ntt_destroy(apk_ntt *plan)
{
    if (plan != NULL)
    {
        empty(&plan->forward);
        empty(&plan->inverse);
        apk_empty_floats(&plan->forward_floats);
        apk_empty_floats(&plan->inverse_floats);
        free(plan);
    }
}

int32_t apk_ntt_instructions(const apk_ntt *plan) { return plan == NULL ? APK_PORTABLE : plan->instructions; }
