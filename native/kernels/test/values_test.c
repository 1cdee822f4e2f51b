/* Holds products, quotients, scaling and lifting against their definition in 128 bits, every tier, with guard pages behind
 * all operands and extreme values, and signed transforms against plain ones. */
#include "autoprivacy_kernels.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

typedef unsigned __int128 wide;

enum { N = 1024, PATTERNS = 4 };

static int failures;
static uint64_t state = 5;

static void expect(int holds, const char *what, uint64_t q, int32_t tier)
{
    if (!holds)
    {
        failures++;
        fprintf(stderr, "FAILED: %s, modulus %llu, instructions %d\n", what, (unsigned long long)q, (int)tier);
    }
}

static uint64_t next_random(void)
{
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return state ^ state >> 29;
}

static uint64_t *guarded(size_t count)
{
    const size_t page = (size_t)sysconf(_SC_PAGESIZE), bytes = count * sizeof(uint64_t);
    const size_t whole = (bytes + page - 1) / page * page;
    unsigned char *memory = mmap(NULL, whole + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED || mprotect(memory + whole, page, PROT_NONE) != 0)
    {
        perror("guard pages");
        exit(1);
    }
    return (uint64_t *)(void *)(memory + whole - bytes);
}

static uint64_t value(int pattern, size_t i, uint64_t q)
{
    const uint64_t choices[PATTERNS] = { q - 1, i % 2 ? 0 : q - 1, q / 2 + (i % 3 == 0 && q > 2), next_random() % q };
    return choices[pattern];
}

static void products(uint64_t q, int32_t tier)
{
    for (int32_t n = 8; n <= N; n = n == 8 ? 24 : n == 24 ? N : N + 1)
    {
        const size_t count = (size_t)n;
        uint64_t *a = guarded(count), *b = guarded(count), *out = guarded(count);
        for (int pattern = 0; pattern < PATTERNS; pattern++)
        {
            for (size_t i = 0; i < count; i++)
            {
                a[i] = value(pattern, i, q);
                b[i] = value(pattern, i / 2, q);
            }
            int holds = apk_product_for(n, q, tier, out, a, b) == APK_OK;
            for (size_t i = 0; i < count; i++)
            {
                holds = holds && out[i] == (uint64_t)((wide)a[i] * b[i] % q);
            }
            expect(holds, "products", q, tier);
            holds = apk_product_for(n, q, tier, a, a, b) == APK_OK && memcmp(a, out, count * sizeof *a) == 0;
            expect(holds, "products in place", q, tier);
        }
        b[count - 1] = q;
        expect(apk_product_for(n, q, tier, out, a, b) == APK_BAD_ARGUMENT, "a value too large", q, tier);
        b[count - 1] = UINT64_MAX;
        expect(apk_product_for(n, q, tier, out, b, a) == APK_BAD_ARGUMENT, "a value much too large", q, tier);
    }
}

static void quotients(uint64_t q, uint64_t p, int32_t tier)
{
    uint64_t *a = guarded(N), *b = guarded(N), *out = guarded(N);
    const uint64_t inverses[] = { 1 % q, q - 1, q / 2, next_random() % q };
    for (int pattern = 0; pattern < PATTERNS * PATTERNS; pattern++)
    {
        const uint64_t inverse = inverses[pattern / PATTERNS];
        for (size_t i = 0; i < N; i++)
        {
            a[i] = value(pattern % PATTERNS, i, q);
            b[i] = value((pattern + pattern / PATTERNS) % PATTERNS, i + 1, p);
        }
        int holds = apk_quotient_for(N, q, p, inverse, tier, out, a, b) == APK_OK;
        for (size_t i = 0; i < N; i++)
        {
            const uint64_t moved = (uint64_t)((a[i] + (wide)q * p + p / 2 - b[i]) % q);
            holds = holds && out[i] == (uint64_t)((wide)moved * inverse % q);
        }
        expect(holds, "quotients", q, tier);
    }
    b[N - 1] = p;
    expect(apk_quotient_for(N, q, p, 1 % q, tier, out, a, b) == APK_BAD_ARGUMENT, "b too large", p, tier);
}

