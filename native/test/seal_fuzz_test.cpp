// Calls of the C ABI with any living handles, any numbers, and arrays of any length and content:
// each works or says in one line why not. seal_fuzz_test [CALLS [SEED]]
#include "autoprivacy_seal.h"
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <random>
#include <vector>

namespace
{
    constexpr int32_t N = 1024;
    constexpr int64_t PRIMES[] = {1099511592961, 1099511590913}; // 40 bits, 1 modulo 2048
    constexpr int64_t SPECIAL = 1099511560193;
    constexpr int64_t T = 12289;
    constexpr std::size_t KEPT = 40;

    std::mt19937_64 generator;
    std::vector<int64_t> handles;
    long worked = 0;
    long refused = 0;

    uint64_t below(uint64_t bound)
    {
        return generator() % bound;
    }

    int32_t any_int()
    {
        const int32_t edges[] = {0, 1, -1, 2, 3, 9, N, 2 * N - 1, 2 * N, INT32_MIN, INT32_MAX};
        return below(4) == 0 ? static_cast<int32_t>(generator()) : edges[below(11)];
    }

    int32_t any_limbs()
    {
        return below(3) == 0 ? any_int() : static_cast<int32_t>(1 + below(2));
    }

    int64_t any_handle()
    {
        return handles[below(handles.size())];
    }

    // Mostly a context, or few calls would get any further: the first and the fourth handle are.
    int64_t any_context()
    {
        return below(8) == 0 ? any_handle() : handles[below(handles.size() < 4 ? 1 : 2) * 3];
    }

    // An array whose length is what the call says; now and then there is none.
    struct Numbers
    {
        explicit Numbers(std::size_t fitting)
        {
            const std::size_t lengths[] = {0, 1, N - 1, N, N + 1, 2 * N, 4 * N, 12 * N};
            values.resize(below(4) == 0 ? lengths[below(8)] : fitting);
            const uint64_t bound = below(2) == 0 ? 2 : T;
            for (auto &value : values)
            {
                value = static_cast<int64_t>(below(bound));
            }
            if (!values.empty() && below(4) == 0)
            {
                const int64_t edges[] = {-1, INT64_MIN, INT64_MAX, T, 1LL << 41, 1LL << 62};
                values[below(values.size())] = edges[below(6)];
            }
        }
        int64_t length() const
        {
            return static_cast<int64_t>(values.size());
        }
        int64_t *data()
        {
            return below(64) == 0 ? nullptr : values.data();
        }

        std::vector<int64_t> values;
    };

    void keep(int64_t handle)
    {
        if (handles.size() < KEPT)
        {
            handles.push_back(handle);
            return;
        }
        auto &old = handles[8 + below(KEPT - 8)];
        if (ap_object_destroy(old, nullptr) != AP_OK)
        {
            std::abort();
        }
        old = handle;
    }

