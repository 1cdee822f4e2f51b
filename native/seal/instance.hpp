// One BFV instance, shared by the handles of its context and of all objects made in it.
#pragma once

#include "guard.hpp"
#include "seal/seal.h"
#include <memory>
#include <optional>
#include <vector>

namespace ap
{
    struct Instance
    {
        Instance(int32_t poly_degree, int32_t limbs, const int64_t *data_primes, int64_t special_prime,
            int64_t plain_modulus);

        std::size_t n() const
        {
            return poly_degree_;
        }

        // Data primes.
        std::size_t limbs() const
        {
            return levels_.size();
        }

        // Data primes, and the special prime if keys are switched.
        std::size_t key_limbs() const
        {
            return levels_.size() + (switches_keys_ ? 1 : 0);
        }

        bool switches_keys() const
        {
            return switches_keys_;
        }

        // Whether SEAL has been given a special prime that nobody asked for (see instance.cpp).
        bool has_hidden_prime() const
        {
            return hidden_prime_;
        }

        // SEAL's name of the level with this many data primes.
        const seal::parms_id_type &level(int64_t limbs) const;

        // The level that public keys live on: that of q*P, or of q if P is hidden.
        const seal::parms_id_type &public_key_level() const
        {
            return hidden_prime_ ? context.first_parms_id() : context.key_parms_id();
        }

        const seal::Modulus &modulus(std::size_t limb) const
        {
            return context.key_context_data()->parms().coeff_modulus()[limb];
        }

        const seal::util::NTTTables &ntt(std::size_t limb) const
        {
            return context.key_context_data()->small_ntt_tables()[limb];
        }

        const seal::BatchEncoder &encoder() const;

        bool has_slots() const
        {
            return encoder_.has_value();
        }

        void require_key_switching() const;

        void require_galois_element(int64_t element) const;

        // Copies polynomials in, each value checked against the modulus of its limb.
        void copy_in(const int64_t *from, std::size_t polynomials, std::size_t limbs, uint64_t *to) const;

        seal::SEALContext context;
        seal::Evaluator evaluator;

    private:
        std::size_t poly_degree_;
        bool switches_keys_;
        bool hidden_prime_;
        std::optional<seal::BatchEncoder> encoder_;
        std::vector<seal::parms_id_type> levels_; // [i] has i + 1 data primes
    };

    enum class Kind : uint64_t
    {
        // Large odd constants, so that a stray number is hardly taken for a handle.
        context = 0x41500001a5c3e1b7,
        secret_key = 0x41500002a5c3e1b7,
        public_key = 0x41500003a5c3e1b7,
        relin_key = 0x41500004a5c3e1b7,
        galois_keys = 0x41500005a5c3e1b7,
        plaintext = 0x41500006a5c3e1b7,
        ciphertext = 0x41500007a5c3e1b7,
        probe = 0x41500008a5c3e1b7
    };

    // What a handle points to.
    struct Object
    {
        Object(Kind kind, std::shared_ptr<const Instance> instance) : kind(kind), instance(std::move(instance))
        {}
        Object(const Object &) = delete;
        Object &operator=(const Object &) = delete;
        virtual ~Object()
        {
            kind = static_cast<Kind>(0);
        }

        volatile Kind kind;
        const std::shared_ptr<const Instance> instance;
    };

    struct Context final : Object
    {
        static constexpr Kind KIND = Kind::context;
        static constexpr const char *NAME = "context";
        explicit Context(std::shared_ptr<const Instance> instance) : Object(KIND, std::move(instance))
        {}
    };

    struct SecretKey final : Object
    {
        static constexpr Kind KIND = Kind::secret_key;
        static constexpr const char *NAME = "secret key";
        SecretKey(std::shared_ptr<const Instance> instance, seal::SecretKey key);

        seal::SecretKey key;
        seal::Encryptor encryptor;
        // Caches powers of the key behind a lock of its own.
        mutable seal::Decryptor decryptor;
    };

    struct PublicKey final : Object
    {
        static constexpr Kind KIND = Kind::public_key;
        static constexpr const char *NAME = "public key";
        PublicKey(std::shared_ptr<const Instance> instance, seal::PublicKey key);

        seal::PublicKey key;
        std::optional<seal::Encryptor> encryptor; // none with a hidden prime
    };

    struct RelinKey final : Object
    {
        static constexpr Kind KIND = Kind::relin_key;
        static constexpr const char *NAME = "relinearisation key";
        RelinKey(std::shared_ptr<const Instance> instance, seal::RelinKeys keys)
            : Object(KIND, std::move(instance)), keys(std::move(keys))
        {}

        seal::RelinKeys keys;
    };

    struct GaloisKeys final : Object
    {
        static constexpr Kind KIND = Kind::galois_keys;
        static constexpr const char *NAME = "Galois key set";
        GaloisKeys(std::shared_ptr<const Instance> instance, seal::GaloisKeys keys)
            : Object(KIND, std::move(instance)), keys(std::move(keys))
        {}

        seal::GaloisKeys keys;
    };

    struct Plaintext final : Object
    {
        static constexpr Kind KIND = Kind::plaintext;
        static constexpr const char *NAME = "plaintext";
        explicit Plaintext(std::shared_ptr<const Instance> instance) : Object(KIND, std::move(instance))
        {}

        seal::Plaintext value;
    };

    struct Ciphertext final : Object
    {
        static constexpr Kind KIND = Kind::ciphertext;
        static constexpr const char *NAME = "ciphertext";
        explicit Ciphertext(std::shared_ptr<const Instance> instance) : Object(KIND, std::move(instance))
        {}

        seal::Ciphertext value;
    };

    // The object behind a handle, if it is of the right kind.
    template <typename T>
    T &get(int64_t handle)
    {
        auto object = reinterpret_cast<Object *>(static_cast<std::intptr_t>(handle));
        require(object != nullptr && object->kind == T::KIND, std::string("the handle is no ") + T::NAME);
        return *static_cast<T *>(object);
    }

    // ... and if it belongs to the context.
    template <typename T>
    T &get(const Context &context, int64_t handle)
    {
        T &object = get<T>(handle);
        require(object.instance == context.instance, std::string("the ") + T::NAME + " belongs to another context: export it there and import it here");
        return object;
    }

    template <typename T>
    int64_t give(std::unique_ptr<T> object)
    {
        return static_cast<int64_t>(reinterpret_cast<std::intptr_t>(static_cast<Object *>(object.release())));
    }
} // namespace ap
