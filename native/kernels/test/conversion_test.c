/* Holds conversions between bases against their definition where 128 bits suffice, every tier against single values,
 * with guard pages behind all residues, and digits against their transforms. */
#include "autoprivacy_kernels.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

typedef unsigned __int128 wide;

enum { N = 512 };

static int failures;
static uint64_t state = 11;

static void expect(int holds, const char *what, uint64_t q)
{
    if (!holds)
    {
        failures++;
        fprintf(stderr, "FAILED: %s, modulus %llu\n", what, (unsigned long long)q);
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

/* Odd numbers below 2^bits, without a factor in common with those before: base[0] down to base[count - 1]. */
static uint64_t gcd(uint64_t a, uint64_t b) { return b == 0 ? a : gcd(b, a % b); }

static void make_base(uint64_t *base, int count, int bits, uint64_t below)
{
    uint64_t m = (UINT64_C(1) << bits) - below;
    for (int i = 0; i < count; m -= 2)
    {
        int fits = 1;
        for (int j = 0; j < i; j++)
        {
            fits = fits && gcd(m, base[j]) == 1;
        }
        base[i] = m;
        i += fits;
    }
}

/* One or two moduli: x is known. */
static void define(int limbs, int bits, int to_bits, int32_t tier)
{
    uint64_t from[2], to[3];
    make_base(from, limbs, bits, 1);
    make_base(to, 3, to_bits, 3);
    apk_conversion *c = NULL;
    expect(apk_conversion_create_for(from, limbs, to, 3, tier, &c) == APK_OK, "conversion", from[0]);
    uint64_t *in = guarded((size_t)limbs * N), *out = guarded(3 * N);
    const wide q = limbs == 1 ? from[0] : (wide)from[0] * from[1];
    static wide numbers[N];
    for (size_t x = 0; x < N; x++)
    {
        const wide any = ((wide)next_random() << 64 | next_random()) % q;
        numbers[x] = x % 4 == 0 ? x : x % 4 == 1 ? q - 1 - x : x % 4 == 2 ? q / 2 - q / 1000 : any;
        for (int i = 0; i < limbs; i++)
        {
            in[(size_t)i * N + x] = (uint64_t)(numbers[x] % from[i]);
        }
    }
    for (int centred = 0; centred < 2; centred++)
    {
        int holds = apk_convert(c, N, out, in, centred) == APK_OK;
        for (size_t x = 0; x < N; x++)
        {
            for (int j = 0; j < 3; j++)
            {
                const uint64_t p = to[j], r = (uint64_t)(numbers[x] % p), turn = (uint64_t)(q % p);
                const uint64_t value = out[(size_t)j * N + x];
                const uint64_t less = (r + p - turn) % p, more = (r + turn) % p;
                holds = holds && value == (centred ? (numbers[x] > q / 2 ? less : r) : limbs == 1 || value == r ? r : more);
            }
        }
        expect(holds, centred ? "centred" : "approximate", from[0]);
    }
    in[N - 1] = from[0];
    expect(apk_convert(c, N, out, in, 1) == APK_BAD_ARGUMENT, "a residue that is not reduced", from[0]);
    expect(apk_convert(c, 12, out, in, 1) == APK_BAD_ARGUMENT, "12 numbers", from[0]);
    expect(apk_convert(c, N, NULL, in, 1) == APK_BAD_ARGUMENT, "no result", from[0]);
    expect(apk_convert(NULL, N, out, in, 1) == APK_BAD_ARGUMENT, "no conversion", from[0]);
    apk_conversion_destroy(c);
}

/* Every tier has the same bits as single values. */
static void compare(int limbs, int bits, int targets, int to_bits, int32_t tier)
{
    uint64_t from[60], to[8];
    make_base(from, limbs, bits, 1);
    make_base(to, targets, to_bits, 3);
    apk_conversion *one = NULL, *other = NULL;
    expect(apk_conversion_create_for(from, limbs, to, targets, APK_PORTABLE, &one) == APK_OK, "portable", from[0]);
    expect(apk_conversion_create_for(from, limbs, to, targets, tier, &other) == APK_OK, "a tier", from[0]);
    expect(apk_conversion_instructions(other) <= tier, "no more than it may", from[0]);
    const size_t count = (size_t)targets * N;
    uint64_t *in = guarded((size_t)limbs * N), *expected = guarded(count), *out = guarded(count);
    for (int pattern = 0; pattern < 4; pattern++)
    {
        for (size_t x = 0; x < (size_t)limbs * N; x++)
        {
            const uint64_t q = from[x / N];
            const uint64_t choices[] = { q - 1, x % 2 ? 0 : q - 1, x / N % 2 ? q / 2 : q / 2 + 1, next_random() % q };
            in[x] = choices[pattern];
        }
        for (int centred = 0; centred < 2; centred++)
        {
            expect(apk_convert(one, N, expected, in, centred) == APK_OK, "single values", from[0]);
            expect(apk_convert(other, N, out, in, centred) == APK_OK, "a tier", from[0]);
            expect(memcmp(out, expected, count * sizeof *out) == 0, "a tier equals single values", from[0]);
        }
    }
    apk_conversion_destroy(one);
    apk_conversion_destroy(other);
}

static void digits(int32_t n, uint64_t prime, int32_t tier)
{
    apk_ntt *plan = NULL;
    expect(apk_ntt_create_for(n, prime, tier, &plan) == APK_OK, "plan", prime);
    uint64_t *in = guarded((size_t)n), *out = guarded((size_t)n), *expected = guarded((size_t)n);
    const uint64_t bounds[] = { 2, 257, prime, 3 * prime + 1, 5 * prime, UINT64_C(1) << 61 };
    for (size_t b = 0; b < sizeof bounds / sizeof *bounds; b++)
    {
        for (int centred = 0; centred < 2 && bounds[b] <= UINT64_C(1) << 61; centred++)
        {
            for (int32_t i = 0; i < n; i++)
            {
                in[i] = i % 3 == 0 ? bounds[b] - 1 : i % 3 == 1 ? bounds[b] / 2 : next_random() % bounds[b];
                const uint64_t r = in[i] % prime, less = bounds[b] % prime;
                expected[i] = centred && in[i] > bounds[b] / 2 ? (r + prime - less) % prime : r;
            }
            apk_ntt_forward(plan, expected);
            expect(apk_ntt_digits(plan, out, in, bounds[b], centred) == APK_OK, "digits", prime);
            expect(memcmp(out, expected, (size_t)n * sizeof *out) == 0, "digits equal their definition", prime);
            expect(apk_ntt_digits(plan, in, in, bounds[b], centred) == APK_OK, "digits in place", prime);
            expect(memcmp(in, expected, (size_t)n * sizeof *out) == 0, "digits in place", prime);
        }
    }
    memset(in, 0, (size_t)n * sizeof *in);
    in[n - 1] = 257;
    expect(apk_ntt_digits(plan, out, in, 257, 0) == APK_BAD_ARGUMENT, "a digit that is its bound", prime);
    expect(apk_ntt_digits(plan, out, in, 1, 0) == APK_BAD_ARGUMENT, "bound 1", prime);
    expect(apk_ntt_digits(plan, out, out - 1, 257, 0) == APK_BAD_ARGUMENT, "overlap", prime);
    expect(apk_ntt_digits(NULL, out, in, 257, 0) == APK_BAD_ARGUMENT, "no plan", prime);
    apk_ntt_destroy(plan);
}

static void refuse(void)
{
    apk_conversion *c = NULL;
    const uint64_t good[] = { 17, 19 }, common[] = { 15, 21 }, one[] = { 1 }, large[] = { UINT64_C(1) << 61 };
    expect(apk_conversion_create(good, 2, good, 1, NULL) == APK_BAD_ARGUMENT, "nowhere", 17);
    expect(apk_conversion_create(NULL, 2, good, 1, &c) == APK_BAD_ARGUMENT, "no base", 17);
    expect(apk_conversion_create(good, 0, good, 1, &c) == APK_BAD_ARGUMENT, "an empty base", 17);
    expect(apk_conversion_create(good, 61, good, 1, &c) == APK_BAD_ARGUMENT, "61 moduli", 17);
    expect(apk_conversion_create(good, 1, good, -1, &c) == APK_BAD_ARGUMENT, "a negative count", 17);
    expect(apk_conversion_create(common, 2, good, 1, &c) == APK_BAD_PRIME, "a common factor", 15);
    expect(apk_conversion_create(one, 1, good, 1, &c) == APK_BAD_PRIME, "1", 1);
    expect(apk_conversion_create(good, 1, large, 1, &c) == APK_BAD_PRIME, "2^61", large[0]);
    expect(c == NULL, "a refusal makes nothing", 0);
    apk_conversion_destroy(NULL);
}

int main(void)
{
    const int bits[] = { 16, 31, 44, 48, 50, 51, 61 };
    for (int32_t tier = APK_PORTABLE; tier <= apk_instructions(); tier++)
    {
        for (size_t a = 0; a < sizeof bits / sizeof *bits; a++)
        {
            for (size_t b = 0; b < sizeof bits / sizeof *bits; b++)
            {
                define(1, bits[a], bits[b], tier);
                define(2, bits[a], bits[b], tier);
                compare(3, bits[a], 2, bits[b], tier);
                compare(11, bits[a], 5, bits[b], tier);
                compare(60, bits[a] < 20 ? 20 : bits[a], 1, bits[b], tier);
            }
        }
        digits(64, 257, tier);
        digits(1024, 65537, tier);
        digits(1024, (UINT64_C(1) << 44) - 16383, tier);
        digits(1024, (UINT64_C(1) << 50) - 16383, tier);
        digits(1024, (UINT64_C(1) << 60) - 16383, tier);
    }
    refuse();
    return failures != 0;
}
