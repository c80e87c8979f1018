#include <string>

#include <ATen/ATen.h>
#include <torch/csrc/distributed/c10d/ProcessGroupGloo.hpp>
#ifdef USE_C10D_NCCL
#include <torch/csrc/distributed/c10d/ProcessGroupNCCL.hpp>
#endif
#include <torch/csrc/distributed/c10d/PrefixStore.hpp>
#include <torch/csrc/distributed/c10d/TCPStore.hpp>

#define CFDB_USES_GROUPS
#include "compat.h"
#include "handles.h"

using namespace cfdb;

namespace
{
struct Group
{
    c10::intrusive_ptr<c10d::Store> store; // outlives the backend, which talks through it to the end
    c10::intrusive_ptr<Backend> backend;
};

Group& GroupOf(cfdb_group* handle)
{
    Expect(handle != nullptr, "a process group is missing");
    return *reinterpret_cast<Group*>(handle);
}

std::chrono::milliseconds Milliseconds(double seconds)
{
    return std::chrono::milliseconds(static_cast<int64_t>(seconds * 1000));
}

// Before Gloo connects the members: it would wait for one that does not come as long as for an answer.
void Meet(c10d::Store& store, int rank, int size, std::chrono::milliseconds longest)
{
    const auto key = [](int member) { return "here/" + std::to_string(member); };
    store.set(key(rank), std::vector<uint8_t>{1});
    int met = 0;
    try
    {
        for (; met < size; ++met) store.wait({key(met)}, longest);
    }
    catch (const std::exception&)
    {
        throw Misuse("member " + std::to_string(met) + " did not come within " + std::to_string(longest.count() / 1000) + " s");
    }
}

c10::intrusive_ptr<Backend> Join(const std::string& name, const c10::intrusive_ptr<c10d::Store>& store, int rank, int size, std::chrono::milliseconds timeout)
{
    if (name == "gloo")
    {
        auto options = c10d::ProcessGroupGloo::Options::create(timeout);
        options->devices.push_back(c10d::ProcessGroupGloo::createDefaultDevice());
        return c10::make_intrusive<c10d::ProcessGroupGloo>(store, rank, size, options);
    }
#ifdef USE_C10D_NCCL
    if (name == "nccl")
    {
        auto options = c10d::ProcessGroupNCCL::Options::create();
        options->timeout = timeout;
        return c10::make_intrusive<c10d::ProcessGroupNCCL>(store, rank, size, options);
    }
    throw Misuse("the process group backend \"" + name + "\" is unknown. Known backends: gloo, nccl");
#else
    throw Misuse("the process group backend \"" + name + "\" is unknown. Known backends of this libtorch: gloo");
#endif
}
}

extern "C"
{
int cfdb_group_join(const char* backend, const char* address, int32_t port, int32_t rank, int32_t size, double join_seconds, double timeout_seconds, cfdb_group** group)
{
    return Guarded([&]
    {
        const auto join = Milliseconds(join_seconds);
        c10d::TCPStoreOptions options = cfdb::store_options();
        options.port = static_cast<uint16_t>(port);
        options.isServer = rank == 0;
        options.numWorkers = static_cast<std::size_t>(size);
        options.timeout = join;
        options.waitWorkers = false; // it would wait without a word when they do not come
        auto joined = std::make_unique<Group>();
        joined->store = c10::make_intrusive<c10d::TCPStore>(std::string(address), options);
        Meet(*joined->store, rank, size, join);
        joined->backend = Join(backend, joined->store, rank, size, Milliseconds(timeout_seconds));
        *group = reinterpret_cast<cfdb_group*>(joined.release());
    });
}

int cfdb_group_sum(cfdb_group* group, cfdb_tensor* const* tensors, int32_t count, int32_t mean)
{
    return Guarded([&]
    {
        auto& one = GroupOf(group);
        for (int32_t i = 0; i < count; ++i)
        {
            std::vector<at::Tensor> shared{TensorOf(tensors[i]).detach()};
            one.backend->allreduce(shared)->wait();
            if (mean) shared[0].div_(one.backend->getSize()); // Gloo has no mean of its own
        }
    });
}

int cfdb_group_broadcast(cfdb_group* group, cfdb_tensor* tensor, int32_t from_rank)
{
    return Guarded([&]
    {
        std::vector<at::Tensor> shared{TensorOf(tensor).detach()};
        c10d::BroadcastOptions options;
        options.rootRank = from_rank;
        GroupOf(group).backend->broadcast(shared, options)->wait();
    });
}

int cfdb_group_barrier(cfdb_group* group)
{
    return Guarded([&] { GroupOf(group).backend->barrier()->wait(); });
}

int cfdb_group_free(cfdb_group* group)
{
    return Guarded([&] { delete &GroupOf(group); });
}
}
