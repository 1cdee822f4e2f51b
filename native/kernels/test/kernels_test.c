/* Holds the vector transforms against the portable ones with guard pages on both sides of the values,
 * and the portable ones against the definition. */
#include "autoprivacy_kernels.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

typedef unsigned __int128 wide;

static int failures;

static void expect(int holds, const char *what, long n, unsigned long long q)
{
    if (!holds)
    {
        failures++;
        fprintf(stderr, "FAILED: %s, n = %ld, q = %llu\n", what, n, q);
    }
}

static uint64_t state = 1;

static uint64_t next_random(void)
{
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return state ^ state >> 29;
}

/* The largest prime of so many bits that is 1 modulo 2n: the library itself says what is one. */
static uint64_t largest_prime(int bits, int32_t n)
{
    const uint64_t step = 2 * (uint64_t)n;
    uint64_t q = ((UINT64_C(1) << bits) - 2) / step * step + 1;
    apk_ntt *plan = NULL;
    while (apk_ntt_create_for(n, q, APK_PORTABLE, &plan) != APK_OK)
    {
        q -= step;
    }
    apk_ntt_destroy(plan);
    return q;
}

static uint64_t *guarded(size_t n)
{
    const size_t page = (size_t)sysconf(_SC_PAGESIZE);
    const size_t bytes = (n * sizeof(uint64_t) + page - 1) / page * page;
    unsigned char *memory = mmap(NULL, bytes + 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED || mprotect(memory, page, PROT_NONE) != 0 ||
        mprotect(memory + page + bytes, page, PROT_NONE) != 0)
    {
        perror("guard pages");
        exit(1);
    }
    return (uint64_t *)(void *)(memory + page);
}

/* The values end at the last byte before a guard page, or begin at the first after one. */
static uint64_t *flush_with_end(uint64_t *start, size_t n)
{
    const size_t page = (size_t)sysconf(_SC_PAGESIZE);
    const size_t bytes = (n * sizeof(uint64_t) + page - 1) / page * page;
    return start + bytes / sizeof(uint64_t) - n;
}

static void fill(uint64_t *values, size_t n, uint64_t q, int pattern)
{
    for (size_t i = 0; i < n; i++)
    {
        const uint64_t choices[] = { 0, q - 1, i % 2 ? 0 : q - 1, i < n / 2 ? q - 1 : 0, next_random() % q };
        values[i] = choices[pattern];
    }
}

/* Whether lazy values are below factor * q and congruent to others. */
static int is_congruent(const uint64_t *lazy, const uint64_t *reduced, size_t n, uint64_t q, uint64_t factor)
{
    int holds = 1;
    for (size_t i = 0; i < n; i++)
    {
        holds = holds && lazy[i] < factor * q && lazy[i] % q == reduced[i];
    }
    return holds;
}

