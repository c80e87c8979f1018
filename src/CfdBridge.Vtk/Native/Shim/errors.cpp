#include "guard.h"

#include <algorithm>
#include <cstring>

#include <vtkLogger.h>
#include <vtkObjectFactory.h>
#include <vtkOutputWindow.h>

namespace
{
// A damaged file can make VTK complain once for each of a million cells; the first complaints say it all.
constexpr size_t LongestText = 4096;

thread_local std::string said;
thread_local std::string failure;

class KeptOutput : public vtkOutputWindow
{
public:
    static KeptOutput* New();
    vtkTypeMacro(KeptOutput, vtkOutputWindow);

    void DisplayText(const char*) override {}
    void DisplayDebugText(const char*) override {}
    void DisplayErrorText(const char* text) override { Keep(text); }
    void DisplayGenericWarningText(const char* text) override { Keep(text); }

    // VTK's newer versions write newer file versions and older ones warn before they read them well; a file that
    // they then cannot read is an error on its own.
    void DisplayWarningText(const char* text) override
    {
        if (text && !std::strstr(text, "File version")) Keep(text);
    }

private:
    static void Keep(const char* text)
    {
        if (text && said.size() < LongestText) said.append(text);
    }
};

vtkStandardNewMacro(KeptOutput);

const bool installed = []
{
    // The same words go to VTK's log, which would print them.
    vtkLogger::SetStderrVerbosity(vtkLogger::VERBOSITY_OFF);
    auto* output = KeptOutput::New();
    vtkOutputWindow::SetInstance(output);
    output->Delete();
    return true;
}();
}

namespace cfdb
{
void ForgetMessages() noexcept { said.clear(); }

std::string Messages() { return said; }

int Fail(int status, const char* text) noexcept
{
    try
    {
        failure = text ? text : "";
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
