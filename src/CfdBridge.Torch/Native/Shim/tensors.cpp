#include <cstring>

#include <ATen/ATen.h>

#include "handles.h"

using namespace cfdb;

namespace
{
at::Tensor Flat(const void* data, int64_t bytes, at::IntArrayRef shape, at::ScalarType dtype)
{
    auto tensor = at::empty(shape, at::TensorOptions().dtype(dtype));
    Expect(static_cast<int64_t>(tensor.nbytes()) == bytes, "the bytes given do not fill the shape");
    if (bytes > 0) std::memcpy(tensor.data_ptr(), data, static_cast<size_t>(bytes));
    return tensor;
}
}

extern "C"
{
int cfdb_tensor_from_memory(const void* data, int64_t bytes, const int64_t* shape, int32_t rank, int32_t dtype, cfdb_tensor** tensor)
{
    return Guarded([&]
    {
        *tensor = HandleOf(Flat(data, bytes, at::IntArrayRef(shape, static_cast<size_t>(rank)), static_cast<at::ScalarType>(dtype)));
    });
}

int cfdb_tensor_read(const cfdb_tensor* tensor, void* data, int64_t bytes)
{
    return Guarded([&]
    {
        const auto here = TensorOf(tensor).detach().to(at::kCPU).contiguous();
        Expect(static_cast<int64_t>(here.nbytes()) == bytes, "the buffer is not as large as the tensor");
        if (bytes > 0) std::memcpy(data, here.data_ptr(), static_cast<size_t>(bytes));
    });
}

int cfdb_tensor_write(cfdb_tensor* tensor, const void* data, int64_t bytes)
{
    return Guarded([&]
    {
        auto there = TensorOf(tensor).detach();
        there.copy_(Flat(data, bytes, there.sizes(), there.scalar_type()));
    });
}

int cfdb_tensor_data(const cfdb_tensor* tensor, void** data)
{
    return Guarded([&] { *data = TensorOf(tensor).data_ptr(); });
}

int cfdb_tensor_rank(const cfdb_tensor* tensor, int32_t* rank)
{
    return Guarded([&] { *rank = static_cast<int32_t>(ImplOf(tensor)->dim()); });
}

int cfdb_tensor_shape(const cfdb_tensor* tensor, int64_t* shape, int64_t* strides, int32_t rank)
{
    return Guarded([&]
    {
        const auto* impl = ImplOf(tensor);
        Expect(impl->dim() == rank, "the rank is another");
        std::copy_n(impl->sizes().data(), rank, shape);
        if (strides) std::copy_n(impl->strides().data(), rank, strides);
    });
}

int cfdb_tensor_facts(const cfdb_tensor* tensor, int64_t* elements, int32_t* dtype, int64_t* device, int32_t* contiguous)
{
    return Guarded([&]
    {
        const auto* impl = ImplOf(tensor);
        *elements = impl->numel();
        *dtype = static_cast<int32_t>(c10::typeMetaToScalarType(impl->dtype()));
        *device = Packed(impl->device());
        *contiguous = impl->is_contiguous();
    });
}

int cfdb_tensor_share(const cfdb_tensor* tensor, cfdb_tensor** same)
{
    return Guarded([&] { *same = HandleOf(TensorOf(tensor)); });
}

int cfdb_tensor_free(cfdb_tensor* tensor)
{
    return Guarded([&]
    {
        c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>::reclaim(ImplOf(tensor));
    });
}
}
