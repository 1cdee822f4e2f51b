#include "instance.hpp"
#include "seal/util/ntt.h"
#include "seal/util/polyarithsmallmod.h"
#include <algorithm>

using namespace ap;

int32_t ap_ciphertext_phase(
    int64_t context, int64_t ciphertext, int64_t secret_key, int64_t length, int64_t *values, char *message)
{
    return guarded(message, [&] {
        const auto &owner = get<Context>(context);
        const auto &instance = *owner.instance;
        const auto &value = get<Ciphertext>(owner, ciphertext).value;
        const auto &secret = get<SecretKey>(owner, secret_key).key;
        const std::size_t n = instance.n();
        const std::size_t limbs = value.coeff_modulus_size();
        require_array(values, length, limbs * n, "the phase");
        std::vector<uint64_t> term(n);
        for (std::size_t limb = 0; limb < limbs; limb++)
        {
            const auto &q = instance.modulus(limb);
            const auto &tables = instance.ntt(limb);
            const uint64_t *s = secret.data().data() + limb * n;
            auto sum = reinterpret_cast<uint64_t *>(values) + limb * n;
            std::fill_n(sum, n, 0);
            // Horner's rule from the last polynomial down, in NTT form.
            for (std::size_t polynomial = value.size(); polynomial-- > 0;)
            {
                seal::util::dyadic_product_coeffmod(sum, s, n, q, sum);
                std::copy_n(value.data(polynomial) + limb * n, n, term.data());
                if (!value.is_ntt_form())
                {
                    seal::util::ntt_negacyclic_harvey(term.data(), tables);
                }
                seal::util::add_poly_coeffmod(sum, term.data(), n, q, sum);
            }
            seal::util::inverse_ntt_negacyclic_harvey(sum, tables);
        }
    });
}

int32_t ap_ciphertext_noise_budget(
    int64_t context, int64_t ciphertext, int64_t secret_key, int32_t *bits, char *message)
{
    return guarded(message, [&] {
        const auto &owner = get<Context>(context);
        const auto &value = get<Ciphertext>(owner, ciphertext).value;
        const auto &secret = get<SecretKey>(owner, secret_key);
        auto &result = out(bits);
        if (value.is_ntt_form())
        {
            seal::Ciphertext coefficients;
            owner.instance->evaluator.transform_from_ntt(value, coefficients);
            result = secret.decryptor.invariant_noise_budget(coefficients);
        }
        else
        {
            result = secret.decryptor.invariant_noise_budget(value);
        }
    });
}
