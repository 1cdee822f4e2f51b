#include "instance.hpp"
#include <cstdio>

#ifndef AP_SEAL_ORIGIN
#define AP_SEAL_ORIGIN "unknown origin"
#endif

using namespace ap;

namespace
{
    const char *build()
    {
        return
#ifdef SEAL_USE_INTEL_HEXL
            "hexl"
#else
            "no hexl"
#endif
#ifdef SEAL_USE_GAUSSIAN_NOISE
            ", clipped Gaussian noise"
#else
            ", centred binomial noise"
#endif
#ifdef SEAL_DEBUG
            ", debug"
#else
            ", release"
#endif
#if defined(__clang__)
            ", clang " __clang_version__;
#elif defined(__GNUC__)
            ", gcc " __VERSION__;
#else
            "";
#endif
    }
} // namespace

int32_t ap_abi_version(int32_t *version, char *message)
{
    return guarded(message, [&] { out(version) = AP_ABI_VERSION; });
}

int32_t ap_library_describe(int32_t capacity, char *text, char *message)
{
    return guarded(message, [&] {
        require(capacity > 0 && text != nullptr, "the text needs a buffer");
        std::snprintf(text, static_cast<std::size_t>(capacity), "%d.%d.%d\n%s\n%s", SEAL_VERSION_MAJOR,
            SEAL_VERSION_MINOR, SEAL_VERSION_PATCH, AP_SEAL_ORIGIN, build());
    });
}

int32_t ap_object_destroy(int64_t object, char *message)
{
    return guarded(message, [&] {
        auto pointer = reinterpret_cast<Object *>(static_cast<std::intptr_t>(object));
        require(pointer != nullptr, "the handle is null");
        switch (pointer->kind)
        {
        case Kind::context:
        case Kind::secret_key:
        case Kind::public_key:
        case Kind::relin_key:
        case Kind::galois_keys:
        case Kind::plaintext:
        case Kind::ciphertext:
        case Kind::probe:
            delete pointer;
            return;
        }
        throw std::invalid_argument("the handle is no object of this library");
    });
}
