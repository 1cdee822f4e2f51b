#include "instance.hpp"
#include "seal/util/common.h"
#include "seal/util/ntt.h"
#include "seal/util/rlwe.h"
#include <algorithm>

using namespace ap;

namespace ap
{
    SecretKey::SecretKey(std::shared_ptr<const Instance> instance, seal::SecretKey secret)
        : Object(KIND, std::move(instance)), key(std::move(secret)), encryptor(this->instance->context, key),
          decryptor(this->instance->context, key)
    {}

    PublicKey::PublicKey(std::shared_ptr<const Instance> instance, seal::PublicKey published)
        : Object(KIND, std::move(instance)), key(std::move(published))
    {
        if (!this->instance->has_hidden_prime())
        {
            encryptor.emplace(this->instance->context, key);
        }
    }
} // namespace ap

namespace
{
    // Polynomials of a key as SEAL holds them: size 2, NTT form, modulo the primes of the level.
    void read_pair(const Instance &instance, const int64_t *values, const seal::parms_id_type &level,
        std::size_t limbs, seal::PublicKey &key)
    {
        auto &pair = key.data();
        pair.resize(instance.context, level, 2);
        pair.is_ntt_form() = true;
        instance.copy_in(values, 2, limbs, pair.data());
    }

    std::size_t pair_length(const Instance &instance)
    {
        return 2 * instance.key_limbs() * instance.n();
    }

    std::size_t switching_key_length(const Instance &instance)
    {
        return instance.limbs() * pair_length(instance);
    }

    void write_switching_key(
        const Instance &instance, const std::vector<seal::PublicKey> &digits, int64_t *values)
    {
        for (const auto &digit : digits)
        {
            const uint64_t *data = digit.data().data();
            values = std::copy(data, data + pair_length(instance), values);
        }
    }

    std::vector<seal::PublicKey> read_switching_key(const Instance &instance, const int64_t *values)
    {
        std::vector<seal::PublicKey> digits(instance.limbs());
        for (auto &digit : digits)
        {
            read_pair(instance, values, instance.context.key_parms_id(), instance.key_limbs(), digit);
            values += pair_length(instance);
        }
        return digits;
    }

    seal::SecretKey read_secret_key(const Instance &instance, const int64_t *ternary)
    {
        const auto &data = *instance.context.key_context_data();
        const std::size_t n = instance.n();
        const std::size_t limbs = data.parms().coeff_modulus().size();
        seal::SecretKey key;
        key.data().resize(n * limbs);
        for (std::size_t limb = 0; limb < limbs; limb++)
        {
            uint64_t *values = key.data().data() + limb * n;
            const uint64_t minus_one = instance.modulus(limb).value() - 1;
            for (std::size_t i = 0; i < n; i++)
            {
                require(ternary[i] >= -1 && ternary[i] <= 1, "a coefficient of the secret key is not -1, 0 or 1");
                values[i] = ternary[i] < 0 ? minus_one : static_cast<uint64_t>(ternary[i]);
            }
            seal::util::ntt_negacyclic_harvey(values, instance.ntt(limb));
        }
        key.parms_id() = data.parms_id();
        return key;
    }
} // namespace

int32_t ap_secret_key_create(int64_t context, int64_t *key, char *message)
{
    return guarded(message, [&] {
        auto &result = out(key);
        const auto &instance = get<Context>(context).instance;
        seal::KeyGenerator generator(instance->context);
        result = give(std::make_unique<SecretKey>(instance, generator.secret_key()));
    });
}

int32_t ap_secret_key_export(int64_t context, int64_t key, int64_t length, int64_t *ternary, char *message)
{
    return guarded(message, [&] {
        const auto &owner = get<Context>(context);
        const auto &instance = *owner.instance;
        const auto &secret = get<SecretKey>(owner, key);
        const std::size_t n = instance.n();
        require_array(ternary, length, n, "a secret key");
        // The scratch memory of secrets comes from a pool that wipes it.
        auto pool = seal::MemoryManager::GetPool(seal::mm_prof_opt::mm_force_new, true);
        auto scratch = seal::util::allocate_uint(n, pool);
        std::copy_n(secret.key.data().data(), n, scratch.get());
        seal::util::inverse_ntt_negacyclic_harvey(scratch.get(), instance.ntt(0));
        const uint64_t q = instance.modulus(0).value();
        for (std::size_t i = 0; i < n; i++)
        {
            ternary[i] = scratch[i] > 1 ? static_cast<int64_t>(scratch[i]) - static_cast<int64_t>(q)
                                        : static_cast<int64_t>(scratch[i]);
        }
    });
}

int32_t ap_secret_key_import(
    int64_t context, int64_t length, const int64_t *ternary, int64_t *key, char *message)
{
    return guarded(message, [&] {
        auto &result = out(key);
        const auto &instance = get<Context>(context).instance;
        require_array(ternary, length, instance->n(), "a secret key");
        result = give(std::make_unique<SecretKey>(instance, read_secret_key(*instance, ternary)));
    });
}

int32_t ap_public_key_create(int64_t context, int64_t secret_key, int64_t *key, char *message)
{
    return guarded(message, [&] {
        auto &result = out(key);
        const auto &owner = get<Context>(context);
        const auto &instance = owner.instance;
        const auto &secret = get<SecretKey>(owner, secret_key);
        // Not the KeyGenerator: with a hidden prime its key would be modulo q times that prime.
        seal::PublicKey published;
        seal::util::encrypt_zero_symmetric(
            secret.key, instance->context, instance->public_key_level(), true, false, published.data());
        result = give(std::make_unique<PublicKey>(instance, std::move(published)));
    });
}

