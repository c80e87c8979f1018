#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Parallel.h>
#include <ATen/detail/CUDAHooksInterface.h>

#include "compat.h"
#include "handles.h"

using namespace cfdb;

extern "C"
{
int cfdb_runtime_version(int32_t* major, int32_t* minor, int32_t* patch)
{
    return Guarded([&] { *major = TORCH_VERSION_MAJOR; *minor = TORCH_VERSION_MINOR; *patch = TORCH_VERSION_PATCH; });
}

int cfdb_runtime_threads(int32_t* threads)
{
    return Guarded([&] { *threads = at::get_num_threads(); });
}

int cfdb_runtime_set_threads(int32_t threads)
{
    return Guarded([&] { at::set_num_threads(threads); });
}

int cfdb_runtime_set_interop_threads(int32_t threads)
{
    return Guarded([&] { at::set_num_interop_threads(threads); });
}

int cfdb_runtime_devices(int32_t* cuda_devices)
{
    return Guarded([&] { *cuda_devices = at::hasCUDA() ? at::detail::getCUDAHooks().getNumGPUs() : 0; });
}

int cfdb_runtime_seed(int64_t seed)
{
    return Guarded([&] { at::manual_seed(static_cast<uint64_t>(seed)); });
}

int cfdb_runtime_default_dtype(int32_t* dtype)
{
    return Guarded([&] { *dtype = static_cast<int32_t>(c10::get_default_dtype_as_scalartype()); });
}

int cfdb_runtime_set_default_dtype(int32_t dtype)
{
    return Guarded([&] { c10::set_default_dtype(c10::scalarTypeToTypeMeta(static_cast<at::ScalarType>(dtype))); });
}

int cfdb_generator_create(int64_t device, cfdb_generator** generator)
{
    return Guarded([&]
    {
        const auto where = DeviceOf(device);
        auto made = where.is_cpu() ? at::detail::createCPUGenerator() : at::globalContext().defaultGenerator(where).clone();
        *generator = reinterpret_cast<cfdb_generator*>(new at::Generator(std::move(made)));
    });
}

int cfdb_generator_default(cfdb_generator** generator)
{
    return Guarded([&] { *generator = reinterpret_cast<cfdb_generator*>(new at::Generator(at::detail::getDefaultCPUGenerator())); });
}

int cfdb_generator_seed(cfdb_generator* generator, int64_t seed)
{
    return Guarded([&]
    {
        auto& one = GeneratorOf(generator);
        const std::lock_guard<std::mutex> lock(one.mutex());
        one.set_current_seed(static_cast<uint64_t>(seed));
    });
}

int cfdb_generator_initial_seed(const cfdb_generator* generator, int64_t* seed)
{
    return Guarded([&] { *seed = static_cast<int64_t>(GeneratorOf(const_cast<cfdb_generator*>(generator)).current_seed()); });
}

int cfdb_generator_state(const cfdb_generator* generator, cfdb_tensor** state)
{
    return Guarded([&]
    {
        auto& one = GeneratorOf(const_cast<cfdb_generator*>(generator));
        const std::lock_guard<std::mutex> lock(one.mutex());
        *state = HandleOf(one.get_state());
    });
}

int cfdb_generator_set_state(cfdb_generator* generator, const cfdb_tensor* state)
{
    return Guarded([&]
    {
        auto& one = GeneratorOf(generator);
        const std::lock_guard<std::mutex> lock(one.mutex());
        one.set_state(TensorOf(state));
    });
}

int cfdb_generator_free(cfdb_generator* generator)
{
    return Guarded([&] { delete &GeneratorOf(generator); });
}
}
