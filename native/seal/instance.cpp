#include "instance.hpp"
#include "seal/util/galois.h"
#include <algorithm>

namespace ap
{
    namespace
    {
        // SEAL takes the last of several primes for key switching and leaves it out of q. Where the
        // caller has several data primes and no special one, SEAL gets the least prime that fits
        // (coprime to t, as SEAL wants it), which no key or ciphertext of ours is ever made with.
        uint64_t hidden_prime(uint64_t n, int32_t limbs, const int64_t *data_primes, int64_t plain_modulus)
        {
            uint64_t candidate = 2 * n + 1;
            while (!seal::Modulus(candidate).is_prime() || plain_modulus % static_cast<int64_t>(candidate) == 0 ||
                   std::find(data_primes, data_primes + limbs, static_cast<int64_t>(candidate)) != data_primes + limbs)
            {
                candidate += 2 * n;
            }
            return candidate;
        }

        seal::EncryptionParameters parameters(int32_t poly_degree, int32_t limbs, const int64_t *data_primes,
            int64_t special_prime, int64_t plain_modulus)
        {
            require(poly_degree >= 2 && poly_degree <= 131072 && (poly_degree & (poly_degree - 1)) == 0,
                "the poly degree must be a power of two in [2, 131072], got " + std::to_string(poly_degree));
            require(limbs >= 1 && limbs <= 62, "between 1 and 62 data primes are needed, got " + std::to_string(limbs));
            require(data_primes != nullptr, "the array of data primes is null");
            std::vector<seal::Modulus> moduli;
            auto add = [&](int64_t prime) {
                require(prime > 2 && prime < (int64_t(1) << 60) && prime % (2 * int64_t(poly_degree)) == 1 &&
                            seal::Modulus(static_cast<uint64_t>(prime)).is_prime(),
                    std::to_string(prime) + " is no prime below 2^60 that is 1 modulo 2n = " +
                        std::to_string(2 * int64_t(poly_degree)));
                moduli.emplace_back(static_cast<uint64_t>(prime));
            };
            std::for_each(data_primes, data_primes + limbs, add);
            if (special_prime != 0)
            {
                add(special_prime);
            }
            else if (limbs > 1)
            {
                moduli.emplace_back(hidden_prime(static_cast<uint64_t>(poly_degree), limbs, data_primes, plain_modulus));
            }
            require(plain_modulus >= 2 && plain_modulus < (int64_t(1) << 60),
                "the plaintext modulus must be in [2, 2^60), got " + std::to_string(plain_modulus));
            seal::EncryptionParameters result(seal::scheme_type::bfv);
            result.set_poly_modulus_degree(static_cast<std::size_t>(poly_degree));
            result.set_coeff_modulus(moduli);
            result.set_plain_modulus(static_cast<uint64_t>(plain_modulus));
            return result;
        }

        // SEAL's own security table is off: our estimator decides, before it comes to this.
        seal::SEALContext checked_context(const seal::EncryptionParameters &parameters)
        {
            seal::SEALContext context(parameters, true, seal::sec_level_type::none);
            require(context.parameters_set(),
                std::string("SEAL refuses the parameters: ") + context.parameter_error_message());
            return context;
        }
    } // namespace

    Instance::Instance(int32_t poly_degree, int32_t limbs, const int64_t *data_primes, int64_t special_prime,
        int64_t plain_modulus)
        : context(checked_context(parameters(poly_degree, limbs, data_primes, special_prime, plain_modulus))),
          evaluator(context), poly_degree_(static_cast<std::size_t>(poly_degree)), switches_keys_(special_prime != 0),
          hidden_prime_(special_prime == 0 && limbs > 1)
    {
        auto data = context.first_context_data();
        require(data->parms().coeff_modulus().size() == static_cast<std::size_t>(limbs),
            "SEAL refuses the data primes: is the plaintext modulus smaller than their product and coprime to it?");
        if (data->qualifiers().using_batching)
        {
            encoder_.emplace(context);
        }
        levels_.assign(static_cast<std::size_t>(limbs), seal::parms_id_zero);
        for (; data; data = data->next_context_data())
        {
            levels_[data->parms().coeff_modulus().size() - 1] = data->parms_id();
        }
    }

    const seal::parms_id_type &Instance::level(int64_t limbs) const
    {
        require(limbs >= 1 && limbs <= static_cast<int64_t>(levels_.size()) &&
                    levels_[static_cast<std::size_t>(limbs) - 1] != seal::parms_id_zero,
            "there is no level with " + std::to_string(limbs) + " data primes");
        return levels_[static_cast<std::size_t>(limbs) - 1];
    }

    const seal::BatchEncoder &Instance::encoder() const
    {
        if (!encoder_)
        {
            throw std::logic_error("batching needs a prime plaintext modulus that is 1 modulo 2n");
        }
        return *encoder_;
    }

    void Instance::require_key_switching() const
    {
        require(switches_keys_, "keys cannot be switched: the parameters have no special prime");
    }

    void Instance::require_galois_element(int64_t element) const
    {
        require(element > 0 && element < 2 * static_cast<int64_t>(poly_degree_) && element % 2 == 1,
            "a Galois element is odd and in [1, 2n), got " + std::to_string(element));
    }

    void Instance::copy_in(const int64_t *from, std::size_t polynomials, std::size_t limbs, uint64_t *to) const
    {
        for (std::size_t polynomial = 0; polynomial < polynomials; polynomial++)
        {
            for (std::size_t limb = 0; limb < limbs; limb++)
            {
                const uint64_t q = modulus(limb).value();
                for (std::size_t i = 0; i < poly_degree_; i++)
                {
                    const auto value = static_cast<uint64_t>(*from++);
                    if (value >= q)
                    {
                        throw std::invalid_argument("coefficient " + std::to_string(i) + " of limb " +
                                                    std::to_string(limb) + " is " + std::to_string(from[-1]) +
                                                    ", outside [0, " + std::to_string(q) +
                                                    "): the array is of other primes or not reduced");
                    }
                    *to++ = value;
                }
            }
        }
    }
} // namespace ap
