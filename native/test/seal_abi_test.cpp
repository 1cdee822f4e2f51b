// The C ABI from the side of a C caller: it knows the header alone, not SEAL.
#include "autoprivacy_seal.h"
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

namespace
{
    constexpr int32_t N = 4096;
    constexpr int64_t PRIMES[] = {68719403009, 68719230977}; // 36 bits, 1 modulo 8192
    constexpr int64_t SPECIAL = 137438822401;                // 37 bits
    constexpr int64_t T = 65537;

    char message[AP_MESSAGE_BYTES];

    void check(bool condition, const char *what, int line)
    {
        if (!condition)
        {
            std::fprintf(stderr, "line %d: %s (message: %s)\n", line, what, message);
            std::exit(1);
        }
    }

#define CHECK(condition) check((condition), #condition, __LINE__)
#define OK(call) check((call) == AP_OK, #call, __LINE__)
#define REFUSED(call, word)                                                            \
    do                                                                                 \
    {                                                                                  \
        std::memset(message, 0, sizeof message);                                       \
        check((call) == AP_BAD_ARGUMENT, #call " is refused", __LINE__);               \
        check(std::strstr(message, (word)) != nullptr, "the message names " word, __LINE__); \
    } while (false)

    void library()
    {
        int32_t version = 0;
        OK(ap_abi_version(&version, message));
        CHECK(version == AP_ABI_VERSION);
        char text[AP_MESSAGE_BYTES];
        OK(ap_library_describe(sizeof text, text, message));
        CHECK(std::strncmp(text, "4.", 2) == 0);
        REFUSED(ap_library_describe(0, text, message), "buffer");
        REFUSED(ap_object_destroy(0, message), "null");
    }

    void refusals()
    {
        int64_t context = 0;
        REFUSED(ap_context_create(1000, 1, PRIMES, 0, T, &context, message), "power of two");
        REFUSED(ap_context_create(N, 0, PRIMES, 0, T, &context, message), "data primes");
        const int64_t bad = 1000003;
        REFUSED(ap_context_create(N, 1, &bad, 0, T, &context, message), "1 modulo 2n");
        REFUSED(ap_context_create(N, 1, PRIMES, 0, PRIMES[1], nullptr, message), "null");
        const int64_t small = 40961; // 1 modulo 8192, and smaller than T
        REFUSED(ap_context_create(N, 1, &small, 0, T, &context, message), "SEAL refuses");
        REFUSED(ap_context_create(N, 2, PRIMES, PRIMES[0], T, &context, message), "SEAL refuses");
        CHECK(context == 0);
        CHECK(ap_context_create(N, 1, &bad, 0, T, &context, nullptr) == AP_BAD_ARGUMENT);
    }

    // Without special prime SEAL gets one of ours; it must not meet t, whatever t is.
    void hidden_prime()
    {
        for (int64_t t : {int64_t(40961), int64_t(2) * 40961, int64_t(65537), int64_t(1) << 20})
        {
            int64_t context;
            OK(ap_context_create(N, 2, PRIMES, 0, t, &context, message));
            OK(ap_object_destroy(context, message));
        }
    }

    void round_trip(int64_t special)
    {
        int64_t context, key, published, plain, symmetric, asymmetric, sum, decrypted;
        OK(ap_context_create(N, 2, PRIMES, special, T, &context, message));
        OK(ap_secret_key_create(context, &key, message));
        OK(ap_public_key_create(context, key, &published, message));
        std::vector<int64_t> slots(N), read(N), ternary(N);
        for (int32_t i = 0; i < N; i++)
        {
            slots[i] = (7919LL * i) % T;
        }
        OK(ap_plaintext_encode(context, N, slots.data(), &plain, message));
        OK(ap_ciphertext_encrypt_symmetric(context, plain, key, &symmetric, message));
        OK(ap_ciphertext_encrypt_public(context, plain, published, &asymmetric, message));
        OK(ap_ciphertext_add(context, symmetric, asymmetric, &sum, message));
        OK(ap_ciphertext_decrypt(context, sum, key, &decrypted, message));
        OK(ap_plaintext_decode(context, decrypted, N, read.data(), message));
        for (int32_t i = 0; i < N; i++)
        {
            CHECK(read[i] == 2 * slots[i] % T);
        }
        OK(ap_secret_key_export(context, key, N, ternary.data(), message));
        CHECK(std::all_of(ternary.begin(), ternary.end(), [](int64_t c) { return c >= -1 && c <= 1; }));
        CHECK(std::count(ternary.begin(), ternary.end(), 0) < N / 2);

        slots[5] = T;
        REFUSED(ap_plaintext_encode(context, N, slots.data(), &plain, message), "value 5");
        REFUSED(ap_plaintext_decode(context, decrypted, N - 1, read.data(), message), "4096");
        REFUSED(ap_ciphertext_add(context, symmetric, plain, &sum, message), "no ciphertext");
        REFUSED(ap_ciphertext_subtract(context, symmetric, symmetric, &sum, message), "transparent");
        int64_t other;
        OK(ap_context_create(N, 2, PRIMES, special, T, &other, message));
        REFUSED(ap_ciphertext_decrypt(other, symmetric, key, &decrypted, message), "another context");
        int64_t relin;
        if (special == 0)
        {
            REFUSED(ap_relin_key_create(context, key, &relin, message), "special prime");
        }
        // Objects outlive their context, and go in any order.
        for (int64_t object : {context, other, key, published, plain, symmetric, asymmetric, sum, decrypted})
        {
            OK(ap_object_destroy(object, message));
        }
    }
} // namespace

int main()
{
    library();
    refusals();
    hidden_prime();
    round_trip(SPECIAL);
    round_trip(0);
    std::puts("ok");
    return 0;
}
