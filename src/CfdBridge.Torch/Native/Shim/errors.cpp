#include "guard.h"

#include <algorithm>
#include <cstring>
#include <string>

namespace
{
constexpr size_t LongestText = 8192;

thread_local std::string failure;
}

namespace cfdb
{
int Fail(int status, const char* text) noexcept
{
    try
    {
        failure = text ? text : "";
        // Messages of newer versions append where in libtorch's own source they were raised.
        const auto raised = failure.find("\nException raised from ");
        if (raised != std::string::npos) failure.resize(raised);
        if (failure.size() > LongestText) failure.resize(LongestText);
    }
    catch (...) { failure.clear(); }
    return status;
}
}

extern "C" int cfdb_error_text(uint8_t* text, int32_t capacity, int32_t* length)
{
    if (!text || !length || capacity < 0) return CFDB_MISUSE;
    *length = static_cast<int32_t>(failure.size());
    std::memcpy(text, failure.data(), std::min<size_t>(failure.size(), static_cast<size_t>(capacity)));
    return CFDB_OK;
}
