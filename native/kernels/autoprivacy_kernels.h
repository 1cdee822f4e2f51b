/* The negacyclic number-theoretic transform and products of transformed values, for programs in C and C++.
 *
 * Transformed values are those of Microsoft SEAL: a(psi^(2*rev(i)+1)), i = 0 ... n-1, psi the
 * smallest primitive 2n-th root of unity modulo the prime, rev the reversal of log2(n) bits.
 * Functions return 0 or one of the codes below and check all they are given. Plans are immutable:
 * any number of threads may use one. */
#ifndef AUTOPRIVACY_KERNELS_H
#define AUTOPRIVACY_KERNELS_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define APK_ABI_VERSION 5

enum {
    APK_OK = 0,
    APK_BAD_ARGUMENT = 1, /* a pointer is null or a value is out of range */
    APK_BAD_DEGREE = 2,   /* n is no power of two in [2, 2^17] */
    APK_BAD_PRIME = 3,    /* no prime below 2^61 that is 1 modulo 2n */
    APK_NO_MEMORY = 4
};

enum {
    APK_PORTABLE = 0,
    APK_AVX2 = 1,       /* with fused multiply-add; primes below 2^50 */
    APK_AVX512 = 2,     /* with DQ; any prime */
    APK_AVX512_IFMA = 3 /* primes below 2^50 */
};

typedef struct apk_ntt apk_ntt;

/* APK_ABI_VERSION of the library, to be held against the header's. */
int32_t apk_abi_version(void);

/* The best instructions that this machine and this build have: one of the above. */
int32_t apk_instructions(void);

/* A plan of degree n modulo a prime; to be destroyed. */
int32_t apk_ntt_create(int32_t poly_degree, uint64_t prime, apk_ntt **plan);

/* A plan that runs on at most these instructions, for tests and comparisons. */
int32_t apk_ntt_create_for(int32_t poly_degree, uint64_t prime, int32_t instructions, apk_ntt **plan);

/* Frees a plan; null is allowed. */
void apk_ntt_destroy(apk_ntt *plan);

/* The instructions that a plan runs on, or APK_PORTABLE for null. */
int32_t apk_ntt_instructions(const apk_ntt *plan);

/* n coefficients in [0, 4*prime) to their transform in [0, prime), in place. Where one is out of range the values mean
 * nothing afterwards; so it is with the other transforms. */
int32_t apk_ntt_forward(const apk_ntt *plan, uint64_t *values);

/* The same from n coefficients elsewhere, which stay as they are; the two arrays must not overlap, but may be one. */
int32_t apk_ntt_forward_from(const apk_ntt *plan, uint64_t *out, const uint64_t *coefficients);

/* The same from n numbers in [-2*prime, 2*prime); where `lazy` is not 0 the result is in [0, 4*prime), congruent but not
 * unique. */
int32_t apk_ntt_forward_signed(const apk_ntt *plan, uint64_t *out, const int64_t *numbers, int32_t lazy);

/* apk_ntt_forward with a result in [0, 4*prime), congruent but not unique. */
int32_t apk_ntt_forward_lazy(const apk_ntt *plan, uint64_t *values);

/* A transform in [0, 2*prime) to its n coefficients in [0, prime), in place. */
int32_t apk_ntt_inverse(const apk_ntt *plan, uint64_t *values);

/* The same with a result in [0, 2*prime), congruent but not unique. */
int32_t apk_ntt_inverse_lazy(const apk_ntt *plan, uint64_t *values);

/* out = a + b, a - b, a*b and out + a*b, value by value, modulo the plan's prime: n values each in [0, prime). The
 * result may be an operand, but not overlap one otherwise. Where a value is out of range the result means nothing. */
int32_t apk_add(const apk_ntt *plan, uint64_t *out, const uint64_t *a, const uint64_t *b);
int32_t apk_subtract(const apk_ntt *plan, uint64_t *out, const uint64_t *a, const uint64_t *b);
int32_t apk_multiply(const apk_ntt *plan, uint64_t *out, const uint64_t *a, const uint64_t *b);
int32_t apk_multiply_add(const apk_ntt *plan, uint64_t *out, const uint64_t *a, const uint64_t *b);