    int32_t call(uint64_t what, char *message, int64_t *made)
    {
        const int64_t c = any_context(), a = any_handle(), b = any_handle();
        const std::size_t fitting = (1 + below(3)) * (1 + below(3)) * N;
        Numbers numbers(below(2) == 0 ? N : fitting);
        int64_t *data = numbers.data();
        const int64_t length = data ? numbers.length() : static_cast<int64_t>(below(3));
        int32_t ints[4] = {any_int(), any_int(), 3, 9};
        switch (what)
        {
        case 0: return ap_secret_key_create(c, made, message);
        case 1: return ap_secret_key_export(c, a, length, data, message);
        case 2: return ap_secret_key_import(c, length, data, made, message);
        case 3: return ap_public_key_create(c, a, made, message);
        case 4: return ap_public_key_export(c, a, length, data, message);
        case 5: return ap_public_key_import(c, length, data, made, message);
        case 6: return ap_relin_key_create(c, a, made, message);
        case 7: return ap_relin_key_export(c, a, length, data, message);
        case 8: return ap_relin_key_import(c, length, data, made, message);
        case 9: return ap_galois_keys_create(c, a, static_cast<int32_t>(below(5)), ints, made, message);
        case 10: return ap_galois_keys_empty(c, made, message);
        case 11: return ap_galois_keys_elements(c, a, static_cast<int32_t>(below(5)), ints, ints, message);
        case 12: return ap_galois_keys_export(c, a, any_int(), length, data, message);
        case 13: return ap_galois_keys_import(c, a, any_int(), length, data, message);
        case 14: return ap_plaintext_create(c, length, data, made, message);
        case 15: return ap_plaintext_encode(c, length, data, made, message);
        case 16: return ap_plaintext_decode(c, a, length, data, message);
        case 17: return ap_plaintext_ntt_limbs(c, a, ints, message);
        case 18: return ap_plaintext_to_ntt(c, a, any_limbs(), made, message);
        case 19: return ap_plaintext_export(c, a, length, data, message);
        case 20: return ap_plaintext_import_ntt(c, any_limbs(), length, data, made, message);
        case 21: return ap_ciphertext_encrypt_symmetric(c, a, b, made, message);
        case 22:
            return below(2) ? ap_ciphertext_encrypt_public(c, a, b, made, message)
                            : ap_ciphertext_encrypt_seeded(c, a, b, length, data, data, message);
        case 23: return ap_ciphertext_decrypt(c, a, b, made, message);
        case 24: return ap_ciphertext_shape(c, a, ints, message);
        case 25: return ap_ciphertext_export(c, a, length, data, message);
        case 26:
            return ap_ciphertext_import(c, below(4) ? static_cast<int32_t>(2 + below(2)) : any_int(), any_limbs(),
                static_cast<int32_t>(below(3)), length, data, made, message);
        case 27: return ap_ciphertext_add(c, a, b, made, message);
        case 28: return ap_ciphertext_add_in_place(c, a, b, message);
        case 29: return ap_ciphertext_subtract(c, a, b, made, message);
        case 30: return ap_ciphertext_add_plain(c, a, b, made, message);
        case 31: return ap_ciphertext_subtract_plain(c, a, b, made, message);
        case 32: return ap_ciphertext_multiply_plain(c, a, b, made, message);
        case 33: return ap_ciphertext_multiply(c, a, b, made, message);
        case 34: return ap_ciphertext_relinearize(c, a, b, made, message);
        case 35: return ap_ciphertext_rotate_rows(c, a, any_int(), b, made, message);
        case 36: return ap_ciphertext_rotate_columns(c, a, b, made, message);
        case 37: return ap_ciphertext_apply_galois(c, a, any_int(), b, made, message);
        case 38: return ap_ciphertext_mod_switch(c, a, made, message);
        case 39: return ap_ciphertext_to_ntt(c, a, made, message);
        case 40: return ap_ciphertext_from_ntt(c, a, made, message);
        case 41: return ap_ciphertext_to_ntt_in_place(c, a, message);
        case 42: return ap_ciphertext_from_ntt_in_place(c, a, message);
        case 43: return ap_ciphertext_phase(c, a, b, length, data, message);
        case 44: return ap_ciphertext_noise_budget(c, a, b, ints, message);
        case 45: return ap_ntt_forward(c, any_limbs(), length, data, message);
        case 46: return ap_ntt_inverse(c, any_limbs(), length, data, message);
        case 47: return ap_context_galois_element(c, any_int(), ints, message);
        case 48: return ap_probe_create(c, made, message);
        default: return ap_probe_run(a, any_int(), message);
        }
    }
} // namespace

int main(int count, char **arguments)
{
    const long calls = count > 1 ? std::atol(arguments[1]) : 20000;
    generator.seed(count > 2 ? std::strtoull(arguments[2], nullptr, 10) : 1);
    char message[AP_MESSAGE_BYTES];
    int64_t made = 0;
    // Two contexts and the keys of each stay; everything else comes and goes.
    for (int64_t special : {SPECIAL, int64_t(0)})
    {
        int64_t context = 0;
        if (ap_context_create(N, 2, PRIMES, special, T, &context, message) != AP_OK)
        {
            std::fprintf(stderr, "no context: %s\n", message);
            return 1;
        }
        handles.push_back(context);
        for (uint64_t what : {0, 14})
        {
            const auto before = handles.size();
            while (handles.size() == before)
            {
                made = 0;
                if (call(what, message, &made) == AP_OK)
                {
                    handles.push_back(made);
                }
            }
        }
    }
    for (long i = 0; i < calls; i++)
    {
        made = 0;
        std::memset(message, 0, sizeof message);
        const int32_t status = call(below(50), message, &made);
        if (status == AP_OK)
        {
            worked++;
            if (made != 0)
            {
                keep(made);
            }
        }
        else if ((status != AP_BAD_ARGUMENT && status != AP_WRONG_STATE) || message[0] == '\0' || made != 0 ||
                 std::strchr(message, '\n'))
        {
            std::fprintf(stderr, "call %ld: status %d, %s\n", i, status, message);
            return 1;
        }
        else
        {
            refused++;
        }
    }
    for (int64_t handle : handles)
    {
        ap_object_destroy(handle, message);
    }
    std::printf("%ld calls worked, %ld were refused\n", worked, refused);
    return worked > calls / 100 ? 0 : 1;
}
