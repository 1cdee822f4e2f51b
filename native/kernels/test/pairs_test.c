/* Holds the sums of digits times pairs of a key against their definition, every tier, with guard pages behind all
 * operands and both results, extreme values and tables that mean nothing. */
#include "autoprivacy_kernels.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

typedef unsigned __int128 wide;

enum { MOST = 1024, LANES = 256 };

static int failures;
static uint64_t state = 7;

static void expect(int holds, const char *what, int n, uint64_t q)
{
    if (!holds)
    {
        failures++;
        fprintf(stderr, "FAILED: %s, n = %d, q = %llu\n", what, n, (unsigned long long)q);
    }
}

static uint64_t next_random(void)
{
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return state ^ state >> 29;
}

/* So many bytes that end where a page begins that nobody may touch. */
static void *guarded(size_t bytes)
{
    const size_t page = (size_t)sysconf(_SC_PAGESIZE), whole = (bytes + page - 1) / page * page;
    unsigned char *memory = mmap(NULL, whole + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED || mprotect(memory + whole, page, PROT_NONE) != 0)
    {
        perror("guard pages");
        exit(1);
    }
    return memory + whole - bytes;
}

static uint64_t value(int pattern, size_t i, uint64_t q)
{
    const uint64_t choices[] = { q - 1, i % 2 ? 0 : q - 1, next_random() % q };
    return choices[pattern];
}

/* Below 2^44 digits need not be reduced: of pattern 0 all are as large as they may be. */
static uint64_t unreduced(int pattern, size_t i, uint64_t q)
{
    return value(pattern, i, q) + (q >> 44 != 0 ? 0 : pattern == 0 ? 3 * q : next_random() % 4 * q);
}

static void compare(int n, uint64_t q, int terms, int pattern, int32_t tier)
{
    const size_t count = (size_t)n, bytes = count * sizeof(uint64_t);
    static uint64_t pairs[4][2][MOST];
    uint64_t *digits[4] = { NULL }, *rows[2] = { NULL }, *start = pattern == 1 ? NULL : guarded(bytes);
    uint64_t *first = guarded(bytes), *second = guarded(bytes), *lanes = guarded(LANES * sizeof *lanes);
    int32_t *targets = guarded(count / 8 * sizeof *targets);
    for (size_t i = 0; i < count; i++)
    {
        for (int k = 0; k < 4; k++)
        {
            pairs[k][0][i] = k < terms ? value(pattern, i, q) : 0;
            pairs[k][1][i] = k < terms ? value(pattern, i + 1, q) : 0;
        }
        if (start != NULL)
        {
            start[i] = value(pattern, i, q);
        }
    }
    for (int k = 0; k < terms; k++)
    {
        digits[k] = guarded(bytes);
        for (size_t i = 0; i < count; i++)
        {
            digits[k][i] = unreduced(pattern, i, q);
        }
        if (k % 2 == 0)
        {
            uint64_t *row = rows[k / 2] = guarded(3 * bytes);
            for (size_t i = 0; i < count; i++)
            {
                const uint64_t last = pairs[k + 1][1][i];
                row[i] = pairs[k][0][i] | last >> 32 << 48;
                row[count + i] = pairs[k][1][i] | last >> 16 << 48;
                row[2 * count + i] = pairs[k + 1][0][i] | last << 48;
            }
        }
    }
    /* Blocks in an order of an odd step, lanes turned round in every second one. */
    for (size_t j = 0; j < LANES; j++)
    {
        lanes[j] = j < 8 ? j : 7 - j % 8;
    }
    for (size_t b = 0; b < count / 8; b++)
    {
        targets[b] = (int32_t)((b * 5 + 3) % (count / 8) * 8 * 256 + b % 2 * 8);
    }
    expect(apk_sums_of_pairs_for(n, q, tier, first, second, targets, lanes, digits[0], digits[1], digits[2], digits[3],
                                 rows[0], rows[1], start) == APK_OK, "status", n, q);
    int holds = 1;
    for (size_t i = 0; i < count; i++)
    {
        const size_t block = i / 8, lane = block % 2 ? 7 - i % 8 : i % 8;
        const size_t to = (size_t)(targets[block] >> 8) + lane;
        wide sums[2] = { start == NULL ? 0 : start[i], 0 };
        for (int k = 0; k < terms; k++)
        {
            sums[0] = (sums[0] + (wide)digits[k][i] * pairs[k][0][i]) % q;
            sums[1] = (sums[1] + (wide)digits[k][i] * pairs[k][1][i]) % q;
        }
        holds = holds && first[to] < 2 * q && second[to] < 2 * q && first[to] % q == (uint64_t)sums[0] % q &&
                second[to] % q == (uint64_t)sums[1];
    }
    expect(holds, "sums equal their definition", n, q);
    /* Whatever the tables and the numbers are, only the results are written. */
    for (size_t b = 0; b < count / 8; b++)
    {
        targets[b] = (int32_t)next_random();
    }
    for (size_t j = 0; j < LANES; j++)
    {
        lanes[j] = next_random();
    }
    for (size_t i = 0; i < count; i++)
    {
        digits[0][i] = next_random();
        rows[0][i] = next_random();
    }
    expect(apk_sums_of_pairs_for(n, q, tier, first, second, targets, lanes, digits[0], digits[1], digits[2], digits[3],
                                 rows[0], rows[1], start) == APK_OK, "any tables", n, q);
}

