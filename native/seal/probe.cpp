// Operations of SEAL on memory of its own, for benchmarks: no argument crosses the boundary.
#include "instance.hpp"

using namespace ap;

namespace
{
    struct Probe final : Object
    {
        static constexpr Kind KIND = Kind::probe;
        static constexpr const char *NAME = "probe";
        explicit Probe(std::shared_ptr<const Instance> owner)
            : Object(KIND, std::move(owner)), slots(instance->n())
        {
            const uint64_t t = instance->context.first_context_data()->parms().plain_modulus().value();
            for (std::size_t i = 0; i < slots.size(); i++)
            {
                // Any values that are not sparse.
                slots[i] = (0x9e3779b97f4a7c15 * (i + 1) >> 3) % t;
            }
        }

        std::vector<uint64_t> slots;
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
        default:
            require(false, "there is no probe " + std::to_string(operation));
        }
    });
}
