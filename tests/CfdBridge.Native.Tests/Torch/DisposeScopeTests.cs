using TorchSharp;

namespace CfdBridge.Native.Tests.Torch;

[Collection("torch")]
public sealed class DisposeScopeTests
{
    [Fact]
    public void A_scope_disposes_what_was_made_inside()
    {
        torch.Tensor inside;
        var outside = torch.ones(2);
        using (torch.NewDisposeScope()) inside = outside + 1;


        Assert.True(inside.IsInvalid);
        Assert.False(outside.IsInvalid);
    }

    [Fact]
    public void A_tensor_belongs_to_the_innermost_scope()
    {
        using var outer = torch.NewDisposeScope();
        var first = torch.ones(2);
        torch.Tensor second;
        using (var inner = torch.NewDisposeScope())
        {
            second = torch.ones(2);


            Assert.True(inner.Contains(second));
            Assert.False(inner.Contains(first));
        }

        Assert.True(outer.Contains(first));
        Assert.True(second.IsInvalid);
    }

    [Fact]
    public void A_result_moved_out_lives_as_long_as_the_outer_scope()
    {
        torch.Tensor result;
        using (torch.NewDisposeScope())
        {
            using (torch.NewDisposeScope()) result = torch.ones(2).MoveToOuterDisposeScope();
            Assert.False(result.IsInvalid);
        }

        Assert.True(result.IsInvalid);
    }

    [Fact]
    public void A_detached_tensor_outlives_all_scopes()
    {
        torch.Tensor kept;
        using (torch.NewDisposeScope())
        using (torch.NewDisposeScope()) kept = torch.ones(2).DetachFromDisposeScope();


        Assert.Equal(1f, kept[0].item<float>());
        kept.Dispose();
    }

    [Fact]
    public void A_tensor_disposed_by_hand_leaves_its_scope()
    {
        using var scope = torch.NewDisposeScope();
        var tensor = torch.ones(2);


        tensor.Dispose();


        Assert.False(scope.Contains(tensor));
        Assert.Equal(0, scope.DisposablesCount);
    }

    [Fact]
    public void Room_is_made_before_a_scope_ends()
    {
        using var scope = torch.NewDisposeScope();
        var (kept, gone) = (torch.ones(2), torch.ones(2));


        scope.DisposeEverythingBut(kept);


        Assert.True(gone.IsInvalid);
        Assert.True(scope.Contains(kept));
    }

    [Fact]
    public void Another_scope_can_take_a_tensor_over()
    {
        using var outer = torch.NewDisposeScope();
        torch.Tensor tensor;
        using (torch.NewDisposeScope())
        {
            tensor = torch.ones(2);
            outer.Attach(tensor);
        }

        Assert.False(tensor.IsInvalid);
        Assert.True(outer.Contains(tensor));
    }

    [Fact]
    public void Threads_do_not_see_each_others_scopes()
    {
        using var scope = torch.NewDisposeScope();
        torch.Tensor? made = null;
        var thread = new Thread(() => made = torch.ones(2));


        thread.Start();
        thread.Join();


        Assert.False(scope.Contains(made!)); // the thread has ended, so it is set
        made!.Dispose();
    }

    [Fact]
    public void What_a_module_registers_outlives_the_scope_it_was_made_in()
    {
        torch.nn.Module layer;
        using (torch.NewDisposeScope()) layer = torch.nn.Linear(2, 2);


        Assert.All(layer.parameters(), parameter => Assert.False(parameter.IsInvalid));
        layer.Dispose();
        Assert.All(layer.parameters(), parameter => Assert.True(parameter.IsInvalid));
    }

    [Fact]
    public void A_parameter_takes_over_the_tensor_it_is_made_of()
    {
        using var scope = torch.NewDisposeScope();
        var data = torch.ones(2);


        var parameter = torch.nn.Parameter(data);


        Assert.True(data.IsInvalid);
        Assert.True(parameter.requires_grad && parameter.is_leaf);
        Assert.True(scope.Contains(parameter));
    }
}
