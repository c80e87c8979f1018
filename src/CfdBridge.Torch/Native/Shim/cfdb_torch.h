// The whole C surface of the shim. Every function returns a status; results come through pointers; the text of a
// failure is fetched by cfdb_error_text on the same thread before the next call.
#pragma once

#include <stdint.h>

#define CFDB_API __attribute__((visibility("default")))

#ifdef __cplusplus
extern "C" {
#endif

enum
{
    CFDB_OK = 0,
    CFDB_FAILED = 1,     // libtorch refused: the text is its own
    CFDB_MISUSE = 2,     // the caller broke the contract of a function
    CFDB_NO_MEMORY = 3
};

// A handle owns one reference to what it names; each is given back with its _free.
typedef struct cfdb_tensor cfdb_tensor;
typedef struct cfdb_operator cfdb_operator;    // lives as long as the process
typedef struct cfdb_generator cfdb_generator;
typedef struct cfdb_group cfdb_group;

enum
{
    CFDB_NONE = 0,
    CFDB_TENSOR = 1,                 // data: the handle
    CFDB_TENSOR_LIST = 2,            // data: count handles
    CFDB_OPTIONAL_TENSOR_LIST = 3,   // the same, where a null handle is "none"
    CFDB_INT = 4,                    // also a dtype, a layout, a memory format
    CFDB_DOUBLE = 5,
    CFDB_BOOL = 6,
    CFDB_INT_LIST = 7,
    CFDB_DOUBLE_LIST = 8,
    CFDB_STRING = 9,                 // data: count bytes of UTF-8
    CFDB_DEVICE = 10,                // integer: type * 2^32 + index, where index -1 is "the current one"
    CFDB_GENERATOR = 11
};

// One argument or result of an operator.
typedef struct
{
    int32_t kind;
    int32_t count;
    union
    {
        int64_t integer;
        double real;
        const void* data;
    };
} cfdb_value;

// Text of this thread's last failure, UTF-8, cut at capacity; length is that of the whole text.
CFDB_API int cfdb_error_text(uint8_t* text, int32_t capacity, int32_t* length);

// tensors.cpp
CFDB_API int cfdb_tensor_from_memory(const void* data, int64_t bytes, const int64_t* shape, int32_t rank, int32_t dtype, cfdb_tensor** tensor);
CFDB_API int cfdb_tensor_read(const cfdb_tensor* tensor, void* data, int64_t bytes);
CFDB_API int cfdb_tensor_write(cfdb_tensor* tensor, const void* data, int64_t bytes);
CFDB_API int cfdb_tensor_data(const cfdb_tensor* tensor, void** data);
CFDB_API int cfdb_tensor_rank(const cfdb_tensor* tensor, int32_t* rank);
CFDB_API int cfdb_tensor_shape(const cfdb_tensor* tensor, int64_t* shape, int64_t* strides, int32_t rank);
CFDB_API int cfdb_tensor_facts(const cfdb_tensor* tensor, int64_t* elements, int32_t* dtype, int64_t* device, int32_t* contiguous);
CFDB_API int cfdb_tensor_share(const cfdb_tensor* tensor, cfdb_tensor** same);
CFDB_API int cfdb_tensor_free(cfdb_tensor* tensor);

// operators.cpp
CFDB_API int cfdb_operator_find(const char* name, const char* overload, cfdb_operator** op);
// Arguments in the order of the operator's schema; defaults fill in for those missing at the end. The first capacity
// results are written; count is how many there are, lists laid out flat. What did not fit is waiting for
// cfdb_operator_rest on the same thread.
CFDB_API int cfdb_operator_call(const cfdb_operator* op, const cfdb_value* arguments, int32_t argument_count, cfdb_value* results, int32_t capacity, int32_t* count);
CFDB_API int cfdb_operator_rest(cfdb_value* results, int32_t capacity);

// autograd.cpp
// No gradients stands for "one", which a scalar root needs no other; no inputs for all leaves.
CFDB_API int cfdb_autograd_backward(cfdb_tensor* const* roots, int32_t root_count, cfdb_tensor* const* gradients, int32_t gradient_count, cfdb_tensor* const* inputs, int32_t input_count, int32_t retain_graph, int32_t create_graph);
CFDB_API int cfdb_autograd_facts(const cfdb_tensor* tensor, int32_t* requires_grad, int32_t* is_leaf);
CFDB_API int cfdb_autograd_require(cfdb_tensor* tensor, int32_t required);
CFDB_API int cfdb_autograd_gradient(const cfdb_tensor* tensor, cfdb_tensor** gradient);
CFDB_API int cfdb_autograd_set_gradient(cfdb_tensor* tensor, const cfdb_tensor* gradient);
CFDB_API int cfdb_autograd_retain_gradient(cfdb_tensor* tensor);
// Whether this thread records operators; the previous setting comes back.
CFDB_API int cfdb_autograd_enable(int32_t enabled, int32_t* before);
CFDB_API int cfdb_autograd_enter_inference(int32_t enabled, void** guard);
CFDB_API int cfdb_autograd_leave_inference(void* guard);

// runtime.cpp
CFDB_API int cfdb_runtime_version(int32_t* major, int32_t* minor, int32_t* patch);
CFDB_API int cfdb_runtime_threads(int32_t* threads);
CFDB_API int cfdb_runtime_set_threads(int32_t threads);
CFDB_API int cfdb_runtime_set_interop_threads(int32_t threads);
CFDB_API int cfdb_runtime_devices(int32_t* cuda_devices);
CFDB_API int cfdb_runtime_seed(int64_t seed);
CFDB_API int cfdb_runtime_default_dtype(int32_t* dtype);
CFDB_API int cfdb_runtime_set_default_dtype(int32_t dtype);
CFDB_API int cfdb_generator_create(int64_t device, cfdb_generator** generator);
CFDB_API int cfdb_generator_default(cfdb_generator** generator);
CFDB_API int cfdb_generator_seed(cfdb_generator* generator, int64_t seed);
CFDB_API int cfdb_generator_initial_seed(const cfdb_generator* generator, int64_t* seed);
CFDB_API int cfdb_generator_state(const cfdb_generator* generator, cfdb_tensor** state);
CFDB_API int cfdb_generator_set_state(cfdb_generator* generator, const cfdb_tensor* state);
CFDB_API int cfdb_generator_free(cfdb_generator* generator);

// groups.cpp: processes that train together; the first rank serves the others at address:port.
CFDB_API int cfdb_group_join(const char* backend, const char* address, int32_t port, int32_t rank, int32_t size, double join_seconds, double timeout_seconds, cfdb_group** group);
CFDB_API int cfdb_group_sum(cfdb_group* group, cfdb_tensor* const* tensors, int32_t count, int32_t mean);
CFDB_API int cfdb_group_broadcast(cfdb_group* group, cfdb_tensor* tensor, int32_t from_rank);
CFDB_API int cfdb_group_barrier(cfdb_group* group);
CFDB_API int cfdb_group_free(cfdb_group* group);

#ifdef __cplusplus
}
#endif
