#include "instance.hpp"
#include "seal/util/galois.h"
#include "seal/util/ntt.h"

using namespace ap;

namespace
{
    int32_t transform(int64_t context, int32_t limb, int64_t length, int64_t *values, char *message, int32_t kind,
        int32_t times)
    {
        return guarded(message, [&] {
            const auto &instance = *get<Context>(context).instance;
            require(limb >= 0 && static_cast<std::size_t>(limb) < instance.key_limbs(),
                "there is no limb " + std::to_string(limb));
            require_array(values, length, instance.n(), "an NTT");
            require(kind >= AP_NTT_FORWARD && kind <= AP_NTT_INVERSE && times >= 0,
                "a transform is 0 (forward), 1 (forward, lazy) or 2 (inverse), and done 0 times or more");
            const auto index = static_cast<std::size_t>(limb);
            const uint64_t q = instance.modulus(index).value();
            auto data = reinterpret_cast<uint64_t *>(values);
            for (std::size_t i = 0; i < instance.n(); i++)
            {
                require(data[i] < q, "a coefficient is outside [0, q)");
            }
            for (int32_t i = 0; i < times; i++)
            {
                switch (kind)
                {
                case AP_NTT_FORWARD:
                    seal::util::ntt_negacyclic_harvey(data, instance.ntt(index));
                    break;
                case AP_NTT_FORWARD_LAZY:
                    seal::util::ntt_negacyclic_harvey_lazy(data, instance.ntt(index));
                    break;
                default:
                    seal::util::inverse_ntt_negacyclic_harvey(data, instance.ntt(index));
                }
            }
            for (std::size_t i = 0; kind == AP_NTT_FORWARD_LAZY && i < instance.n(); i++)
            {
                data[i] %= q;
            }
        });
    }
} // namespace

int32_t ap_context_create(int32_t poly_degree, int32_t limbs, const int64_t *data_primes, int64_t special_prime,
    int64_t plain_modulus, int64_t *context, char *message)
{
    return guarded(message, [&] {
        auto &result = out(context);
        result = give(std::make_unique<Context>(
            std::make_shared<const Instance>(poly_degree, limbs, data_primes, special_prime, plain_modulus)));
    });
}

int32_t ap_context_galois_element(int64_t context, int32_t steps, int32_t *element, char *message)
{
    return guarded(message, [&] {
        const auto &instance = *get<Context>(context).instance;
        const auto half = static_cast<int64_t>(instance.n() / 2);
        require(steps > -half && steps < half,
            "a row has " + std::to_string(half) + " slots and cannot be rotated by " + std::to_string(steps));
        out(element) = static_cast<int32_t>(
            instance.context.key_context_data()->galois_tool()->get_elt_from_step(steps));
    });
}

int32_t ap_ntt_forward(int64_t context, int32_t limb, int64_t length, int64_t *values, char *message)
{
    return transform(context, limb, length, values, message, AP_NTT_FORWARD, 1);
}

int32_t ap_ntt_inverse(int64_t context, int32_t limb, int64_t length, int64_t *values, char *message)
{
    return transform(context, limb, length, values, message, AP_NTT_INVERSE, 1);
}

int32_t ap_ntt_repeat(int64_t context, int32_t limb, int32_t kind, int32_t times, int64_t length, int64_t *values,
    char *message)
{
    return transform(context, limb, length, values, message, kind, times);
}