static void refuse(void)
{
    static uint64_t a[64], b[64], lanes[LANES], d[64], row[192];
    static int32_t targets[8];
    const uint64_t q = 65537;
    expect(apk_sums_of_pairs(64, q, a, b, targets, lanes, d, d, d, d, row, row, d) == APK_OK, "good", 64, q);
    expect(apk_sums_of_pairs(4, q, a, b, targets, lanes, d, d, d, d, row, row, d) == APK_BAD_DEGREE, "n = 4", 4, q);
    expect(apk_sums_of_pairs(-8, q, a, b, targets, lanes, d, d, d, d, row, row, d) == APK_BAD_DEGREE, "n < 0", -8, q);
    expect(apk_sums_of_pairs(48, q, a, b, targets, lanes, d, d, d, d, row, row, d) == APK_BAD_DEGREE, "n = 48", 48, q);
    expect(apk_sums_of_pairs(64, 1, a, b, targets, lanes, d, d, d, d, row, row, d) == APK_BAD_PRIME, "1", 64, 1);
    expect(apk_sums_of_pairs(64, UINT64_C(1) << 48, a, b, targets, lanes, d, d, d, d, row, row, d) == APK_BAD_PRIME,
           "too wide", 64, UINT64_C(1) << 48);
    expect(apk_sums_of_pairs(64, q, NULL, b, targets, lanes, d, d, d, d, row, row, d) == APK_BAD_ARGUMENT, "no a", 64, q);
    expect(apk_sums_of_pairs(64, q, a, b, targets, lanes, d, NULL, d, d, row, row, d) == APK_BAD_ARGUMENT, "gap", 64, q);
    expect(apk_sums_of_pairs(64, q, a, b, targets, lanes, d, d, NULL, d, row, row, d) == APK_BAD_ARGUMENT, "gap", 64, q);
    expect(apk_sums_of_pairs(64, q, a, b, targets, lanes, d, d, d, NULL, row, NULL, d) == APK_BAD_ARGUMENT, "row", 64, q);
}

int main(void)
{
    const uint64_t moduli[] = { 2, 3, 17, 65537, (UINT64_C(1) << 36) - 5, (UINT64_C(1) << 44) - 17,
                                (UINT64_C(1) << 47) + 5, (UINT64_C(1) << 48) - 59 };
    for (int32_t tier = APK_PORTABLE; tier <= apk_instructions(); tier++)
    {
        for (size_t m = 0; m < sizeof moduli / sizeof *moduli; m++)
        {
            for (int terms = 1; terms <= 4; terms++)
            {
                for (int pattern = 0; pattern < 3; pattern++)
                {
                    compare(8, moduli[m], terms, pattern, tier);
                    compare(MOST, moduli[m], terms, pattern, tier);
                }
            }
        }
    }
    refuse();
    return failures != 0;
}
