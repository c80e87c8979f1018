using System.Text.Json;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CfdBridge.Native.Tests.Torch;

[Collection("torch")]
public sealed class TrainingTests
{
    const int Steps = 50;
    const double Tolerance = 2e-5; // float32, fifty steps

    static readonly Lazy<JsonElement> theirs = new(() => JsonDocument.Parse(PyTorch.Run("torch_training.py")).RootElement);

    [Fact]
    public void AdamW_walks_the_path_of_PyTorch() =>
        Expect("adamw", Train(parameters => optim.AdamW(parameters, lr: 1e-2, weight_decay: 1e-2)));

    [Fact]
    public void AdamW_with_amsgrad_walks_the_path_of_PyTorch() =>
        Expect("amsgrad", Train(parameters => optim.AdamW(parameters, lr: 1e-2, beta1: 0.8, beta2: 0.95, eps: 1e-6, weight_decay: 0.1, amsgrad: true)));

    [Fact]
    public void Clipped_gradients_have_the_norm_of_PyTorch() => Expect("clipped", Train(Plain, clip: 0.05));

    [Fact]
    public void A_cosine_schedule_is_that_of_PyTorch() =>
        Expect("cosine", Train(Plain, schedule: optimizer => optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max: 40, eta_min: 1e-5)));

    [Fact]
    public void A_schedule_by_function_is_that_of_PyTorch() =>
        Expect("lambda", Train(Plain, schedule: optimizer => optim.lr_scheduler.LambdaLR(optimizer, step => Math.Min(1, (step + 1) / 10.0) * Math.Exp(-step / 30.0))));

    [Fact]
    public void A_linear_schedule_is_that_of_PyTorch() =>
        Expect("linear", Train(Plain, schedule: optimizer => optim.lr_scheduler.LinearLR(optimizer, start_factor: 0.1, end_factor: 1, total_iters: 20)));

    [Fact]
    public void A_resumed_training_goes_on_as_if_uninterrupted()
    {
        using var scope = NewDisposeScope();
        var whole = new Fit();
        for (var i = 0; i < 20; i++) whole.Step();


        var first = new Fit();
        for (var i = 0; i < 10; i++) first.Step();
        var second = new Fit(seed: 99);
        second.Network.load_state_dict(first.Network.state_dict());
        second.Optimizer.load_state_dict(first.Optimizer.state_dict());
        for (var i = 0; i < 10; i++) second.Step();


        Assert.Equal(Weights(whole.Network), Weights(second.Network));
    }

    [Fact]
    public void Groups_of_parameters_have_rates_of_their_own()
    {
        using var scope = NewDisposeScope();
        var network = Network(11);
        var before = Weights(network);
        var (head, tail) = (((nn.Module)network[0]).parameters(), ((nn.Module)network[2]).parameters());
        using var optimizer = optim.AdamW([new AdamW.ParamGroup(head, lr: 0), new AdamW.ParamGroup(tail, lr: 1e-2)]);
        nn.functional.mse_loss(network.call(X()), Y()).backward();


        optimizer.step();


        var after = Weights(network);
        Assert.Equal(before[..20], after[..20]);
        Assert.All(Enumerable.Range(20, 12), i => Assert.NotEqual(before[i], after[i]));
    }

    [Fact]
    public void Parameters_survive_the_way_through_a_vector()
    {
        using var scope = NewDisposeScope();
        var (one, other) = (Network(1), Network(2));


        nn.utils.vector_to_parameters(nn.utils.parameters_to_vector(one.parameters()), other.parameters());


        Assert.Equal(Weights(one), Weights(other));
    }

    static AdamW Plain(IEnumerable<Parameter> parameters) => optim.AdamW(parameters, lr: 1e-2, weight_decay: 0);

    static Trained Train(Func<IEnumerable<Parameter>, AdamW> make, double? clip = null, Func<AdamW, optim.lr_scheduler.LRScheduler>? schedule = null)
    {
        using var scope = NewDisposeScope();
        var network = Network(11);
        using var optimizer = make(network.parameters());
        var scheduler = schedule?.Invoke(optimizer);
        var trained = new Trained([], [], [], []);
        for (var i = 0; i < Steps; i++)
        {
            using var step = NewDisposeScope();
            optimizer.zero_grad();
            var loss = nn.functional.mse_loss(network.call(X()), Y());
            loss.backward();
            if (clip is { } most) trained.Norms.Add(nn.utils.clip_grad_norm_(network.parameters(), most));
            trained.Rates.Add(optimizer.ParamGroups.First().LearningRate);
            optimizer.step();
            scheduler?.step();
            trained.Losses.Add(loss.item<float>());
        }

        trained.Weights.AddRange(Weights(network).Select(one => (double)one));
        return trained;
    }

    static void Expect(string name, Trained ours)
    {
        var expected = theirs.Value.GetProperty(name);
        foreach (var (part, values) in new[] { ("losses", ours.Losses), ("norms", ours.Norms), ("rates", ours.Rates), ("weights", ours.Weights) })
        {
            double[] wanted = [.. expected.GetProperty(part).EnumerateArray().Select(one => one.GetDouble())];
            Assert.Equal(wanted.Length, values.Count);
            for (var i = 0; i < wanted.Length; i++)
                Assert.True(Math.Abs(wanted[i] - values[i]) <= Tolerance * Math.Max(1, Math.Abs(wanted[i])), $"{part}[{i}]: expected {wanted[i]}, got {values[i]}");
        }
    }

    static Sequential Network(long seed)
    {
        manual_seed(seed);
        return nn.Sequential(nn.Linear(3, 5), new Tanh(), nn.Linear(5, 2));
    }

    static Tensor X() => arange(24, ScalarType.Float32).sin().reshape(8, 3);

    static Tensor Y() => arange(16, ScalarType.Float32).cos().reshape(8, 2);

    static float[] Weights(nn.Module network) => [.. network.parameters().SelectMany(one => one.data<float>().ToArray())];

    sealed record Trained(List<double> Losses, List<double> Norms, List<double> Rates, List<double> Weights);

    sealed class Tanh() : nn.Module<Tensor, Tensor>(nameof(Tanh))
    {
        public override Tensor forward(Tensor input) => input.tanh();
    }

    sealed class Fit
    {
        public Fit(long seed = 11)
        {
            Network = TrainingTests.Network(seed);
            Optimizer = optim.AdamW(Network.parameters(), lr: 1e-2, weight_decay: 0.01);
        }

        public Sequential Network { get; }

        public AdamW Optimizer { get; }

        public void Step()
        {
            Optimizer.zero_grad();
            nn.functional.mse_loss(Network.call(X()), Y()).backward();
            Optimizer.step();
        }
    }
}
