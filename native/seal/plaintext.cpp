#include "instance.hpp"
#include <algorithm>

using namespace ap;

namespace
{
    // Data primes of a plaintext in NTT form, else 0.
    std::size_t ntt_limbs(const Instance &instance, const seal::Plaintext &plaintext)
    {
        return plaintext.is_ntt_form() ? plaintext.coeff_count() / instance.n() : 0;
    }

    void require_values(const Context &owner, int64_t length, const int64_t *values)
    {
        const auto &instance = *owner.instance;
        require(length >= 0 && static_cast<std::size_t>(length) <= instance.n(),
            "a plaintext has at most n = " + std::to_string(instance.n()) + " values, got " + std::to_string(length));
        require(values != nullptr || length == 0, "the array of values is null");
        const uint64_t t = instance.context.first_context_data()->parms().plain_modulus().value();
        for (int64_t i = 0; i < length; i++)
        {
            if (static_cast<uint64_t>(values[i]) >= t)
            {
                throw std::invalid_argument("value " + std::to_string(i) + " of the plaintext is " +
                                            std::to_string(values[i]) + ", outside [0, " + std::to_string(t) + ")");
            }
        }
    }
} // namespace

int32_t ap_plaintext_create(
    int64_t context, int64_t length, const int64_t *coefficients, int64_t *plaintext, char *message)
{
    return guarded(message, [&] {
        auto &result = out(plaintext);
        const auto &owner = get<Context>(context);
        require_values(owner, length, coefficients);
        auto made = std::make_unique<Plaintext>(owner.instance);
        made->value.resize(owner.instance->n());
        std::fill(std::copy_n(coefficients, length, made->value.data()), made->value.data() + owner.instance->n(), 0);
        result = give(std::move(made));
    });
}

int32_t ap_plaintext_encode(
    int64_t context, int64_t length, const int64_t *slots, int64_t *plaintext, char *message)
{
    return guarded(message, [&] {
        auto &result = out(plaintext);
        const auto &owner = get<Context>(context);
        const auto &encoder = owner.instance->encoder();
        require_values(owner, length, slots);
        auto made = std::make_unique<Plaintext>(owner.instance);
        encoder.encode(std::vector<uint64_t>(slots, slots + length), made->value);
        result = give(std::move(made));
    });
}

int32_t ap_plaintext_decode(int64_t context, int64_t plaintext, int64_t length, int64_t *slots, char *message)
{
    return guarded(message, [&] {
        const auto &owner = get<Context>(context);
        const auto &value = get<Plaintext>(owner, plaintext).value;
        const auto &encoder = owner.instance->encoder();
        require_array(slots, length, owner.instance->n(), "decoding");
        require(!value.is_ntt_form(), "a plaintext in NTT form cannot be decoded");
        std::vector<uint64_t> decoded;
        encoder.decode(value, decoded);
        std::copy(decoded.begin(), decoded.end(), slots);
    });
}

int32_t ap_plaintext_ntt_limbs(int64_t context, int64_t plaintext, int32_t *limbs, char *message)
{
    return guarded(message, [&] {
        const auto &owner = get<Context>(context);
        out(limbs) = static_cast<int32_t>(ntt_limbs(*owner.instance, get<Plaintext>(owner, plaintext).value));
    });
}

int32_t ap_plaintext_to_ntt(
    int64_t context, int64_t plaintext, int32_t limbs, int64_t *result, char *message)
{
    return guarded(message, [&] {
        auto &handle = out(result);
        const auto &owner = get<Context>(context);
        const auto &value = get<Plaintext>(owner, plaintext).value;
        require(!value.is_ntt_form(), "the plaintext is in NTT form already");
        auto made = std::make_unique<Plaintext>(owner.instance);
        owner.instance->evaluator.transform_to_ntt(value, owner.instance->level(limbs), made->value);
        handle = give(std::move(made));
    });
}

int32_t ap_plaintext_export(int64_t context, int64_t plaintext, int64_t length, int64_t *values, char *message)
{
    return guarded(message, [&] {
        const auto &owner = get<Context>(context);
        const auto &value = get<Plaintext>(owner, plaintext).value;
        const std::size_t count = owner.instance->n() * std::max<std::size_t>(1, ntt_limbs(*owner.instance, value));
        require_array(values, length, count, "this plaintext");
        std::fill(std::copy_n(value.data(), value.coeff_count(), values), values + count, 0);
    });
}

int32_t ap_plaintext_import_ntt(int64_t context, int32_t limbs, int64_t length, const int64_t *values,
    int64_t *plaintext, char *message)
{
    return guarded(message, [&] {
        auto &result = out(plaintext);
        const auto &owner = get<Context>(context);
        const auto &instance = *owner.instance;
        const auto &level = instance.level(limbs);
        const std::size_t count = instance.n() * static_cast<std::size_t>(limbs);
        require_array(values, length, count, "a plaintext in NTT form");
        auto made = std::make_unique<Plaintext>(owner.instance);
        made->value.resize(count);
        instance.copy_in(values, 1, static_cast<std::size_t>(limbs), made->value.data());
        made->value.parms_id() = level;
        result = give(std::move(made));
    });
}
