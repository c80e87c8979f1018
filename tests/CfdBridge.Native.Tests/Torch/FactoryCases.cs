using TorchSharp;
using static CfdBridge.Native.Tests.Torch.ParityCase;

namespace CfdBridge.Native.Tests.Torch;

static class FactoryCases
{
    const string Seed = "generator=torch.Generator().manual_seed(5)";

    public static ParityCase[] All { get; } =
    [
        Of("zeros", "torch.zeros(2, 3)", _ => torch.zeros(2, 3)),
        Of("zeros type", "torch.zeros(2, dtype=torch.int64)", _ => torch.zeros(2, torch.ScalarType.Int64)),
        Of("ones", "torch.ones(2, 3, 4)", _ => torch.ones([2, 3, 4])),
        Of("empty", "torch.empty(2, 3).fill_(4)", _ => torch.empty(2, 3).fill_(4)),
        Of("full", "torch.full((2, 2), 3.0)", _ => torch.full(2, 2, 3)),
        Of("zeros_like", "torch.zeros_like(a)", t => torch.zeros_like(t["a"])),
        Of("ones_like", "torch.ones_like(a)", t => torch.ones_like(t["a"])),
        Of("empty_like", "torch.empty_like(a).fill_(1)", t => torch.empty_like(t["a"]).fill_(1)),
        Of("full_like", "torch.full_like(a, 2.5)", t => torch.full_like(t["a"], 2.5)),
        Of("arange", "torch.arange(5)", _ => torch.arange(5)),
        Of("arange start", "torch.arange(2, 5.5)", _ => torch.arange(2, 5.5)),
        Of("arange step", "torch.arange(1, 0, -0.25)", _ => torch.arange(1, 0, -0.25)),
        Of("linspace", "torch.linspace(0, 1, 7)", _ => torch.linspace(0, 1, 7)),
        Of("eye", "torch.eye(3)", _ => torch.eye(3)),
        Of("eye wide", "torch.eye(2, 4)", _ => torch.eye(2, 4)),
        Of("tensor", "torch.tensor([[1.5, 2], [3, 4]])", _ => torch.tensor(new float[,] { { 1.5f, 2 }, { 3, 4 } })),
        Of("tensor scalar", "torch.tensor(2.5)", _ => torch.tensor(2.5f)),
        Of("from_array", "torch.tensor([1, 2, 3])", _ => torch.from_array(new[] { 1, 2, 3 })),
        Of("rand", $"torch.rand(3, 4, {Seed})", _ => torch.rand(3, 4, generator: Seeded())),
        Of("randn", $"torch.randn(20, {Seed})", _ => torch.randn([20], generator: Seeded())),
        Of("randint", $"torch.randint(2, 9, (10,), {Seed})", _ => torch.randint(2, 9, [10], generator: Seeded())),
        Of("randint zero", $"torch.randint(9, (10,), {Seed})", _ => torch.randint(9, [10], generator: Seeded())),
        Of("randperm", $"torch.randperm(12, {Seed})", _ => torch.randperm(12, generator: Seeded())),
        Of("bernoulli", $"torch.bernoulli(p - 0.5, {Seed}).detach()", t => torch.bernoulli(t["p"].detach() - 0.5, Seeded())),
        Of("bernoulli_", $"torch.empty(30).bernoulli_(0.3, {Seed})", _ => torch.empty(30).bernoulli_(0.3, Seeded())),
        Of("multinomial", $"torch.multinomial(p, 2, False, {Seed})", t => torch.multinomial(t["p"], 2, false, Seeded())),
        Of("normal_", $"torch.empty(20).normal_(1, 2, {Seed})", _ => torch.empty(20).normal_(1, 2, Seeded())),
        Of("uniform_", $"torch.empty(20).uniform_(-1, 2, {Seed})", _ => torch.empty(20).uniform_(-1, 2, Seeded())),
        Of("rand_like", "(torch.manual_seed(3), torch.rand_like(a))[1]", t => After(3, () => torch.rand_like(t["a"]))),
        Of("randn_like", "(torch.manual_seed(3), torch.randn_like(a))[1]", t => After(3, () => torch.randn_like(t["a"]))),
        Init("zeros_", "zeros_(x)", x => torch.nn.init.zeros_(x)),
        Init("ones_", "ones_(x)", x => torch.nn.init.ones_(x)),
        Init("constant_", "constant_(x, 0.5)", x => torch.nn.init.constant_(x, 0.5)),
        Init("normal_", "normal_(x, 1, 0.1)", x => torch.nn.init.normal_(x, 1, 0.1)),
        Init("uniform_", "uniform_(x, -2, 1)", x => torch.nn.init.uniform_(x, -2, 1)),
        Init("trunc_normal_", "trunc_normal_(x, std=0.02)", x => torch.nn.init.trunc_normal_(x, std: 0.02)),
        Init("kaiming_uniform_", "kaiming_uniform_(x, a=1.5)", x => torch.nn.init.kaiming_uniform_(x, a: 1.5)),
        Init("kaiming_normal_", "kaiming_normal_(x, mode='fan_out', nonlinearity='relu')", x => torch.nn.init.kaiming_normal_(x, mode: torch.nn.init.FanInOut.FanOut, nonlinearity: torch.nn.init.NonlinearityType.ReLU)),
        Init("xavier_uniform_", "xavier_uniform_(x, gain=2)", x => torch.nn.init.xavier_uniform_(x, 2)),
        Init("xavier_normal_", "xavier_normal_(x)", x => torch.nn.init.xavier_normal_(x)),
        Of("calculate_gain", "torch.tensor(nn.init.calculate_gain('leaky_relu', 0.3))", _ => torch.tensor((float)torch.nn.init.calculate_gain(torch.nn.init.NonlinearityType.LeakyReLU, 0.3))),
    ];

    static ParityCase Init(string name, string python, Func<torch.Tensor, torch.Tensor> ours) =>
        Of("init " + name, $"(torch.manual_seed(3), nn.init.{python.Replace("(x", "(torch.empty(6, 4, 3)", StringComparison.Ordinal)})[1]", _ => After(3, () => ours(torch.empty(6, 4, 3))));

    static torch.Tensor After(long seed, Func<torch.Tensor> make)
    {
        torch.manual_seed(seed);
        return make();
    }

    static torch.Generator Seeded() => new(5);
}