/* A tier against the portable one on inputs below 4q and 2q, with guard pages on both sides. */
static void compare(int32_t n, int bits, int32_t tier)
{
    const uint64_t q = largest_prime(bits, n);
    apk_ntt *portable = NULL, *best = NULL;
    expect(apk_ntt_create_for(n, q, APK_PORTABLE, &portable) == APK_OK, "portable plan", n, q);
    expect(apk_ntt_create_for(n, q, tier, &best) == APK_OK, "plan", n, q);
    expect(apk_ntt_instructions(best) <= tier, "a plan runs on no more than it may", n, q);
    const size_t bytes = (size_t)n * sizeof(uint64_t);
    uint64_t *start = guarded((size_t)n), *expected = malloc(bytes), *input = malloc(bytes);
    for (int pattern = 0; pattern < 5; pattern++)
    {
        for (int end = 0; end < 2; end++)
        {
            uint64_t *values = end ? flush_with_end(start, (size_t)n) : start;
            fill(input, (size_t)n, q, pattern);
            memcpy(values, input, bytes);
            memcpy(expected, input, bytes);
            expect(apk_ntt_forward(portable, expected) == APK_OK, "portable forward", n, q);
            expect(apk_ntt_forward(best, values) == APK_OK, "forward", n, q);
            expect(memcmp(values, expected, bytes) == 0, "forward equals portable", n, q);
            expect(apk_ntt_inverse(best, values) == APK_OK, "inverse", n, q);
            expect(memcmp(values, input, bytes) == 0, "inverse undoes forward", n, q);
            expect(apk_ntt_inverse(portable, expected) == APK_OK, "portable inverse", n, q);
            expect(memcmp(expected, input, bytes) == 0, "portable inverse undoes forward", n, q);
            fill(input, (size_t)n, 4 * q, pattern);
            memcpy(values, input, bytes);
            memcpy(expected, input, bytes);
            apk_ntt_forward(portable, expected);
            expect(apk_ntt_forward(best, values) == APK_OK, "forward", n, q);
            expect(memcmp(values, expected, bytes) == 0, "forward of up to 4q equals portable", n, q);
            memset(values, 0xee, bytes);
            expect(apk_ntt_forward_from(best, values, input) == APK_OK, "forward from elsewhere", n, q);
            expect(memcmp(values, expected, bytes) == 0, "forward from elsewhere equals portable", n, q);
            expect(apk_ntt_forward_from(best, values, values + 1) == APK_BAD_ARGUMENT, "arrays overlap", n, q);
            memcpy(values, input, bytes);
            expect(apk_ntt_forward_from(best, expected, values) == APK_OK, "forward to elsewhere", n, q);
            expect(memcmp(values, input, bytes) == 0, "coefficients stay", n, q);
            memcpy(values, input, bytes);
            expect(apk_ntt_forward_lazy(best, values) == APK_OK, "lazy forward", n, q);
            expect(is_congruent(values, expected, (size_t)n, q, 4), "lazy forward", n, q);
            fill(input, (size_t)n, 2 * q, pattern);
            memcpy(values, input, bytes);
            memcpy(expected, input, bytes);
            apk_ntt_inverse(portable, expected);
            expect(apk_ntt_inverse(best, values) == APK_OK, "inverse", n, q);
            expect(memcmp(values, expected, bytes) == 0, "inverse of up to 2q equals portable", n, q);
            memcpy(values, input, bytes);
            expect(apk_ntt_inverse_lazy(best, values) == APK_OK, "lazy inverse", n, q);
            expect(is_congruent(values, expected, (size_t)n, q, 2), "lazy inverse", n, q);
            values[n / 2] = 2 * q;
            expect(apk_ntt_inverse(best, values) == APK_BAD_ARGUMENT, "2q is refused", n, q);
            memset(values, 0, bytes);
            values[n - 1] = 4 * q;
            expect(apk_ntt_forward(best, values) == APK_BAD_ARGUMENT, "4q is refused", n, q);
            memset(values, 0, bytes);
            values[0] = UINT64_MAX;
            expect(apk_ntt_forward_lazy(best, values) == APK_BAD_ARGUMENT, "2^64 - 1 is refused", n, q);
        }
    }
    free(input);
    free(expected);
    apk_ntt_destroy(portable);
    apk_ntt_destroy(best);
}

/* Sums and products against their definition, with guard pages on both sides. */
static void compare_elements(int32_t n, int bits, int32_t tier)
{
    const uint64_t q = largest_prime(bits, n);
    const size_t count = (size_t)n, bytes = count * sizeof(uint64_t);
    apk_ntt *plan = NULL;
    expect(apk_ntt_create_for(n, q, tier, &plan) == APK_OK, "plan", n, q);
    uint64_t *a = flush_with_end(guarded(count), count), *b = guarded(count), *out = flush_with_end(guarded(count), count);
    uint64_t *old = malloc(bytes);
    for (int pattern = 0; pattern < 25; pattern++)
    {
        fill(a, count, q, pattern % 5);
        fill(b, count, q, pattern / 5);
        fill(out, count, q, (pattern + 1) % 5);
        memcpy(old, out, bytes);
        int holds = apk_multiply_add(plan, out, a, b) == APK_OK;
        for (size_t i = 0; i < count; i++)
        {
            holds = holds && out[i] == (uint64_t)(((wide)a[i] * b[i] + old[i]) % q);
        }
        expect(holds, "sum of products", n, q);
        holds = apk_multiply(plan, out, a, b) == APK_OK;
        for (size_t i = 0; i < count; i++)
        {
            holds = holds && out[i] == (uint64_t)((wide)a[i] * b[i] % q);
        }
        expect(holds, "product", n, q);
        holds = apk_add(plan, out, a, b) == APK_OK;
        for (size_t i = 0; i < count; i++)
        {
            holds = holds && out[i] == (a[i] + b[i]) % q;
        }
        expect(holds, "sum", n, q);
        expect(apk_subtract(plan, out, out, b) == APK_OK && memcmp(out, a, bytes) == 0, "difference", n, q);
    }
    a[n - 1] = q;
    expect(apk_multiply(plan, out, a, b) == APK_BAD_ARGUMENT, "q is refused", n, q);
    expect(apk_multiply_add(plan, out, b, a) == APK_BAD_ARGUMENT, "q is refused", n, q);
    expect(apk_add(plan, out, a, b) == APK_BAD_ARGUMENT, "q is refused", n, q);
    expect(apk_subtract(plan, out, b, a) == APK_BAD_ARGUMENT, "q is refused", n, q);
    expect(apk_add(plan, NULL, a, b) == APK_BAD_ARGUMENT, "no result", n, q);
    expect(apk_multiply(NULL, out, a, b) == APK_BAD_ARGUMENT, "no plan", n, q);
    free(old);
    apk_ntt_destroy(plan);
}

