// Operations of SEAL on memory of its own, for benchmarks: no argument crosses the boundary.
#include "instance.hpp"
#include "seal/util/ntt.h"

using namespace ap;

namespace
{
    struct Probe final : Object
    {
        static constexpr Kind KIND = Kind::probe;
        static constexpr const char *NAME = "probe";
        explicit Probe(std::shared_ptr<const Instance> owner)
            : Object(KIND, std::move(owner)), slots(instance->n()), polynomial(instance->n())
        {
            const uint64_t t = instance->context.first_context_data()->parms().plain_modulus().value();
            const uint64_t q = instance->modulus(0).value();
            for (std::size_t i = 0; i < slots.size(); i++)
            {
                // Any values that are not sparse.
                slots[i] = (0x9e3779b97f4a7c15 * (i + 1) >> 3) % t;
                polynomial[i] = (0xbf58476d1ce4e5b9 * (i + 1) >> 3) % q;
            }
        }

        std::vector<uint64_t> slots;
        std::vector<uint64_t> polynomial;
        seal::Plaintext plaintext;
    };
} // namespace

int32_t ap_probe_create(int64_t context, int64_t *probe, char *message)
{
    return guarded(message, [&] {
        auto &result = out(probe);
        const auto &instance = get<Context>(context).instance;
        auto made = std::make_unique<Probe>(instance);
        if (instance->has_slots())
        {
            instance->encoder().encode(made->slots, made->plaintext);
        }
        result = give(std::move(made));
    });
}

int32_t ap_probe_run(int64_t probe, int32_t operation, char *message)
{
    return guarded(message, [&] {
        auto &object = get<Probe>(probe);
        const auto &instance = *object.instance;
        switch (operation)
        {
        case AP_PROBE_ENCODE:
            instance.encoder().encode(object.slots, object.plaintext);
            break;
        case AP_PROBE_DECODE:
            instance.encoder().decode(object.plaintext, object.slots);
            break;
        case AP_PROBE_NTT_FORWARD:
            seal::util::ntt_negacyclic_harvey(object.polynomial.data(), instance.ntt(0));
            break;
        case AP_PROBE_NTT_INVERSE:
            seal::util::inverse_ntt_negacyclic_harvey(object.polynomial.data(), instance.ntt(0));
            break;
        default:
            require(false, "there is no probe " + std::to_string(operation));
        }
    });
}
