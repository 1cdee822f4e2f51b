#include "instance.hpp"
#include "seal/util/galois.h"
#include "seal/util/numth.h"
#include <cstdlib>

using namespace ap;

namespace
{
    // SEAL may have been built without this check of its own.
    void require_opaque(const seal::Ciphertext &value)
    {
        if (value.is_transparent())
        {
            throw std::logic_error("transparent");
        }
    }

    // A new ciphertext from one, by an operation on (instance, operand, result).
    template <typename Operation>
    int32_t unary(int64_t context, int64_t a, int64_t *result, char *message, Operation &&operation)
    {
        return guarded(message, [&] {
            auto &handle = out(result);
            const auto &owner = get<Context>(context);
            const auto &operand = get<Ciphertext>(owner, a).value;
            auto made = std::make_unique<Ciphertext>(owner.instance);
            operation(owner, operand, made->value);
            require_opaque(made->value);
            handle = give(std::move(made));
        });
    }

    void require_alike(const seal::Ciphertext &a, const seal::Ciphertext &b)
    {
        require(a.coeff_modulus_size() == b.coeff_modulus_size(), "the ciphertexts have " +
            std::to_string(a.coeff_modulus_size()) + " and " + std::to_string(b.coeff_modulus_size()) +
            " limbs: bring them to one level with modSwitch");
        require(a.is_ntt_form() == b.is_ntt_form(), "one ciphertext is in NTT form, the other is not: call toNtt or fromNtt on one");
    }

    void require_coefficients(const seal::Ciphertext &a)
    {
        require(!a.is_ntt_form(), "this operation needs a ciphertext in coefficient form: call fromNtt first");
    }

    void require_coefficients(const seal::Plaintext &a)
    {
        require(!a.is_ntt_form(), "this operation needs a plaintext in coefficient form: use the one toNtt was given");
    }

    // The Galois keys that a rotation of the rows will use must be there: SEAL would not say which is not.
    void require_rotation_keys(const Instance &instance, const seal::GaloisKeys &keys, int32_t steps)
    {
        auto tool = instance.context.key_context_data()->galois_tool();
        const auto half = static_cast<int>(instance.n() / 2);
        require(steps > -half && steps < half,
            "a row has " + std::to_string(half) + " slots and cannot be rotated by " + std::to_string(steps));
        if (steps == 0 || keys.has_key(tool->get_elt_from_step(steps)))
        {
            return;
        }
        for (int part : seal::util::naf(steps))
        {
            if (std::abs(part) != half && !keys.has_key(tool->get_elt_from_step(part)))
            {
                throw std::invalid_argument("a rotation by " + std::to_string(steps) +
                                            " needs the Galois key of step " + std::to_string(steps) + " (element " +
                                            std::to_string(tool->get_elt_from_step(steps)) + ")" +
                                            (part == steps ? std::string()
                                                           : " or of its part " + std::to_string(part) + " (element " +
                                                                 std::to_string(tool->get_elt_from_step(part)) + ")"));
            }
        }
    }
} // namespace

int32_t ap_ciphertext_add(int64_t context, int64_t a, int64_t b, int64_t *result, char *message)
{
    return unary(context, a, result, message, [&](const Context &owner, const auto &operand, auto &made) {
        const auto &other = get<Ciphertext>(owner, b).value;
        require_alike(operand, other);
        owner.instance->evaluator.add(operand, other, made);
    });
}

int32_t ap_ciphertext_add_in_place(int64_t context, int64_t a, int64_t b, char *message)
{
    return guarded(message, [&] {
        const auto &owner = get<Context>(context);
        auto &operand = get<Ciphertext>(owner, a).value;
        const auto &other = get<Ciphertext>(owner, b).value;
        require_alike(operand, other);
        owner.instance->evaluator.add_inplace(operand, other);
        require_opaque(operand);
    });
}

int32_t ap_ciphertext_subtract(int64_t context, int64_t a, int64_t b, int64_t *result, char *message)
{
    return unary(context, a, result, message, [&](const Context &owner, const auto &operand, auto &made) {
        const auto &other = get<Ciphertext>(owner, b).value;
        require_alike(operand, other);
        owner.instance->evaluator.sub(operand, other, made);
    });
}

int32_t ap_ciphertext_add_plain(
    int64_t context, int64_t a, int64_t plaintext, int64_t *result, char *message)
{
    return unary(context, a, result, message, [&](const Context &owner, const auto &operand, auto &made) {
        const auto &other = get<Plaintext>(owner, plaintext).value;
        require_coefficients(operand);
        require_coefficients(other);
        owner.instance->evaluator.add_plain(operand, other, made);
    });
}

int32_t ap_ciphertext_subtract_plain(
    int64_t context, int64_t a, int64_t plaintext, int64_t *result, char *message)
{
    return unary(context, a, result, message, [&](const Context &owner, const auto &operand, auto &made) {
        const auto &other = get<Plaintext>(owner, plaintext).value;
        require_coefficients(operand);
        require_coefficients(other);
        owner.instance->evaluator.sub_plain(operand, other, made);
    });
}

