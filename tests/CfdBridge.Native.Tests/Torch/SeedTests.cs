using static TorchSharp.torch;

namespace CfdBridge.Native.Tests.Torch;

[Collection("torch")]
public sealed class SeedTests
{
    [Fact]
    public void The_same_seed_gives_the_same_numbers()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(Drawn(new Generator(3)), Drawn(new Generator(3)));
        Assert.NotEqual(Drawn(new Generator(3)), Drawn(new Generator(4)));
    }

    [Fact]
    public void A_generator_goes_on_from_a_kept_state()
    {
        using var scope = NewDisposeScope();
        var generator = new Generator(3);
        Drawn(generator);
        var state = generator.get_state();
        var expected = Drawn(generator);


        generator.set_state(state);


        Assert.Equal(expected, Drawn(generator));
        Assert.Equal(3, generator.initial_seed());
    }

    [Fact]
    public void A_generator_of_ones_own_does_not_disturb_the_default_one()
    {
        using var scope = NewDisposeScope();
        manual_seed(5);
        var expected = randn(4).data<float>().ToArray();


        manual_seed(5);
        Drawn(new Generator(9));


        Assert.Equal(expected, randn(4).data<float>().ToArray());
    }

    static float[] Drawn(Generator generator) => randn(8, generator: generator).data<float>().ToArray();
}
