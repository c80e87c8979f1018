using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CfdBridge.Native.Tests.Torch;

[Collection("torch")]
public sealed class ModuleTests
{
    [Fact]
    public void Fields_are_the_keys_of_the_state()
    {
        using var block = new Block();
        Assert.Equal(["scale", "steps", "layers.0.weight", "layers.0.bias", "layers.1.weight", "layers.1.bias", "norm.weight", "norm.bias"], block.state_dict().Keys);
        Assert.Equal(["layers", "layers.0", "layers.1", "norm"], block.named_modules().Select(one => one.name));
        Assert.True(block.has_parameter("layers.1.weight") && block.has_buffer("steps"));
    }

    [Fact]
    public void State_copied_over_makes_two_modules_equal()
    {
        using var scope = NewDisposeScope();
        using var one = new Block();
        using var other = new Block();


        other.load_state_dict(one.state_dict());


        var x = ones(2, 4);
        Assert.True(allclose(one.call(x), other.call(x)));
    }

    [Fact]
    public void State_that_does_not_fit_is_refused_by_name()
    {
        using var scope = NewDisposeScope();
        using var block = new Block();
        var state = new Dictionary<string, Tensor>(block.state_dict()) { ["extra"] = ones(1) };
        state.Remove("norm.bias");


        var refused = Assert.Throws<InvalidOperationException>(() => block.load_state_dict(state));


        Assert.Equal("The state does not fit Block. Missing: norm.bias. Unknown: extra.", refused.Message);
        var (missing, unexpected) = block.load_state_dict(state, strict: false);
        Assert.Equal(["norm.bias"], missing);
        Assert.Equal(["extra"], unexpected);
    }

    [Fact]
    public void A_conversion_reaches_every_part_and_its_field()
    {
        using var block = new Block();


        block.to(ScalarType.Float64);


        Assert.All(block.parameters(), parameter => Assert.Equal(ScalarType.Float64, parameter.dtype));
        Assert.Equal(ScalarType.Int64, block.get_buffer("steps")!.dtype); // registered in the constructor
        using var result = block.call(ones(2, 4, ScalarType.Float64));
        Assert.Equal(ScalarType.Float64, result.dtype);
    }

    [Fact]
    public void Evaluation_switches_dropout_off_everywhere()
    {
        using var scope = NewDisposeScope();
        using var network = nn.Sequential(nn.Dropout(0.9), nn.Sequential(nn.Dropout(0.9)));
        var x = ones(100);


        network.eval();


        Assert.False(((nn.Module)network[1]).training);
        Assert.True(allclose(network.call(x), x));
    }

    [Fact]
    public void Gradients_can_be_let_go()
    {
        using var scope = NewDisposeScope();
        using var block = new Block();
        block.call(ones(2, 4)).sum().backward();


        block.zero_grad();


        Assert.All(block.parameters(), parameter => Assert.Null(parameter.grad));
    }

    [Fact]
    public void A_part_kept_in_a_property_is_refused() =>
        Assert.Contains("keep it in a field", Assert.Throws<InvalidOperationException>(() => new Hidden()).Message, StringComparison.Ordinal);

    sealed class Block : nn.Module<Tensor, Tensor>
    {
        readonly Parameter scale;
        readonly ModuleList<Linear> layers;
        readonly LayerNorm norm;

        public Block() : base(nameof(Block))
        {
            scale = nn.Parameter(ones(4));
            layers = nn.ModuleList(nn.Linear(4, 4), nn.Linear(4, 4));
            norm = nn.LayerNorm(4);
            register_buffer("steps", zeros(1, ScalarType.Int64).DetachFromDisposeScope());
            RegisterComponents();
        }

        public override Tensor forward(Tensor input)
        {
            using var scope = NewDisposeScope();
            var x = norm.call(input) * scale + get_buffer("steps")!;
            foreach (var layer in layers) x = nn.functional.silu(layer.call(x));
            return x.MoveToOuterDisposeScope();
        }
    }

    sealed class Hidden : nn.Module<Tensor, Tensor>
    {
        public Hidden() : base(nameof(Hidden))
        {
            Part = nn.Linear(2, 2);
            RegisterComponents();
        }

        public Linear Part { get; }

        public override Tensor forward(Tensor input) => Part.call(input);
    }
}