/* One limb of a key switch: first = s(start + sum of d*f) and second = s(sum of d*s'), value by value,
 * over one to four digits d and their pairs (f, s') of a key, modulo a number in [2, 2^48); n a power of two in
 * [8, 2^17]. A null digit ends them; a null start is zeros. Results are in [0, 2*modulus), congruent but not unique.
 *
 * rows: each of two digits, 3*n numbers, four residues in three: the low 48 bits of the first n numbers are f and of the
 * second n s' of the first digit, of the third n f of the second one; the bits above them, 16 each, are s' of the
 * second one, highest first.
 * s moves values in blocks of eight: targets[b] is 256 times the place where block b goes, plus the place of its order
 * in `lanes`, 256 numbers: lane j of the moved block is this lane of the block.
 *
 * Digits, start and residues are in [0, modulus), below 2^44 digits may be in [0, 4*modulus): if not, the result means nothing; no table makes anything else
 * than the results be written. The results must not overlap an operand. */
int32_t apk_sums_of_pairs(
    int32_t poly_degree, uint64_t modulus, uint64_t *first, uint64_t *second, const int32_t *targets,
    const uint64_t *lanes, const uint64_t *digit0, const uint64_t *digit1, const uint64_t *digit2,
    const uint64_t *digit3, const uint64_t *row0, const uint64_t *row1, const uint64_t *start);

/* The same on at most these instructions. */
int32_t apk_sums_of_pairs_for(
    int32_t poly_degree, uint64_t modulus, int32_t instructions, uint64_t *first, uint64_t *second,
    const int32_t *targets, const uint64_t *lanes, const uint64_t *digit0, const uint64_t *digit1,
    const uint64_t *digit2, const uint64_t *digit3, const uint64_t *row0, const uint64_t *row1,
    const uint64_t *start);

/* out = a*b, value by value, modulo a number in [2, 2^61): so many values, a multiple of 8, each in [0, modulus). The
 * result may be an operand, but not overlap one otherwise. Where a value is out of range the result means nothing. */
int32_t apk_product(int32_t count, uint64_t modulus, uint64_t *out, const uint64_t *a, const uint64_t *b);

/* out = (a - b + floor(divisor/2)) * inverse modulo a number in [2, 2^61), a in [0, modulus), b in [0, divisor), the
 * divisor odd and in [3, 2^61), the inverse in [0, modulus). If a and b are the residues of x and of x + floor(divisor/2)
 * modulo the two numbers and the inverse is the divisor's, that is x/divisor, rounded. The rest is as in apk_product. */
int32_t apk_quotient(int32_t count, uint64_t modulus, uint64_t divisor, uint64_t inverse, uint64_t *out,
                     const uint64_t *a, const uint64_t *b);

/* The same on at most these instructions. */
int32_t apk_product_for(int32_t count, uint64_t modulus, int32_t instructions, uint64_t *out, const uint64_t *a,
                        const uint64_t *b);
int32_t apk_quotient_for(int32_t count, uint64_t modulus, uint64_t divisor, uint64_t inverse, int32_t instructions,
                         uint64_t *out, const uint64_t *a, const uint64_t *b);

typedef struct apk_conversion apk_conversion;

/* A conversion from the residues modulo the numbers of one base, 1 to 60 that share no factor, to those modulo the
 * numbers of another, 1 to 1024, all in [2, 2^61); to be destroyed. APK_BAD_PRIME where the numbers are not so. */
int32_t apk_conversion_create(const uint64_t *from, int32_t from_count, const uint64_t *to, int32_t to_count,
                              apk_conversion **conversion);

/* One that runs on at most these instructions. */
int32_t apk_conversion_create_for(const uint64_t *from, int32_t from_count, const uint64_t *to, int32_t to_count,
                                  int32_t instructions, apk_conversion **conversion);