int32_t ap_ciphertext_multiply_plain(
    int64_t context, int64_t a, int64_t plaintext, int64_t *result, char *message)
{
    return unary(context, a, result, message, [&](const Context &owner, const auto &operand, auto &made) {
        const auto &other = get<Plaintext>(owner, plaintext).value;
        require(operand.is_ntt_form() == other.is_ntt_form(),
            "ciphertext and plaintext of a product must both be in NTT form or both in coefficient form: call toNtt on the other");
        require(!other.is_ntt_form() || other.parms_id() == operand.parms_id(),
            "the plaintext in NTT form has another number of limbs than the ciphertext: lift it with toNtt(plaintext, " +
                std::to_string(operand.coeff_modulus_size()) + ")");
        owner.instance->evaluator.multiply_plain(operand, other, made);
    });
}

int32_t ap_ciphertext_multiply(int64_t context, int64_t a, int64_t b, int64_t *result, char *message)
{
    return unary(context, a, result, message, [&](const Context &owner, const auto &operand, auto &made) {
        const auto &other = get<Ciphertext>(owner, b).value;
        require_alike(operand, other);
        require_coefficients(operand);
        require(operand.size() == 2 && other.size() == 2, "a product needs ciphertexts of size 2: relinearise first");
        owner.instance->evaluator.multiply(operand, other, made);
    });
}

int32_t ap_ciphertext_relinearize(
    int64_t context, int64_t a, int64_t relin_key, int64_t *result, char *message)
{
    return unary(context, a, result, message, [&](const Context &owner, const auto &operand, auto &made) {
        require_coefficients(operand);
        owner.instance->evaluator.relinearize(operand, get<RelinKey>(owner, relin_key).keys, made);
    });
}

int32_t ap_ciphertext_rotate_rows(
    int64_t context, int64_t a, int32_t steps, int64_t galois_keys, int64_t *result, char *message)
{
    return unary(context, a, result, message, [&](const Context &owner, const auto &operand, auto &made) {
        const auto &keys = get<GaloisKeys>(owner, galois_keys).keys;
        require_coefficients(operand);
        owner.instance->encoder();
        require_rotation_keys(*owner.instance, keys, steps);
        owner.instance->evaluator.rotate_rows(operand, steps, keys, made);
    });
}

int32_t ap_ciphertext_rotate_columns(
    int64_t context, int64_t a, int64_t galois_keys, int64_t *result, char *message)
{
    return unary(context, a, result, message, [&](const Context &owner, const auto &operand, auto &made) {
        const auto &keys = get<GaloisKeys>(owner, galois_keys).keys;
        require_coefficients(operand);
        owner.instance->encoder();
        const auto element = static_cast<uint32_t>(2 * owner.instance->n() - 1);
        require(keys.has_key(element), "swapping the rows needs the Galois key of element " + std::to_string(element) + ": make one for it");
        owner.instance->evaluator.rotate_columns(operand, keys, made);
    });
}

int32_t ap_ciphertext_apply_galois(
    int64_t context, int64_t a, int32_t element, int64_t galois_keys, int64_t *result, char *message)
{
    return unary(context, a, result, message, [&](const Context &owner, const auto &operand, auto &made) {
        const auto &keys = get<GaloisKeys>(owner, galois_keys).keys;
        require_coefficients(operand);
        owner.instance->require_galois_element(element);
        require(keys.has_key(static_cast<uint32_t>(element)),
            "there is no key for the Galois element " + std::to_string(element) + ": make one for it");
        require(operand.size() == 2, "an automorphism needs a ciphertext of size 2: relinearise first");
        owner.instance->evaluator.apply_galois(operand, static_cast<uint32_t>(element), keys, made);
    });
}

int32_t ap_ciphertext_mod_switch(int64_t context, int64_t a, int64_t *result, char *message)
{
    return unary(context, a, result, message, [&](const Context &owner, const auto &operand, auto &made) {
        require_coefficients(operand);
        require(operand.coeff_modulus_size() > 1, "one data prime is left: it cannot be dropped");
        owner.instance->evaluator.mod_switch_to_next(operand, made);
    });
}

int32_t ap_ciphertext_to_ntt(int64_t context, int64_t a, int64_t *result, char *message)
{
    return unary(context, a, result, message, [&](const Context &owner, const auto &operand, auto &made) {
        require(!operand.is_ntt_form(), "the ciphertext is in NTT form already");
        owner.instance->evaluator.transform_to_ntt(operand, made);
    });
}

int32_t ap_ciphertext_from_ntt(int64_t context, int64_t a, int64_t *result, char *message)
{
    return unary(context, a, result, message, [&](const Context &owner, const auto &operand, auto &made) {
        require(operand.is_ntt_form(), "the ciphertext is in coefficient form already");
        owner.instance->evaluator.transform_from_ntt(operand, made);
    });
}

int32_t ap_ciphertext_to_ntt_in_place(int64_t context, int64_t a, char *message)
{
    return guarded(message, [&] {
        const auto &owner = get<Context>(context);
        auto &operand = get<Ciphertext>(owner, a).value;
        require(!operand.is_ntt_form(), "the ciphertext is in NTT form already");
        owner.instance->evaluator.transform_to_ntt_inplace(operand);
    });
}

int32_t ap_ciphertext_from_ntt_in_place(int64_t context, int64_t a, char *message)
{
    return guarded(message, [&] {
        const auto &owner = get<Context>(context);
        auto &operand = get<Ciphertext>(owner, a).value;
        require(operand.is_ntt_form(), "the ciphertext is in coefficient form already");
        owner.instance->evaluator.transform_from_ntt_inplace(operand);
    });
}