/* X^i becomes psi^((2*rev(j)+1)*i): products of transforms are those of the ring. */
static void multiply_in_the_ring(int32_t n, int bits)
{
    const uint64_t q = largest_prime(bits, n);
    apk_ntt *plan = NULL;
    expect(apk_ntt_create(n, q, &plan) == APK_OK, "plan", n, q);
    uint64_t *a = calloc((size_t)n, 8), *b = calloc((size_t)n, 8), *c = calloc((size_t)n, 8);
    fill(a, (size_t)n, q, 4);
    fill(b, (size_t)n, q, 4);
    for (int i = 0; i < n; i++)
    {
        for (int j = 0; j < n; j++)
        {
            const uint64_t product = (uint64_t)((wide)a[i] * b[j] % q);
            uint64_t *to = c + (i + j) % n;
            *to = (*to + (i + j < n ? product : q - product)) % q;
        }
    }
    apk_ntt_forward(plan, a);
    apk_ntt_forward(plan, b);
    for (int i = 0; i < n; i++)
    {
        a[i] = (uint64_t)((wide)a[i] * b[i] % q);
    }
    apk_ntt_inverse(plan, a);
    expect(memcmp(a, c, (size_t)n * 8) == 0, "product in the ring", n, q);
    free(a);
    free(b);
    free(c);
    apk_ntt_destroy(plan);
}

static void refuse(void)
{
    apk_ntt *plan = NULL;
    expect(apk_ntt_create(64, 257, NULL) == APK_BAD_ARGUMENT, "no plan", 64, 257);
    expect(apk_ntt_create(48, 257, &plan) == APK_BAD_DEGREE, "degree 48", 48, 257);
    expect(apk_ntt_create(1 << 18, 257, &plan) == APK_BAD_DEGREE, "degree 2^18", 1 << 18, 257);
    expect(apk_ntt_create(INT32_MIN, 257, &plan) == APK_BAD_DEGREE, "negative degree", INT32_MIN, 257);
    expect(apk_ntt_create(64, 97, &plan) == APK_BAD_PRIME, "no root", 64, 97);
    expect(apk_ntt_create(64, 129, &plan) == APK_BAD_PRIME, "no prime", 64, 129);
    expect(apk_ntt_create(64, 0, &plan) == APK_BAD_PRIME, "zero", 64, 0);
    expect(apk_ntt_create(64, UINT64_MAX, &plan) == APK_BAD_PRIME, "too wide", 64, UINT64_MAX);
    expect(plan == NULL, "a refusal makes no plan", 64, 0);
    expect(apk_ntt_create(64, 257, &plan) == APK_OK, "plan", 64, 257);
    uint64_t values[64] = { 0 };
    values[63] = 4 * 257;
    expect(apk_ntt_forward(plan, values) == APK_BAD_ARGUMENT, "value out of range", 64, 257);
    expect(apk_ntt_inverse(plan, values) == APK_BAD_ARGUMENT, "value out of range", 64, 257);
    expect(apk_ntt_forward(plan, NULL) == APK_BAD_ARGUMENT, "no values", 64, 257);
    expect(apk_ntt_forward(NULL, values) == APK_BAD_ARGUMENT, "no plan", 64, 257);
    apk_ntt_destroy(plan);
    apk_ntt_destroy(NULL);
}

int main(void)
{
    printf("instructions: %d\n", apk_instructions());
    expect(apk_abi_version() == APK_ABI_VERSION, "ABI version", 0, 0);
    const int bits[] = { 19, 20, 31, 36, 44, 47, 48, 49, 50, 51, 60, 61 };
    for (size_t k = 0; k < sizeof bits / sizeof *bits; k++)
    {
        for (int32_t tier = APK_PORTABLE; tier <= apk_instructions(); tier++)
        {
            for (int32_t n = 2; n <= 4096; n *= 2)
            {
                compare(n, bits[k], tier);
            }
            compare_elements(8, bits[k], tier);
            compare_elements(512, bits[k], tier);
        }
        multiply_in_the_ring(8, bits[k]);
        multiply_in_the_ring(128, bits[k]);
    }
    for (int32_t tier = APK_PORTABLE; tier <= apk_instructions(); tier++)
    {
        compare(8192, 18, tier);
        compare(16384, 18, tier);
        compare(32768, 17, tier);
        compare(32768, 47, tier);
        compare(65536, 48, tier);
        compare(65536, 50, tier);
        compare(131072, 47, tier);
    }
    refuse();
    return failures != 0;
}
