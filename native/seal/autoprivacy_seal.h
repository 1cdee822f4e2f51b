// AutoPrivacy's C ABI over Microsoft SEAL's BFV.
//
// Every function returns an AP_ status and, unless that is AP_OK, writes one line that ends in NUL
// into `message`, a buffer of AP_MESSAGE_BYTES that may be null. Objects are handles, never 0, of
// one kind and one context; each is destroyed once with ap_object_destroy, in any order. Functions
// are thread-safe except that nobody may destroy, or change in place, an object that is in use.
// Arrays carry their length and are checked: polynomials are limb-major, int64_t[limbs][n], with
// values in [0, qi). In NTT form the value at index i is a(psi^(2*brv(i)+1)), where psi is the least
// primitive 2n-th root of unity modulo qi and brv reverses log2(n) bits.
// "Key limbs" are the data primes and, where there is one, the special prime after them.
#ifndef AUTOPRIVACY_SEAL_H
#define AUTOPRIVACY_SEAL_H

#include <stdint.h>

#if defined(__GNUC__)
#define AP_EXPORT __attribute__((visibility("default")))
#else
#define AP_EXPORT
#endif

#define AP_ABI_VERSION 3
#define AP_MESSAGE_BYTES 256

#define AP_OK 0
#define AP_BAD_ARGUMENT 1
#define AP_WRONG_STATE 2
#define AP_NO_MEMORY 3
#define AP_INTERNAL 4

#define AP_PROBE_ENCODE 0
#define AP_PROBE_DECODE 1

