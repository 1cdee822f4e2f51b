#include "instance.hpp"
#include "seal/util/ntt.h"
#include "seal/util/polyarithsmallmod.h"
#include "seal/util/rlwe.h"
#include "seal/util/scalingvariant.h"
#include <algorithm>

using namespace ap;

int32_t ap_ciphertext_encrypt_symmetric(
    int64_t context, int64_t plaintext, int64_t secret_key, int64_t *result, char *message)
{
    return guarded(message, [&] {
        auto &handle = out(result);
        const auto &owner = get<Context>(context);
        const auto &value = get<Plaintext>(owner, plaintext).value;
        const auto &secret = get<SecretKey>(owner, secret_key);
        require(!value.is_ntt_form(), "a plaintext in NTT form cannot be encrypted");
        auto made = std::make_unique<Ciphertext>(owner.instance);
        secret.encryptor.encrypt_symmetric(value, made->value);
        handle = give(std::move(made));
    });
}

int32_t ap_ciphertext_encrypt_seeded(int64_t context, int64_t plaintext, int64_t secret_key, int64_t length,
    const int64_t *second, int64_t *first, char *message)
{
    return guarded(message, [&] {
        const auto &owner = get<Context>(context);
        const auto &instance = *owner.instance;
        const auto &value = get<Plaintext>(owner, plaintext).value;
        const auto &secret = get<SecretKey>(owner, secret_key).key;
        const std::size_t n = instance.n();
        const std::size_t limbs = instance.limbs();
        require(!value.is_ntt_form(), "a plaintext in NTT form cannot be encrypted");
        require_array(second, length, limbs * n, "the second polynomial");
        require_array(first, length, limbs * n, "the first polynomial");
        std::vector<uint64_t> product(limbs * n);
        instance.copy_in(second, 1, limbs, product.data());
        const auto &data = *instance.context.first_context_data();
        auto sum = reinterpret_cast<uint64_t *>(first);
        // As SEAL's encrypt_zero_symmetric: -(a*s + e), with an error of its own sampler.
        seal::util::SEAL_NOISE_SAMPLER(data.parms().random_generator()->create(), data.parms(), sum);
        for (std::size_t limb = 0; limb < limbs; limb++)
        {
            const auto &q = instance.modulus(limb);
            const auto &tables = instance.ntt(limb);
            uint64_t *term = product.data() + limb * n;
            uint64_t *to = sum + limb * n;
            seal::util::ntt_negacyclic_harvey(term, tables);
            seal::util::dyadic_product_coeffmod(term, secret.data().data() + limb * n, n, q, term);
            seal::util::inverse_ntt_negacyclic_harvey(term, tables);
            seal::util::add_poly_coeffmod(to, term, n, q, to);
            seal::util::negate_poly_coeffmod(to, n, q, to);
        }
        seal::util::seal_memzero(product.data(), product.size() * sizeof(uint64_t));
        seal::util::multiply_add_plain_with_scaling_variant(value, data, seal::util::RNSIter(sum, n));
    });
}

int32_t ap_ciphertext_encrypt_public(
    int64_t context, int64_t plaintext, int64_t public_key, int64_t *result, char *message)
{
    return guarded(message, [&] {
        auto &handle = out(result);
        const auto &owner = get<Context>(context);
        const auto &instance = *owner.instance;
        const auto &value = get<Plaintext>(owner, plaintext).value;
        const auto &published = get<PublicKey>(owner, public_key);
        require(!value.is_ntt_form(), "a plaintext in NTT form cannot be encrypted");
        auto made = std::make_unique<Ciphertext>(owner.instance);
        if (published.encryptor)
        {
            published.encryptor->encrypt(value, made->value);
        }
        else
        {
            seal::util::encrypt_zero_asymmetric(
                published.key, instance.context, instance.context.first_parms_id(), false, made->value);
            instance.evaluator.add_plain_inplace(made->value, value);
        }
        handle = give(std::move(made));
    });
}

int32_t ap_ciphertext_decrypt(
    int64_t context, int64_t ciphertext, int64_t secret_key, int64_t *plaintext, char *message)
{
    return guarded(message, [&] {
        auto &handle = out(plaintext);
        const auto &owner = get<Context>(context);
        const auto &value = get<Ciphertext>(owner, ciphertext).value;
        const auto &secret = get<SecretKey>(owner, secret_key);
        require(!value.is_ntt_form(), "a ciphertext in NTT form cannot be decrypted: leave NTT form first");
        auto made = std::make_unique<Plaintext>(owner.instance);
        secret.decryptor.decrypt(value, made->value);
        handle = give(std::move(made));
    });
}

int32_t ap_ciphertext_shape(int64_t context, int64_t ciphertext, int32_t *shape, char *message)
{
    return guarded(message, [&] {
        const auto &value = get<Ciphertext>(get<Context>(context), ciphertext).value;
        require(shape != nullptr, "an output pointer is null");
        shape[0] = static_cast<int32_t>(value.size());
        shape[1] = static_cast<int32_t>(value.coeff_modulus_size());
        shape[2] = value.is_ntt_form() ? 1 : 0;
    });
}

int32_t ap_ciphertext_export(
    int64_t context, int64_t ciphertext, int64_t length, int64_t *values, char *message)
{
    return guarded(message, [&] {
        const auto &owner = get<Context>(context);
        const auto &value = get<Ciphertext>(owner, ciphertext).value;
        const std::size_t count = value.size() * value.coeff_modulus_size() * owner.instance->n();
        require_array(values, length, count, "this ciphertext");
        std::copy_n(value.data(), count, values);
    });
}

int32_t ap_ciphertext_import(int64_t context, int32_t size, int32_t limbs, int32_t ntt, int64_t length,
    const int64_t *values, int64_t *ciphertext, char *message)
{
    return guarded(message, [&] {
        auto &result = out(ciphertext);
        const auto &owner = get<Context>(context);
        const auto &instance = *owner.instance;
        require(size == 2 || size == 3, "a ciphertext has 2 or 3 polynomials, got " + std::to_string(size));
        require(ntt == 0 || ntt == 1, "the form of a ciphertext is 0 (coefficients) or 1 (NTT)");
        const auto &level = instance.level(limbs);
        const auto polynomials = static_cast<std::size_t>(size);
        const auto primes = static_cast<std::size_t>(limbs);
        require_array(values, length, polynomials * primes * instance.n(), "a ciphertext of this shape");
        auto made = std::make_unique<Ciphertext>(owner.instance);
        made->value.resize(instance.context, level, polynomials);
        made->value.is_ntt_form() = ntt != 0;
        instance.copy_in(values, polynomials, primes, made->value.data());
        require(!made->value.is_transparent(),
            "the ciphertext is transparent (readable without a key): all but its first polynomial are zero");
        result = give(std::move(made));
    });
}