int32_t ap_public_key_export(int64_t context, int64_t key, int64_t length, int64_t *values, char *message)
{
    return guarded(message, [&] {
        const auto &owner = get<Context>(context);
        const auto &published = get<PublicKey>(owner, key);
        const std::size_t count = pair_length(*owner.instance);
        require_array(values, length, count, "a public key");
        std::copy_n(published.key.data().data(), count, values);
    });
}

int32_t ap_public_key_import(
    int64_t context, int64_t length, const int64_t *values, int64_t *key, char *message)
{
    return guarded(message, [&] {
        auto &result = out(key);
        const auto &instance = get<Context>(context).instance;
        require_array(values, length, pair_length(*instance), "a public key");
        seal::PublicKey published;
        read_pair(*instance, values, instance->public_key_level(), instance->key_limbs(), published);
        require(!published.data().is_transparent(), "the second polynomial of the public key is zero");
        result = give(std::make_unique<PublicKey>(instance, std::move(published)));
    });
}

int32_t ap_relin_key_create(int64_t context, int64_t secret_key, int64_t *key, char *message)
{
    return guarded(message, [&] {
        auto &result = out(key);
        const auto &owner = get<Context>(context);
        owner.instance->require_key_switching();
        seal::KeyGenerator generator(owner.instance->context, get<SecretKey>(owner, secret_key).key);
        seal::RelinKeys keys;
        generator.create_relin_keys(keys);
        result = give(std::make_unique<RelinKey>(owner.instance, std::move(keys)));
    });
}

int32_t ap_relin_key_export(int64_t context, int64_t key, int64_t length, int64_t *values, char *message)
{
    return guarded(message, [&] {
        const auto &owner = get<Context>(context);
        const auto &relin = get<RelinKey>(owner, key);
        require_array(values, length, switching_key_length(*owner.instance), "a relinearisation key");
        write_switching_key(*owner.instance, relin.keys.data()[0], values);
    });
}

int32_t ap_relin_key_import(
    int64_t context, int64_t length, const int64_t *values, int64_t *key, char *message)
{
    return guarded(message, [&] {
        auto &result = out(key);
        const auto &instance = get<Context>(context).instance;
        instance->require_key_switching();
        require_array(values, length, switching_key_length(*instance), "a relinearisation key");
        seal::RelinKeys keys;
        keys.data().push_back(read_switching_key(*instance, values));
        keys.parms_id() = instance->context.key_parms_id();
        result = give(std::make_unique<RelinKey>(instance, std::move(keys)));
    });
}

int32_t ap_galois_keys_create(int64_t context, int64_t secret_key, int32_t count, const int32_t *elements,
    int64_t *keys, char *message)
{
    return guarded(message, [&] {
        auto &result = out(keys);
        const auto &owner = get<Context>(context);
        owner.instance->require_key_switching();
        const auto &secret = get<SecretKey>(owner, secret_key);
        require(count >= 0 && (count == 0 || elements != nullptr), "the array of Galois elements is null");
        std::vector<uint32_t> wanted;
        for (int32_t i = 0; i < count; i++)
        {
            owner.instance->require_galois_element(elements[i]);
            wanted.push_back(static_cast<uint32_t>(elements[i]));
        }
        seal::KeyGenerator generator(owner.instance->context, secret.key);
        seal::GaloisKeys made;
        generator.create_galois_keys(wanted, made);
        result = give(std::make_unique<GaloisKeys>(owner.instance, std::move(made)));
    });
}

int32_t ap_galois_keys_empty(int64_t context, int64_t *keys, char *message)
{
    return guarded(message, [&] {
        auto &result = out(keys);
        const auto &instance = get<Context>(context).instance;
        instance->require_key_switching();
        seal::GaloisKeys empty;
        empty.data().resize(instance->n());
        empty.parms_id() = instance->context.key_parms_id();
        result = give(std::make_unique<GaloisKeys>(instance, std::move(empty)));
    });
}

int32_t ap_galois_keys_elements(
    int64_t context, int64_t keys, int32_t capacity, int32_t *elements, int32_t *count, char *message)
{
    return guarded(message, [&] {
        const auto &set = get<GaloisKeys>(get<Context>(context), keys);
        require(capacity >= 0 && (capacity == 0 || elements != nullptr), "the array of Galois elements is null");
        int32_t found = 0;
        const auto &data = set.keys.data();
        for (std::size_t i = 0; i < data.size(); i++)
        {
            if (!data[i].empty())
            {
                if (found < capacity)
                {
                    elements[found] = static_cast<int32_t>(2 * i + 1);
                }
                found++;
            }
        }
        out(count) = found;
    });
}

int32_t ap_galois_keys_export(
    int64_t context, int64_t keys, int32_t element, int64_t length, int64_t *values, char *message)
{
    return guarded(message, [&] {
        const auto &owner = get<Context>(context);
        const auto &set = get<GaloisKeys>(owner, keys);
        owner.instance->require_galois_element(element);
        require(set.keys.has_key(static_cast<uint32_t>(element)),
            "there is no key for the Galois element " + std::to_string(element) + ": make one for it");
        require_array(values, length, switching_key_length(*owner.instance), "a Galois key");
        write_switching_key(*owner.instance, set.keys.key(static_cast<uint32_t>(element)), values);
    });
}

int32_t ap_galois_keys_import(
    int64_t context, int64_t keys, int32_t element, int64_t length, const int64_t *values, char *message)
{
    return guarded(message, [&] {
        const auto &owner = get<Context>(context);
        auto &set = get<GaloisKeys>(owner, keys);
        owner.instance->require_galois_element(element);
        require_array(values, length, switching_key_length(*owner.instance), "a Galois key");
        set.keys.data()[seal::GaloisKeys::get_index(static_cast<uint32_t>(element))] =
            read_switching_key(*owner.instance, values);
    });
}