/* One modulus and two, where 128 bits suffice. */
static void scale(const uint64_t *from, int limbs, uint64_t t, int32_t tier)
{
    apk_scaling *s = NULL;
    expect(apk_scaling_create_for(from, limbs, t, tier, &s) == APK_OK, "a scaling", from[0], tier);
    expect(apk_scaling_instructions(s) <= tier, "no more than it may", from[0], tier);
    const wide q = limbs == 1 ? from[0] : (wide)from[0] * from[1];
    uint64_t *in = guarded((size_t)limbs * N), *out = guarded(N);
    static wide numbers[N];
    for (size_t x = 0; x < N; x++)
    {
        const wide any = ((wide)next_random() << 64 | next_random()) % q, near_a_step = q / t * (x % t);
        numbers[x] = x % 4 == 0 ? x % q : x % 4 == 1 ? q - 1 - x % q : x % 4 == 2 ? near_a_step : any;
        for (int i = 0; i < limbs; i++)
        {
            in[(size_t)i * N + x] = (uint64_t)(numbers[x] % from[i]);
        }
    }
    int32_t certain = -1;
    int holds = apk_scale(s, N, out, in, &certain) == APK_OK && (certain == 0 || certain == 1);
    for (size_t x = 0; x < N; x++)
    {
        /* t*x/q = whole + rest/q: t*x in two parts of 64 bits by long division, bit by bit. */
        wide rest = 0;
        uint64_t whole = 0;
        for (int bit = 127; bit >= 0; bit--)
        {
            const int one = numbers[x] >> bit & 1;
            whole = (2 * whole) % t;
            rest = 2 * rest;
            rest += one ? t : 0;
            whole = (whole + (uint64_t)(rest / q)) % t;
            rest %= q;
        }
        const uint64_t rounded = (whole + (rest >= q - rest)) % t;
        const int is_near = rest > q / 2 ? rest - q / 2 < (q >> 40) + 2 : q / 2 - rest < (q >> 40) + 2;
        holds = holds && (out[x] == rounded || (is_near && !certain));
    }
    expect(holds, "scaled numbers", from[0], tier);
    in[(size_t)limbs * N - 1] = from[limbs - 1];
    expect(apk_scale(s, N, out, in, &certain) == APK_BAD_ARGUMENT, "a residue too large", from[0], tier);
    expect(apk_scale(s, 12, out, in, &certain) == APK_BAD_ARGUMENT, "12 numbers", from[0], tier);
    expect(apk_scale(s, N, out, in, NULL) == APK_BAD_ARGUMENT, "no answer", from[0], tier);
    expect(apk_scale(NULL, N, out, in, &certain) == APK_BAD_ARGUMENT, "no scaling", from[0], tier);
    apk_scaling_destroy(s);
}

static void lift(const uint64_t *to, int limbs, uint64_t t, int32_t tier)
{
    apk_lift *l = NULL;
    expect(apk_lift_create_for(t, to, limbs, tier, &l) == APK_OK, "a lift", to[0], tier);
    expect(apk_lift_instructions(l) <= tier, "no more than it may", to[0], tier);
    const size_t count = (size_t)limbs * N;
    uint64_t *values = guarded(count), *plain = guarded(N), *before = guarded(count);
    const wide q = limbs == 1 ? to[0] : (wide)to[0] * to[1], step = q / t;
    const uint64_t rest = (uint64_t)(q % t);
    for (int pattern = 0; pattern < 2 * PATTERNS; pattern++)
    {
        const int subtracted = pattern / PATTERNS;
        for (size_t x = 0; x < count; x++)
        {
            before[x] = values[x] = value(pattern % PATTERNS, x, to[x / N]);
        }
        for (size_t x = 0; x < N; x++)
        {
            plain[x] = value((pattern + subtracted) % PATTERNS, x, t);
        }
        int holds = apk_lift_values(l, N, values, plain, subtracted) == APK_OK;
        for (size_t x = 0; x < count; x++)
        {
            const uint64_t m = plain[x % N], p = to[x / N];
            const wide fix = ((wide)rest * m + (t + 1) / 2) / t;
            const uint64_t lifted = (uint64_t)((step % p * m + fix) % p);
            const wide sum = (wide)before[x] + (subtracted ? p - lifted : lifted);
            holds = holds && values[x] == (uint64_t)(sum % p);
        }
        expect(holds, "lifted plaintexts", to[0], tier);
    }
    plain[N - 1] = t;
    expect(apk_lift_values(l, N, values, plain, 0) == APK_BAD_ARGUMENT, "a plaintext too large", t, tier);
    plain[N - 1] = 0;
    memcpy(values, before, count * sizeof *values);
    values[count - 1] = to[limbs - 1];
    expect(apk_lift_values(l, N, values, plain, 1) == APK_BAD_ARGUMENT, "a residue too large", t, tier);
    expect(apk_lift_values(l, 4, values, plain, 1) == APK_BAD_ARGUMENT, "4 values", t, tier);
    expect(apk_lift_values(NULL, N, values, plain, 1) == APK_BAD_ARGUMENT, "no lift", t, tier);
    apk_lift_destroy(l);
}

