#include <ATen/ATen.h>
#include <c10/core/GradMode.h>
#include <c10/core/InferenceMode.h>
#include <torch/csrc/autograd/autograd.h>

#include "handles.h"

using namespace cfdb;

namespace
{
std::vector<at::Tensor> AllOf(cfdb_tensor* const* handles, int32_t count)
{
    std::vector<at::Tensor> tensors;
    tensors.reserve(static_cast<size_t>(count));
    for (int32_t i = 0; i < count; ++i) tensors.push_back(TensorOrNone(handles[i]));
    return tensors;
}
}

extern "C"
{
int cfdb_autograd_backward(cfdb_tensor* const* roots, int32_t root_count, cfdb_tensor* const* gradients, int32_t gradient_count, cfdb_tensor* const* inputs, int32_t input_count, int32_t retain_graph, int32_t create_graph)
{
    return Guarded([&]
    {
        torch::autograd::backward(AllOf(roots, root_count), AllOf(gradients, gradient_count),
            retain_graph != 0, create_graph != 0, AllOf(inputs, input_count));
    });
}

int cfdb_autograd_facts(const cfdb_tensor* tensor, int32_t* requires_grad, int32_t* is_leaf)
{
    return Guarded([&]
    {
        const auto asked = TensorOf(tensor);
        *requires_grad = asked.requires_grad();
        *is_leaf = asked.is_leaf();
    });
}

int cfdb_autograd_require(cfdb_tensor* tensor, int32_t required)
{
    return Guarded([&] { TensorOf(tensor).requires_grad_(required != 0); });
}

int cfdb_autograd_gradient(const cfdb_tensor* tensor, cfdb_tensor** gradient)
{
    return Guarded([&] { *gradient = HandleOf(TensorOf(tensor).grad()); });
}

int cfdb_autograd_set_gradient(cfdb_tensor* tensor, const cfdb_tensor* gradient)
{
    return Guarded([&] { TensorOf(tensor).mutable_grad() = TensorOrNone(gradient); });
}

int cfdb_autograd_retain_gradient(cfdb_tensor* tensor)
{
    return Guarded([&] { TensorOf(tensor).retain_grad(); });
}

int cfdb_autograd_enable(int32_t enabled, int32_t* before)
{
    return Guarded([&]
    {
        *before = c10::GradMode::is_enabled();
        c10::GradMode::set_enabled(enabled != 0);
    });
}

int cfdb_autograd_enter_inference(int32_t enabled, void** guard)
{
    return Guarded([&] { *guard = new c10::InferenceMode(enabled != 0); });
}

int cfdb_autograd_leave_inference(void* guard)
{
    return Guarded([&] { delete static_cast<c10::InferenceMode*>(guard); });
}
}
