// Reads VTK files on behalf of the host, one request after the other, until the host closes the pipe. A damaged file
// that crashes VTK ends this process, not the host; one that makes VTK allocate or spin without end meets the limits
// below. Requests and answers are little-endian binary:
//   request  verb (int32: 1 mesh, 2 time), memory (int64 bytes), seconds of processor (int32), path (int32 length, UTF-8)
//   answer   status (int32); then the content, or the text of the failure (int32 length, UTF-8)
#include "reader.h"

#include <algorithm>

#include <malloc.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstring>
#include <fstream>

namespace
{
constexpr int32_t ReadMesh = 1;
constexpr int32_t ReadTimeOnly = 2;

template <class Value>
bool Get(Value& value) { return std::fread(&value, sizeof(Value), 1, stdin) == 1; }

// What this process has used of its address space so far: the libraries alone map hundreds of megabytes.
rlim_t MappedBytes()
{
    std::ifstream statm("/proc/self/statm");
    rlim_t pages = 0;
    statm >> pages;
    return pages * static_cast<rlim_t>(sysconf(_SC_PAGESIZE));
}

void Limit(int64_t memory, int32_t seconds)
{
    rlimit space{};
    getrlimit(RLIMIT_AS, &space);
    space.rlim_cur = std::min<rlim_t>(MappedBytes() + static_cast<rlim_t>(memory), space.rlim_max);
    setrlimit(RLIMIT_AS, &space);

    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    rlimit time{};
    getrlimit(RLIMIT_CPU, &time);
    time.rlim_cur = std::min<rlim_t>(static_cast<rlim_t>(used.ru_utime.tv_sec + used.ru_stime.tv_sec + 1 + seconds), time.rlim_max);
    setrlimit(RLIMIT_CPU, &time);
}

void Answer(int32_t verb, const std::string& path, std::FILE* to)
{
    if (verb == ReadMesh)
    {
        Send(cfdb::Read(path), to);
        return;
    }

    const auto time = cfdb::ReadTime(path);
    const int32_t head[] = {CFDB_OK, time.has_value()};
    const double value = time.value_or(0);
    std::fwrite(head, sizeof(head), 1, to);
    std::fwrite(&value, sizeof(value), 1, to);
}

void Refuse(int32_t status, std::FILE* to)
{
    uint8_t text[4096];
    int32_t length = 0;
    cfdb_error_text(text, sizeof(text), &length);
    length = std::min<int32_t>(length, sizeof(text));
    std::fwrite(&status, sizeof(status), 1, to);
    std::fwrite(&length, sizeof(length), 1, to);
    std::fwrite(text, 1, static_cast<size_t>(length), to);
}
}

int main()
{
    // Whatever some library prints must not mix with the answers.
    auto* to = fdopen(dup(STDOUT_FILENO), "wb");
    if (!to || !freopen("/dev/null", "w", stdout)) return 1;
    static char buffer[1 << 20];
    std::setvbuf(to, buffer, _IOFBF, sizeof(buffer));

    int32_t verb = 0, seconds = 0, length = 0;
    int64_t memory = 0;
    while (Get(verb) && Get(memory) && Get(seconds) && Get(length))
    {
        std::string path(static_cast<size_t>(length), '\0');
        if (std::fread(path.data(), 1, path.size(), stdin) != path.size()) break;
        const auto status = cfdb::Guarded([&]
        {
            Limit(memory, seconds);
            try { Answer(verb, path, to); }
            catch (const std::bad_alloc&) { throw cfdb::BadFile("it declares arrays too large for a file of its size"); }
            catch (const std::length_error&) { throw cfdb::BadFile("it declares impossible sizes"); }
        });
        if (status != CFDB_OK) Refuse(status, to);
        if (std::fflush(to) != 0) break;
        malloc_trim(0);  // an idle reader holds no step in memory
    }

    return 0;
}