static void signed_transforms(int32_t n, uint64_t q, int32_t tier)
{
    const size_t count = (size_t)n;
    apk_ntt *plan = NULL;
    expect(apk_ntt_create_for(n, q, tier, &plan) == APK_OK, "a plan", q, tier);
    uint64_t *expected = guarded(count), *out = guarded(count);
    int64_t *in = (int64_t *)(void *)guarded(count);
    for (int pattern = 0; pattern < 5; pattern++)
    {
        for (size_t i = 0; i < count; i++)
        {
            const int64_t twice = 2 * (int64_t)q, any = (int64_t)(next_random() % (4 * q)) - twice;
            const int64_t choices[] = { twice - 1, -twice, i % 2 ? twice - 1 : -twice, 0, any };
            in[i] = choices[pattern];
            expected[i] = (uint64_t)(in[i] + twice) % q;
        }
        expect(apk_ntt_forward(plan, expected) == APK_OK, "a transform", q, tier);
        int holds = apk_ntt_forward_signed(plan, out, in, 0) == APK_OK;
        expect(holds && memcmp(out, expected, count * sizeof *out) == 0, "a signed transform", q, tier);
        holds = apk_ntt_forward_signed(plan, out, in, 1) == APK_OK;
        for (size_t i = 0; i < count; i++)
        {
            holds = holds && out[i] < 4 * q && out[i] % q == expected[i];
        }
        expect(holds, "a lazy signed transform", q, tier);
        holds = apk_ntt_forward_signed(plan, (uint64_t *)in, in, 0) == APK_OK;
        expect(holds && memcmp(in, expected, count * sizeof *out) == 0, "a signed transform in place", q, tier);
    }
    memset(in, 0, count * sizeof *in);
    in[count - 1] = 2 * (int64_t)q;
    expect(apk_ntt_forward_signed(plan, out, in, 0) == APK_BAD_ARGUMENT, "2q", q, tier);
    in[count - 1] = -2 * (int64_t)q - 1;
    expect(apk_ntt_forward_signed(plan, out, in, 1) == APK_BAD_ARGUMENT, "-2q - 1", q, tier);
    expect(apk_ntt_forward_signed(plan, out, (int64_t *)out + 1, 1) == APK_BAD_ARGUMENT, "overlap", q, tier);
    expect(apk_ntt_forward_signed(plan, out, NULL, 1) == APK_BAD_ARGUMENT, "from nowhere", q, tier);
    expect(apk_ntt_forward_signed(NULL, out, in, 1) == APK_BAD_ARGUMENT, "no plan", q, tier);
    apk_ntt_destroy(plan);
}

