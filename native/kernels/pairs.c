/* Sums of digits times the pairs of a key: checks, and single values. */
#include "pairs.h"

typedef unsigned __int128 wide;

static const uint64_t low48 = (UINT64_C(1) << APK_PACKED_BITS) - 1;

/* The pair of a digit at a place of its row: of the first digit two low parts, of the second one the third low part
 * and what lies above all three. */
static uint64_t residue(const uint64_t *row, size_t n, size_t i, int second_digit, int second_of_pair)
{
    if (second_digit && second_of_pair)
    {
        return (row[i] >> 16 & UINT64_C(0xffff00000000)) | (row[n + i] >> 32 & UINT64_C(0xffff0000)) |
               row[2 * n + i] >> 48;
    }
    return row[(size_t)(2 * second_digit + second_of_pair) * n + i] & low48;
}

static void portable(const apk_pairs *p, uint64_t *out, int of_pair)
{
    const size_t n = p->n;
    for (size_t block = 0; block < n / APK_BLOCK; block++)
    {
        uint64_t sums[APK_BLOCK];
        for (size_t j = 0; j < APK_BLOCK; j++)
        {
            const size_t i = block * APK_BLOCK + j;
            wide sum = p->start == NULL || of_pair ? 0 : p->start[i] % p->q;
            for (int k = 0; k < 4 && p->digits[k] != NULL; k++)
            {
                sum += (wide)(p->digits[k][i] % p->q) * residue(p->rows[k / 2], n, i, k % 2, of_pair);
            }
            sums[j] = (uint64_t)(sum % p->q);
        }
        const uint64_t *order = apk_order(p, block);
        for (size_t j = 0; j < APK_BLOCK; j++)
        {
            out[apk_target(p, block) + j] = sums[order[j] & (APK_BLOCK - 1)];
        }
    }
}

/* Four products of residues and, up to 44 bits, of digits below four times the modulus: below 2^(2*bits + 2 or 4). */
static double base_of(int bits)
{
    const int exponent = 2 * bits + (bits <= APK_LAZY_BITS ? 4 : 2);
    return exponent <= 52 ? 0x1p52 : 0x1p52 * (double)(UINT64_C(1) << (exponent - 52));
}

int32_t apk_sums_of_pairs_for(
    int32_t poly_degree, uint64_t modulus, int32_t instructions, uint64_t *first, uint64_t *second,
    const int32_t *targets, const uint64_t *lanes, const uint64_t *digit0, const uint64_t *digit1,
    const uint64_t *digit2, const uint64_t *digit3, const uint64_t *row0, const uint64_t *row1,
    const uint64_t *start)
{
    if (poly_degree < APK_BLOCK || poly_degree > 1 << 17 || (poly_degree & (poly_degree - 1)) != 0)
    {
        return APK_BAD_DEGREE;
    }
    if (modulus < 2 || modulus >> APK_PACKED_BITS != 0)
    {
        return APK_BAD_PRIME;
    }
    /* No digit without those before it, no row without its digits. */
    if (first == NULL || second == NULL || targets == NULL || lanes == NULL || digit0 == NULL || row0 == NULL ||
        (digit2 != NULL && (digit1 == NULL || row1 == NULL)) || (digit3 != NULL && digit2 == NULL))
    {
        return APK_BAD_ARGUMENT;
    }
    const int bits = 64 - __builtin_clzll(modulus);
    const apk_pairs p = { (size_t)poly_degree,
                          modulus,
                          bits,
                          (uint64_t)(((wide)1 << (bits + 50)) / modulus),
                          base_of(bits),
                          targets,
                          lanes,
                          { digit0, digit1, digit2, digit3 },
                          { row0, row1 },
                          start };
#ifdef APK_HAS_X86
    const int32_t here = apk_instructions(), tier = here < instructions ? here : instructions;
    if (tier >= APK_AVX2)
    {
        (tier >= APK_AVX512_IFMA ? apk_ifma_sums_of_pairs
         : tier == APK_AVX512    ? apk_doubles8_sums_of_pairs
                                 : apk_doubles4_sums_of_pairs)(&p, first, second);
        return APK_OK;
    }
#else
    (void)instructions;
#endif
    portable(&p, first, 0);
    portable(&p, second, 1);
    return APK_OK;
}

int32_t apk_sums_of_pairs(
    int32_t poly_degree, uint64_t modulus, uint64_t *first, uint64_t *second, const int32_t *targets,
    const uint64_t *lanes, const uint64_t *digit0, const uint64_t *digit1, const uint64_t *digit2,
    const uint64_t *digit3, const uint64_t *row0, const uint64_t *row1, const uint64_t *start)
{
    return apk_sums_of_pairs_for(poly_degree, modulus, APK_AVX512_IFMA, first, second, targets, lanes, digit0, digit1,
                                 digit2, digit3, row0, row1, start);
}
