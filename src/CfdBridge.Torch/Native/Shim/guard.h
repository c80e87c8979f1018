// What every exported function runs in: no exception crosses the C boundary.
#pragma once

#include <exception>
#include <new>
#include <stdexcept>

#include <c10/util/Exception.h>

#include "cfdb_torch.h"

namespace cfdb
{
struct Misuse : std::logic_error { using std::logic_error::logic_error; };

int Fail(int status, const char* text) noexcept;

template <class Body>
int Guarded(Body&& body) noexcept
{
    try
    {
        body();
        return CFDB_OK;
    }
    catch (const Misuse& failure) { return Fail(CFDB_MISUSE, failure.what()); }
    catch (const c10::Error& failure) { return Fail(CFDB_FAILED, failure.what_without_backtrace()); }
    catch (const std::bad_alloc&) { return Fail(CFDB_NO_MEMORY, "not enough memory"); }
    catch (const std::exception& failure) { return Fail(CFDB_FAILED, failure.what()); }
    catch (...) { return Fail(CFDB_FAILED, "an unknown failure inside libtorch"); }
}

inline void Expect(bool fact, const char* text)
{
    if (!fact) throw Misuse(text);
}
}
