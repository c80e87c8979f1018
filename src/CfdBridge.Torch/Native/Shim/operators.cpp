#include <deque>
#include <mutex>
#include <string>

#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/List.h>
#include <ATen/core/stack.h>

#include "compat.h"
#include "handles.h"

using namespace cfdb;

namespace
{
thread_local std::deque<cfdb_value> rest;

template <class T>
c10::List<T> ListOf(const cfdb_value& value)
{
    c10::List<T> list;
    list.reserve(static_cast<size_t>(value.count));
    const auto* data = static_cast<const T*>(value.data);
    for (int32_t i = 0; i < value.count; ++i) list.push_back(data[i]);
    return list;
}

c10::IValue ArgumentOf(const cfdb_value& value)
{
    const auto* handles = static_cast<const cfdb_tensor* const*>(value.data);
    switch (value.kind)
    {
    case CFDB_NONE: return {};
    case CFDB_TENSOR: return TensorOf(static_cast<const cfdb_tensor*>(value.data));
    case CFDB_TENSOR_LIST:
    {
        c10::List<at::Tensor> list;
        list.reserve(static_cast<size_t>(value.count));
        for (int32_t i = 0; i < value.count; ++i) list.push_back(TensorOf(handles[i]));
        return list;
    }
    case CFDB_OPTIONAL_TENSOR_LIST:
    {
        c10::List<Optional<at::Tensor>> list;
        for (int32_t i = 0; i < value.count; ++i)
            list.push_back(handles[i] ? Optional<at::Tensor>(TensorOf(handles[i])) : Optional<at::Tensor>());
        return list;
    }
    case CFDB_INT: return value.integer;
    case CFDB_DOUBLE: return value.real;
    case CFDB_BOOL: return value.integer != 0;
    case CFDB_INT_LIST: return ListOf<int64_t>(value);
    case CFDB_DOUBLE_LIST: return ListOf<double>(value);
    case CFDB_STRING: return std::string(static_cast<const char*>(value.data), static_cast<size_t>(value.count));
    case CFDB_DEVICE: return DeviceOf(value.integer);
    case CFDB_GENERATOR: return GeneratorOf(static_cast<cfdb_generator*>(const_cast<void*>(value.data)));
    default: throw Misuse("an argument is of no known kind");
    }
}

cfdb_value OfTensor(at::Tensor tensor)
{
    cfdb_value value{CFDB_TENSOR, 0, {0}};
    value.data = HandleOf(std::move(tensor));
    if (!value.data) value.kind = CFDB_NONE;
    return value;
}

// Lays a result out flat; Keep takes one value.
template <class Keep>
void Lay(const c10::IValue& result, Keep&& keep)
{
    if (result.isTensor()) keep(OfTensor(result.toTensor()));
    else if (result.isInt()) keep({CFDB_INT, 0, {result.toInt()}});
    else if (result.isBool()) keep({CFDB_BOOL, 0, {result.toBool()}});
    else if (result.isDouble())
    {
        cfdb_value value{CFDB_DOUBLE, 0, {0}};
        value.real = result.toDouble();
        keep(value);
    }
    else if (result.isNone()) keep({CFDB_NONE, 0, {0}});
    else if (result.isTuple()) { for (const auto& part : result.toTupleRef().elements()) Lay(part, keep); }
    else if (result.isList()) { for (const auto& part : result.toListRef()) Lay(part, keep); }
    else throw Misuse("the operator returns a kind that the shim does not carry");
}

void Complete(torch::jit::Stack& stack, const c10::FunctionSchema& schema)
{
    const auto& arguments = schema.arguments();
    if (stack.size() > arguments.size())
        throw Misuse("the operator takes " + std::to_string(arguments.size()) + " arguments, got " + std::to_string(stack.size()));
    for (auto i = stack.size(); i < arguments.size(); ++i)
    {
        if (!arguments[i].default_value()) throw Misuse("the operator's argument \"" + arguments[i].name() + "\" is missing");
        stack.push_back(*arguments[i].default_value());
    }
}
}

extern "C"
{
int cfdb_operator_find(const char* name, const char* overload, cfdb_operator** op)
{
    return Guarded([&]
    {
        static std::mutex gate;
        static std::deque<c10::OperatorHandle> found; // a deque does not move what it holds
        const auto handle = c10::Dispatcher::singleton().findSchemaOrThrow(name, overload);
        const std::lock_guard<std::mutex> lock(gate);
        found.push_back(handle);
        *op = reinterpret_cast<cfdb_operator*>(&found.back());
    });
}

int cfdb_operator_call(const cfdb_operator* op, const cfdb_value* arguments, int32_t argument_count, cfdb_value* results, int32_t capacity, int32_t* count)
{
    return Guarded([&]
    {
        Expect(op != nullptr, "the operator is missing");
        const auto& handle = *reinterpret_cast<const c10::OperatorHandle*>(op);
        torch::jit::Stack stack;
        stack.reserve(handle.schema().arguments().size());
        for (int32_t i = 0; i < argument_count; ++i) stack.push_back(ArgumentOf(arguments[i]));
        Complete(stack, handle.schema());
        handle.callBoxed(&stack);

        *count = 0;
        for (const auto& result : stack)
            Lay(result, [&](const cfdb_value& value)
            {
                if (*count < capacity) results[*count] = value;
                else rest.push_back(value);
                ++*count;
            });
    });
}

int cfdb_operator_rest(cfdb_value* results, int32_t capacity)
{
    return Guarded([&]
    {
        Expect(static_cast<size_t>(capacity) == rest.size(), "another number of results is waiting");
        std::copy(rest.begin(), rest.end(), results);
        rest.clear();
    });
}
}
