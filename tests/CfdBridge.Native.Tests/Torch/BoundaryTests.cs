using System.Runtime.InteropServices;
using CfdBridge.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace CfdBridge.Native.Tests.Torch;

[Collection("torch")]
public sealed class BoundaryTests
{
    [Fact]
    public void A_wrong_shape_is_told_in_libtorchs_words_with_the_operator()
    {
        using var scope = NewDisposeScope();


        var refused = Assert.Throws<ExternalException>(() => mm(ones(2, 3), ones(2, 1)));


        Assert.Equal("libtorch: mat1 and mat2 shapes cannot be multiplied (2x3 and 2x1), in mm.", refused.Message);
    }

    [Fact]
    public void A_failure_in_the_backward_pass_is_told()
    {
        using var scope = NewDisposeScope();
        var x = ones(2).requires_grad_();
        var y = (x * x).sum();
        y.backward();


        var refused = Assert.Throws<ExternalException>(y.backward);


        Assert.Contains("backward through the graph a second time", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gradient_can_be_given_and_inputs_chosen()
    {
        using var scope = NewDisposeScope();
        var (x, y) = (ones(2).requires_grad_(), ones(2).requires_grad_());


        (x * y * 3).backward([tensor(new[] { 1f, 2f })], inputs: [x]);


        Assert.Equal([3f, 6f], x.grad!.data<float>().ToArray()); // set by the pass above
        Assert.Null(y.grad);
    }

    [Fact]
    public void A_kept_graph_can_be_used_again()
    {
        using var scope = NewDisposeScope();
        var x = ones(2).requires_grad_();
        var y = (x * x).sum();


        y.backward(retain_graph: true);
        y.backward();


        Assert.Equal([4f, 4f], x.grad!.data<float>().ToArray()); // set by the passes above
    }

    [Fact]
    public void A_disposed_tensor_says_how_to_keep_one()
    {
        var tensor = ones(2);
        tensor.Dispose();


        var refused = Assert.Throws<InvalidOperationException>(() => tensor + 1);


        Assert.Contains("MoveToOuterDisposeScope", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_operator_is_named()
    {
        var call = new OperatorCall();


        var refused = Assert.Throws<ExternalException>(() => call.Call("no_such_thing"));


        Assert.Contains("no_such_thing", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_argument_is_named()
    {
        using var scope = NewDisposeScope();


        var refused = Assert.Throws<ExternalException>(() => new OperatorCall().Call("clamp_min", ones(2)));


        Assert.Contains("argument \"min\" is missing", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_operator_can_be_called_by_name()
    {
        using var scope = NewDisposeScope();


        var parts = new OperatorCall().Call("linalg_qr", ones(3, 3), "reduced");


        Assert.Equal(2, parts.Length);
        Assert.True(allclose(parts[0].mm(parts[1]), ones(3, 3), atol: 1e-5));
    }

    [Fact]
    public void Nothing_is_recorded_under_no_grad()
    {
        using var scope = NewDisposeScope();
        var x = ones(2).requires_grad_();
        using (no_grad())
        {
            Assert.False(is_grad_enabled());
            Assert.False((x * 2).requires_grad);
            using (enable_grad()) Assert.True((x * 2).requires_grad);
        }

        using (inference_mode()) Assert.False((x * 2).requires_grad);
        Assert.True(is_grad_enabled());
        Assert.True((x * 2).requires_grad);
    }

    [Fact]
    public void Values_go_in_and_out_as_they_are()
    {
        using var scope = NewDisposeScope();
        var tensor = torch.tensor(new double[] { 1, 2, 3, 4, 5, 6 }, [2, 3]);


        var across = tensor.t();


        Assert.Equal([1.0, 4, 2, 5, 3, 6], across.data<double>().ToArray());
        Assert.Equal(5.0, across.data<double>()[1, 1]);
        Assert.Equal([1L, 3L], across.stride());
        Assert.Equal(48, tensor.bytes.Length);
        tensor.bytes = MemoryMarshal.AsBytes<double>(new double[] { 6, 5, 4, 3, 2, 1 }.AsSpan());
        Assert.Equal(6.0, tensor[0, 0].item<double>());
        Assert.Throws<ArgumentException>(() => tensor.data<float>());
    }

    [Fact]
    public void Threads_and_versions_can_be_asked_for()
    {
        var before = get_num_threads();


        set_num_threads(1);


        Assert.Equal(1, get_num_threads());
        set_num_threads(before);
        Assert.True(Version.Parse(__version__) >= new Version(1, 13));
    }

    [Fact]
    public void A_device_that_is_not_there_is_told_in_words()
    {
        if (cuda.is_available()) return;
        Assert.Throws<InvalidOperationException>(() => InitializeDeviceType(DeviceType.CUDA));
        Assert.Contains("Known devices", Assert.Throws<ArgumentException>(() => device("gpu")).Message, StringComparison.Ordinal);
        Assert.Equal(new Device(DeviceType.CUDA, 1), device("cuda:1"));
    }
}
