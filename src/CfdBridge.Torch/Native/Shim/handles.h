// A tensor handle is a TensorImpl with one reference taken: no second allocation per tensor.
#pragma once

#include <ATen/core/Tensor.h>
#include <ATen/core/Generator.h>

#include "guard.h"

namespace cfdb
{
inline c10::TensorImpl* ImplOf(const cfdb_tensor* handle)
{
    Expect(handle != nullptr, "a tensor is missing");
    return reinterpret_cast<c10::TensorImpl*>(const_cast<cfdb_tensor*>(handle));
}

inline at::Tensor TensorOf(const cfdb_tensor* handle)
{
    return at::Tensor(c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>::reclaim_copy(ImplOf(handle)));
}

// Null stands for the undefined tensor.
inline at::Tensor TensorOrNone(const cfdb_tensor* handle) { return handle ? TensorOf(handle) : at::Tensor(); }

inline cfdb_tensor* HandleOf(at::Tensor tensor)
{
    return tensor.defined() ? reinterpret_cast<cfdb_tensor*>(tensor.unsafeReleaseTensorImpl()) : nullptr;
}

inline at::Device DeviceOf(int64_t packed)
{
    return at::Device(static_cast<at::DeviceType>(packed >> 32), static_cast<at::DeviceIndex>(static_cast<int32_t>(packed)));
}

inline int64_t Packed(at::Device device)
{
    return (static_cast<int64_t>(device.type()) << 32) | static_cast<uint32_t>(static_cast<int32_t>(device.index()));
}

inline at::Generator& GeneratorOf(cfdb_generator* handle)
{
    Expect(handle != nullptr, "a generator is missing");
    return *reinterpret_cast<at::Generator*>(handle);
}
}
