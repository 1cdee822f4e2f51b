// What every exported function is wrapped in: no exception leaves the library.
#pragma once

#include "autoprivacy_seal.h"
#include <cstddef>
#include <cstring>
#include <exception>
#include <new>
#include <stdexcept>
#include <string>

namespace ap
{
    inline int32_t fail(int32_t status, const char *text, char *message) noexcept
    {
        if (message)
        {
            std::strncpy(message, text, AP_MESSAGE_BYTES - 1);
            message[AP_MESSAGE_BYTES - 1] = '\0';
        }
        return status;
    }

    // Runs the body and turns what it throws into a status; derived types before their bases.
    template <typename Body>
    int32_t guarded(char *message, Body &&body) noexcept
    {
        try
        {
            body();
            return AP_OK;
        }
        catch (const std::bad_alloc &)
        {
            return fail(AP_NO_MEMORY, "not enough memory for this operation of SEAL", message);
        }
        catch (const std::invalid_argument &e)
        {
            return fail(AP_BAD_ARGUMENT, e.what(), message);
        }
        catch (const std::out_of_range &e)
        {
            return fail(AP_BAD_ARGUMENT, e.what(), message);
        }
        catch (const std::length_error &e)
        {
            return fail(AP_BAD_ARGUMENT, e.what(), message);
        }
        catch (const std::logic_error &e)
        {
            // SEAL's own word where a product or difference would hide nothing.
            if (std::strstr(e.what(), "transparent"))
            {
                return fail(AP_BAD_ARGUMENT,
                    "the result would be transparent (readable without a key): a zero plaintext or equal operands",
                    message);
            }
            return fail(AP_WRONG_STATE, e.what(), message);
        }
        catch (const std::exception &e)
        {
            return fail(AP_INTERNAL, e.what(), message);
        }
        catch (...)
        {
            return fail(AP_INTERNAL, "unknown failure inside the native library", message);
        }
    }

    inline void require(bool condition, const std::string &text)
    {
        if (!condition)
        {
            throw std::invalid_argument(text);
        }
    }

    template <typename T>
    T &out(T *pointer)
    {
        require(pointer != nullptr, "an output pointer is null");
        return *pointer;
    }

    inline void require_array(const void *pointer, int64_t length, std::size_t expected, const char *what)
    {
        require(length >= 0 && static_cast<std::size_t>(length) == expected,
            std::string(what) + " needs an array of " + std::to_string(expected) + " values, got " +
                std::to_string(length));
        require(pointer != nullptr || expected == 0, std::string(what) + ": the array is null");
    }
} // namespace ap