#ifdef __cplusplus
extern "C" {
#endif

// --- the library -------------------------------------------------------------------------------

// Writes AP_ABI_VERSION; callers refuse a library with another one.
AP_EXPORT int32_t ap_abi_version(int32_t *version, char *message);

// Writes three lines: SEAL's version, where it came from, how it was built; cut at the capacity.
AP_EXPORT int32_t ap_library_describe(int32_t capacity, char *text, char *message);

// Destroys any object; the memory of secrets is wiped first.
AP_EXPORT int32_t ap_object_destroy(int64_t object, char *message);

// --- contexts ----------------------------------------------------------------------------------

// special_prime is 0 where no keys are switched.
AP_EXPORT int32_t ap_context_create(int32_t poly_degree, int32_t limbs, const int64_t *data_primes,
    int64_t special_prime, int64_t plain_modulus, int64_t *context, char *message);

// The Galois element of a rotation of both rows to the left; 0 steps swap the rows.
AP_EXPORT int32_t ap_context_galois_element(
    int64_t context, int32_t steps, int32_t *element, char *message);

// Transforms one polynomial modulo key limb `limb` in place.
AP_EXPORT int32_t ap_ntt_forward(
    int64_t context, int32_t limb, int64_t length, int64_t *values, char *message);
AP_EXPORT int32_t ap_ntt_inverse(
    int64_t context, int32_t limb, int64_t length, int64_t *values, char *message);

// Transforms the same values so many times in a row, so that SEAL's own time can be measured without that of the call;
// what the last transform left is reduced to [0, q).
enum { AP_NTT_FORWARD = 0, AP_NTT_FORWARD_LAZY = 1, AP_NTT_INVERSE = 2 };
AP_EXPORT int32_t ap_ntt_repeat(int64_t context, int32_t limb, int32_t kind, int32_t times, int64_t length,
    int64_t *values, char *message);

// --- keys --------------------------------------------------------------------------------------

// A fresh uniform ternary key from the system's generator.
AP_EXPORT int32_t ap_secret_key_create(int64_t context, int64_t *key, char *message);
// n coefficients, each -1, 0 or 1.
AP_EXPORT int32_t ap_secret_key_export(
    int64_t context, int64_t key, int64_t length, int64_t *ternary, char *message);
AP_EXPORT int32_t ap_secret_key_import(
    int64_t context, int64_t length, const int64_t *ternary, int64_t *key, char *message);

// Modulo q*P, or modulo q without special prime.
AP_EXPORT int32_t ap_public_key_create(
    int64_t context, int64_t secret_key, int64_t *key, char *message);
// int64_t[2][key limbs][n] in NTT form.
AP_EXPORT int32_t ap_public_key_export(
    int64_t context, int64_t key, int64_t length, int64_t *values, char *message);
AP_EXPORT int32_t ap_public_key_import(
    int64_t context, int64_t length, const int64_t *values, int64_t *key, char *message);

AP_EXPORT int32_t ap_relin_key_create(
    int64_t context, int64_t secret_key, int64_t *key, char *message);
// int64_t[data limbs][2][key limbs][n] in NTT form: one encryption modulo q*P for each digit.
AP_EXPORT int32_t ap_relin_key_export(
    int64_t context, int64_t key, int64_t length, int64_t *values, char *message);
AP_EXPORT int32_t ap_relin_key_import(
    int64_t context, int64_t length, const int64_t *values, int64_t *key, char *message);

AP_EXPORT int32_t ap_galois_keys_create(int64_t context, int64_t secret_key, int32_t count,
    const int32_t *elements, int64_t *keys, char *message);
// An empty set, to import into.
AP_EXPORT int32_t ap_galois_keys_empty(int64_t context, int64_t *keys, char *message);
// Writes how many keys there are, and the elements of the first `capacity` of them, ascending.
AP_EXPORT int32_t ap_galois_keys_elements(int64_t context, int64_t keys, int32_t capacity,
    int32_t *elements, int32_t *count, char *message);
// The layout of a relinearisation key. Import puts the key into the set, in place.
AP_EXPORT int32_t ap_galois_keys_export(int64_t context, int64_t keys, int32_t element,
    int64_t length, int64_t *values, char *message);
AP_EXPORT int32_t ap_galois_keys_import(int64_t context, int64_t keys, int32_t element,
    int64_t length, const int64_t *values, char *message);

// --- plaintexts --------------------------------------------------------------------------------

// length <= n coefficients in [0, t).
AP_EXPORT int32_t ap_plaintext_create(int64_t context, int64_t length, const int64_t *coefficients,
    int64_t *plaintext, char *message);
// Batch encoding of length <= n slots in [0, t).
AP_EXPORT int32_t ap_plaintext_encode(
    int64_t context, int64_t length, const int64_t *slots, int64_t *plaintext, char *message);
AP_EXPORT int32_t ap_plaintext_decode(
    int64_t context, int64_t plaintext, int64_t length, int64_t *slots, char *message);
// Writes 0 in coefficient form, else the number of limbs of the NTT form.
AP_EXPORT int32_t ap_plaintext_ntt_limbs(
    int64_t context, int64_t plaintext, int32_t *limbs, char *message);
// The plaintext with centred coefficients, lifted to `limbs` data primes and in NTT form.
AP_EXPORT int32_t ap_plaintext_to_ntt(
    int64_t context, int64_t plaintext, int32_t limbs, int64_t *result, char *message);
// n coefficients in [0, t), or int64_t[limbs][n] in NTT form.
AP_EXPORT int32_t ap_plaintext_export(
    int64_t context, int64_t plaintext, int64_t length, int64_t *values, char *message);
AP_EXPORT int32_t ap_plaintext_import_ntt(int64_t context, int32_t limbs, int64_t length,
    const int64_t *values, int64_t *plaintext, char *message);

// --- ciphertexts -------------------------------------------------------------------------------

AP_EXPORT int32_t ap_ciphertext_encrypt_symmetric(
    int64_t context, int64_t plaintext, int64_t secret_key, int64_t *result, char *message);
// The first polynomial to go with a second one that the caller has drawn, fresh and uniform: both are
// int64_t[limbs][n] in coefficient form; may be the same array.
AP_EXPORT int32_t ap_ciphertext_encrypt_seeded(int64_t context, int64_t plaintext, int64_t secret_key,
    int64_t length, const int64_t *second, int64_t *first, char *message);
AP_EXPORT int32_t ap_ciphertext_encrypt_public(
    int64_t context, int64_t plaintext, int64_t public_key, int64_t *result, char *message);
AP_EXPORT int32_t ap_ciphertext_decrypt(
    int64_t context, int64_t ciphertext, int64_t secret_key, int64_t *plaintext, char *message);

// Writes size, limbs and whether it is in NTT form.
AP_EXPORT int32_t ap_ciphertext_shape(
    int64_t context, int64_t ciphertext, int32_t *shape, char *message);
// int64_t[size][limbs][n].
AP_EXPORT int32_t ap_ciphertext_export(
    int64_t context, int64_t ciphertext, int64_t length, int64_t *values, char *message);
AP_EXPORT int32_t ap_ciphertext_import(int64_t context, int32_t size, int32_t limbs, int32_t ntt,
    int64_t length, const int64_t *values, int64_t *ciphertext, char *message);

AP_EXPORT int32_t ap_ciphertext_add(
    int64_t context, int64_t a, int64_t b, int64_t *result, char *message);
AP_EXPORT int32_t ap_ciphertext_add_in_place(
    int64_t context, int64_t a, int64_t b, char *message);
AP_EXPORT int32_t ap_ciphertext_subtract(
    int64_t context, int64_t a, int64_t b, int64_t *result, char *message);
AP_EXPORT int32_t ap_ciphertext_add_plain(
    int64_t context, int64_t a, int64_t plaintext, int64_t *result, char *message);
AP_EXPORT int32_t ap_ciphertext_subtract_plain(
    int64_t context, int64_t a, int64_t plaintext, int64_t *result, char *message);
// Both in coefficient form or both in NTT form.
AP_EXPORT int32_t ap_ciphertext_multiply_plain(
    int64_t context, int64_t a, int64_t plaintext, int64_t *result, char *message);
AP_EXPORT int32_t ap_ciphertext_multiply(
    int64_t context, int64_t a, int64_t b, int64_t *result, char *message);
AP_EXPORT int32_t ap_ciphertext_relinearize(
    int64_t context, int64_t a, int64_t relin_key, int64_t *result, char *message);
AP_EXPORT int32_t ap_ciphertext_rotate_rows(int64_t context, int64_t a, int32_t steps,
    int64_t galois_keys, int64_t *result, char *message);
AP_EXPORT int32_t ap_ciphertext_rotate_columns(
    int64_t context, int64_t a, int64_t galois_keys, int64_t *result, char *message);
AP_EXPORT int32_t ap_ciphertext_apply_galois(int64_t context, int64_t a, int32_t element,
    int64_t galois_keys, int64_t *result, char *message);
AP_EXPORT int32_t ap_ciphertext_mod_switch(
    int64_t context, int64_t a, int64_t *result, char *message);
AP_EXPORT int32_t ap_ciphertext_to_ntt(int64_t context, int64_t a, int64_t *result, char *message);
AP_EXPORT int32_t ap_ciphertext_from_ntt(
    int64_t context, int64_t a, int64_t *result, char *message);
AP_EXPORT int32_t ap_ciphertext_to_ntt_in_place(int64_t context, int64_t a, char *message);
AP_EXPORT int32_t ap_ciphertext_from_ntt_in_place(int64_t context, int64_t a, char *message);

// --- noise -------------------------------------------------------------------------------------

// c0 + c1*s + c2*s^2 + ..., int64_t[limbs][n] in coefficient form.
AP_EXPORT int32_t ap_ciphertext_phase(int64_t context, int64_t ciphertext, int64_t secret_key,
    int64_t length, int64_t *values, char *message);
// SEAL's invariant noise budget in bits.
AP_EXPORT int32_t ap_ciphertext_noise_budget(
    int64_t context, int64_t ciphertext, int64_t secret_key, int32_t *bits, char *message);

// --- benchmarks --------------------------------------------------------------------------------

// Operands of SEAL's own, so that an operation is timed without what crosses this boundary.
AP_EXPORT int32_t ap_probe_create(int64_t context, int64_t *probe, char *message);

// Runs one AP_PROBE_ operation: batch encoding or decoding of n slots. Not by two threads on one
// probe. Transforms are timed by ap_ntt_repeat.
AP_EXPORT int32_t ap_probe_run(int64_t probe, int32_t operation, char *message);

#ifdef __cplusplus
}
#endif
#endif
