// Every difference between libtorch 1.13 and 2.x that the shim meets; no other file asks for the version.
#pragma once

#include <torch/version.h>

#define CFDB_TORCH_AT_LEAST(major, minor) \
    (TORCH_VERSION_MAJOR > (major) || (TORCH_VERSION_MAJOR == (major) && TORCH_VERSION_MINOR >= (minor)))

#if CFDB_TORCH_AT_LEAST(2, 4)
#include <optional>
#else
#include <c10/util/Optional.h>
#endif

namespace cfdb
{
// c10's own optional became std's, under an alias that the latest versions drop.
#if CFDB_TORCH_AT_LEAST(2, 4)
template <class T> using Optional = std::optional<T>;
#else
template <class T> using Optional = c10::optional<T>;
#endif
}

#ifdef CFDB_USES_GROUPS
#if CFDB_TORCH_AT_LEAST(2, 0)
#include <torch/csrc/distributed/c10d/Backend.hpp>
#else
#include <torch/csrc/distributed/c10d/ProcessGroup.hpp>
#endif
#include <torch/csrc/distributed/c10d/TCPStore.hpp>

namespace cfdb
{
// Gloo and NCCL were process groups themselves; since 2.0 they are backends of one.
#if CFDB_TORCH_AT_LEAST(2, 0)
using Backend = c10d::Backend;
#else
using Backend = c10d::ProcessGroup;
#endif

// Since 2.4 a store wants libuv unless told otherwise, which not every build of libtorch has.
inline c10d::TCPStoreOptions store_options()
{
    c10d::TCPStoreOptions options;
#if CFDB_TORCH_AT_LEAST(2, 4)
    options.useLibUV = false;
#endif
    return options;
}
}
#endif
