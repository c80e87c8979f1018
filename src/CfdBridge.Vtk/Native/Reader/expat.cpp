// VTK finds raw appended data by stopping Expat exactly where it begins. Newer Expats (2.6, and 2.5 with Debian's
// security update) put off the parsing of a tag that arrives in pieces, miss that point, and then refuse the raw bytes as
// XML. Expat lets a program switch this off for a parser; VTK 9.1 does not, so this library stands before Expat in the
// reader's link order and does it for each parser that VTK makes. The attack that the delay is against (one huge tag,
// parsed again for every piece) is bounded here by the reader's limit of processor time.
#include <dlfcn.h>

extern "C" __attribute__((visibility("default"))) void* XML_ParserCreate(const char* encoding)
{
    using Create = void* (*)(const char*);
    using SetDeferral = unsigned char (*)(void*, unsigned char);
    static const auto create = reinterpret_cast<Create>(dlsym(RTLD_NEXT, "XML_ParserCreate"));
    static const auto setDeferral = reinterpret_cast<SetDeferral>(dlsym(RTLD_NEXT, "XML_SetReparseDeferralEnabled"));
    void* parser = create ? create(encoding) : nullptr;
    if (parser && setDeferral) setDeferral(parser, 0);
    return parser;
}
