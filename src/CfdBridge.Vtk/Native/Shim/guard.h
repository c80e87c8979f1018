// What every exported function runs in: no exception crosses the C boundary, and what VTK says is kept, not printed.
#pragma once

#include <exception>
#include <new>
#include <stdexcept>
#include <string>

#include "cfdb_vtk.h"

namespace cfdb
{
struct BadFile : std::runtime_error { using std::runtime_error::runtime_error; };
struct Misuse : std::logic_error { using std::logic_error::logic_error; };

void ForgetMessages() noexcept;
// What VTK has said on this thread since ForgetMessages; empty where it was content.
std::string Messages();
int Fail(int status, const char* text) noexcept;

template <class Body>
int Guarded(Body&& body) noexcept
{
    ForgetMessages();
    try
    {
        body();
        const auto said = Messages();
        return said.empty() ? CFDB_OK : Fail(CFDB_FAILED, said.c_str());
    }
    catch (const BadFile& failure) { return Fail(CFDB_BAD_FILE, failure.what()); }
    catch (const Misuse& failure) { return Fail(CFDB_MISUSE, failure.what()); }
    catch (const std::bad_alloc&) { return Fail(CFDB_FAILED, "not enough memory"); }
    catch (const std::exception& failure) { return Fail(CFDB_FAILED, failure.what()); }
    catch (...) { return Fail(CFDB_FAILED, "an unknown failure inside VTK"); }
}

inline void Expect(bool fact, const char* text)
{
    if (!fact) throw Misuse(text);
}
}