static void refuse(void)
{
    uint64_t a[16] = { 0 }, b[16] = { 0 }, out[16];
    const uint64_t good[] = { 17, 19 }, common[] = { 15, 21 }, large[] = { UINT64_C(1) << 61 };
    expect(apk_product(8, 1, out, a, b) == APK_BAD_PRIME, "modulus 1", 1, 0);
    expect(apk_product(8, large[0], out, a, b) == APK_BAD_PRIME, "2^61", large[0], 0);
    expect(apk_product(12, 17, out, a, b) == APK_BAD_ARGUMENT, "12 values", 17, 0);
    expect(apk_product(-8, 17, out, a, b) == APK_BAD_ARGUMENT, "-8 values", 17, 0);
    expect(apk_product(8, 17, out, NULL, b) == APK_BAD_ARGUMENT, "nothing", 17, 0);
    expect(apk_quotient(8, 17, 4, 1, out, a, b) == APK_BAD_PRIME, "an even divisor", 4, 0);
    expect(apk_quotient(8, 17, 5, 17, out, a, b) == APK_BAD_PRIME, "an inverse too large", 17, 0);
    expect(apk_quotient(8, 17, 5, 7, NULL, a, b) == APK_BAD_ARGUMENT, "to nowhere", 17, 0);
    apk_scaling *s = NULL;
    expect(apk_scaling_create(good, 2, 5, NULL) == APK_BAD_ARGUMENT, "nobody's", 17, 0);
    expect(apk_scaling_create(good, 0, 5, &s) == APK_BAD_ARGUMENT, "an empty base", 17, 0);
    expect(apk_scaling_create(good, 61, 5, &s) == APK_BAD_ARGUMENT, "61 moduli", 17, 0);
    expect(apk_scaling_create(common, 2, 5, &s) == APK_BAD_PRIME, "a common factor", 15, 0);
    expect(apk_scaling_create(good, 2, 34, &s) == APK_BAD_PRIME, "a factor in common with t", 17, 0);
    expect(apk_scaling_create(large, 1, 5, &s) == APK_BAD_PRIME, "2^61", large[0], 0);
    apk_lift *l = NULL;
    expect(apk_lift_create(5, good, 2, NULL) == APK_BAD_ARGUMENT, "nobody's", 17, 0);
    expect(apk_lift_create(5, good, 1025, &l) == APK_BAD_ARGUMENT, "1025 moduli", 17, 0);
    expect(apk_lift_create(1, good, 2, &l) == APK_BAD_PRIME, "t = 1", 17, 0);
    expect(apk_lift_create(5, large, 1, &l) == APK_BAD_PRIME, "2^61", large[0], 0);
    expect(s == NULL && l == NULL, "a refusal makes nothing", 0, 0);
    apk_scaling_destroy(NULL);
    apk_lift_destroy(NULL);
}

int main(void)
{
    const int bits[] = { 16, 31, 44, 48, 50, 51, 61 };
    enum { WIDTHS = sizeof bits / sizeof *bits };
    for (int32_t tier = APK_PORTABLE; tier <= apk_instructions(); tier++)
    {
        const uint64_t small[] = { 2, 3, 5, 257 };
        for (size_t i = 0; i < sizeof small / sizeof *small; i++)
        {
            products(small[i], tier);
        }
        for (int i = 0; i < WIDTHS; i++)
        {
            /* Without a factor in common: 2^k - 1 and 2^k + 1 or less by two. */
            const uint64_t q = (UINT64_C(1) << bits[i]) - 1, both[] = { q, q - 2 };
            products(q, tier);
            for (int j = 0; j < WIDTHS; j++)
            {
                quotients(q, (UINT64_C(1) << bits[j]) - 3, tier);
                const uint64_t t = (UINT64_C(1) << bits[j]) - (bits[j] == bits[i] ? 4 : 2);
                lift(both, 1, t, tier);
                lift(both, 2, t, tier);
            }
            const uint64_t plains[] = { 2, 65536, UINT64_C(1) << 49 };
            for (size_t j = 0; j < 3; j++)
            {
                scale(both, 1, plains[j], tier);
                scale(both, 2, plains[j], tier);
            }
        }
        signed_transforms(64, 257, tier);
        signed_transforms(512, 12289, tier);
        signed_transforms(1024, 65537, tier);
        signed_transforms(1024, (UINT64_C(1) << 44) - 16383, tier);
        signed_transforms(2048, (UINT64_C(1) << 50) - 16383, tier);
        signed_transforms(1024, (UINT64_C(1) << 60) - 16383, tier);
    }
    refuse();
    return failures != 0;
}