/* Frees a conversion; null is allowed. */
void apk_conversion_destroy(apk_conversion *conversion);

/* The instructions that a conversion runs on, or APK_PORTABLE for null. */
int32_t apk_conversion_instructions(const apk_conversion *conversion);

/* n residues after n for each number of the first base, each reduced, to n after n for each of the second one, reduced.
 * With q the product of the first base and x in [0, q): centred, those of x, or of x - q from q/2 on (within
 * k*(k+3)*2^-53*q of it of either); else those of x + u*q for a u in [0, k), k the size of the first base. n is a multiple
 * of 8; the arrays must not overlap. Where a residue is not reduced the results mean nothing. */
int32_t apk_convert(const apk_conversion *conversion, int32_t n, uint64_t *out, const uint64_t *in, int32_t centred);

typedef struct apk_scaling apk_scaling;

/* A scaling of numbers x by t/q, with q the product of a base as apk_conversion_create has it and t, `plain`, in [2, 2^61)
 * without a common factor; to be destroyed. APK_BAD_PRIME where the numbers are not so. */
int32_t apk_scaling_create(const uint64_t *from, int32_t from_count, uint64_t plain, apk_scaling **scaling);

/* One that runs on at most these instructions. */
int32_t apk_scaling_create_for(const uint64_t *from, int32_t from_count, uint64_t plain, int32_t instructions,
                               apk_scaling **scaling);

/* Frees a scaling; null is allowed. */
void apk_scaling_destroy(apk_scaling *scaling);

/* The instructions that a scaling runs on, or APK_PORTABLE for null. */
int32_t apk_scaling_instructions(const apk_scaling *scaling);

/* n residues of x after n for each number of the base, each reduced, to t*x/q, rounded, modulo t. `certain` becomes 1 if
 * all t*x/q are further than (k+1)*(k+4)*2^-53 from a half, k the size of the base; else 0, and a result that is nearer
 * may be off by one. n is a multiple of 8; the arrays must not overlap. Where a residue is not reduced the results mean
 * nothing. */
int32_t apk_scale(const apk_scaling *scaling, int32_t n, uint64_t *out, const uint64_t *in, int32_t *certain);

typedef struct apk_lift apk_lift;

/* What brings plaintexts modulo t, `plain`, to a base of 1 to 1024 numbers with product q, all in [2, 2^61); to be
 * destroyed. APK_BAD_PRIME where the numbers are not so. */
int32_t apk_lift_create(uint64_t plain, const uint64_t *to, int32_t to_count, apk_lift **lift);

/* One that runs on at most these instructions. */
int32_t apk_lift_create_for(uint64_t plain, const uint64_t *to, int32_t to_count, int32_t instructions, apk_lift **lift);

/* Frees a lift; null is allowed. */
void apk_lift_destroy(apk_lift *lift);

/* The instructions that a lift runs on, or APK_PORTABLE for null. */
int32_t apk_lift_instructions(const apk_lift *lift);

/* Adds floor((q*m + floor((t+1)/2))/t) of n values m of a plaintext, or subtracts it where `subtracted` is not 0: to n
 * residues after n for each number of the base. n is a multiple of 8; the arrays must not overlap. Where a value is not
 * reduced the results mean nothing. */
int32_t apk_lift_values(const apk_lift *lift, int32_t n, uint64_t *values, const uint64_t *plain, int32_t subtracted);

/* Digits of a key switch: the transform of n numbers in [0, bound), bound at most 2^61, read modulo the plan's prime. Where
 * `centred` is not 0, a number above bound/2 stands for itself less bound. The result may be the digits, but not overlap
 * them otherwise. */
int32_t apk_ntt_digits(const apk_ntt *plan, uint64_t *out, const uint64_t *digits, uint64_t bound, int32_t centred);

#ifdef __cplusplus
}
#endif

#endif
