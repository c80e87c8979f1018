using TorchSharp;

namespace CfdBridge.Native.Tests.Torch;

/// <summary>The tensors that parity cases may name, the same for both sides; each case gets leaves of its own.</summary>
sealed class ParityInputs
{
    readonly Dictionary<string, torch.Tensor> leaves = [];

    public torch.Tensor this[string name]
    {
        get
        {
            if (leaves.TryGetValue(name, out var known)) return known;
            var (values, shape) = All[name];
            torch.Tensor leaf = values switch
            {
                float[] numbers => torch.tensor(numbers, shape),
                long[] numbers => torch.tensor(numbers, shape),
                byte[] flags => torch.tensor(flags, shape).to_type(torch.ScalarType.Bool),
                _ => throw new InvalidOperationException(name),
            };
            return leaves[name] = values is float[] ? leaf.requires_grad_() : leaf;
        }
    }

    public IEnumerable<(string Name, torch.Tensor Leaf)> Used => leaves.Select(one => (one.Key, one.Value));

    public static IReadOnlyDictionary<string, (Array Values, long[] Shape)> All { get; } = Make();

    static Dictionary<string, (Array, long[])> Make()
    {
        var random = new Random(20_240_601);
        Dictionary<string, (Array, long[])> made = [];
        Floats("a", -1.5, 1.5, 3, 4);
        Floats("b", -1.5, 1.5, 3, 4);
        Floats("p", 0.5, 1.5, 3, 4);
        Floats("v", -1, 1, 4);
        Floats("u", -1, 1, 3);
        Floats("s", -1, 1);
        Floats("sq", -1, 1, 4, 4);
        Floats("k", -1, 1, 2, 3, 4);
        Floats("l", -1, 1, 2, 4, 5);
        Floats("one", -1, 1, 3, 1, 4);
        Floats("c", -1, 1, 2, 4, 6);
        Floats("cw", -1, 1, 6, 4, 3);
        Floats("ctw", -1, 1, 4, 6, 3);
        Floats("d", -1, 1, 2, 4, 6, 5);
        Floats("dw", -1, 1, 6, 2, 3, 3);
        Floats("dtw", -1, 1, 4, 6, 3, 3);
        Floats("e", -1, 1, 2, 4, 3, 4, 5);
        Floats("ew", -1, 1, 6, 4, 2, 3, 2);
        Floats("etw", -1, 1, 4, 6, 2, 2, 2);
        Floats("bias", -1, 1, 6);
        Floats("g", -1.2, 1.2, 2, 3, 3, 2);
        Floats("qq", -1, 1, 2, 2, 5, 8);
        Floats("kk", -1, 1, 2, 2, 5, 8);
        Floats("vv", -1, 1, 2, 2, 5, 8);
        Floats("mask", -1, 1, 5, 5);
        Floats("lw", -1, 1, 5, 4);
        Floats("lb", -1, 1, 5);
        Floats("ch", 0.5, 1.5, 4);
        Longs("i", 3, 3, 4);
        Longs("j", 3, 2);
        Longs("n", 3, 4);
        Flags("m", 3, 4);
        Flags("w", 3, 4);
        Flags("bm", 5, 5);
        return made;

        void Floats(string name, double low, double high, params long[] shape) =>
            made[name] = (Fill(shape, () => (float)(low + (high - low) * random.NextDouble())), shape);
        void Longs(string name, int below, params long[] shape) => made[name] = (Fill(shape, () => (long)random.Next(below)), shape);
        void Flags(string name, params long[] shape)
        {
            var flags = Fill(shape, () => (byte)random.Next(2));
            if (name == "bm") for (var i = 0; i < 5; i++) flags[6 * i] = 1; // a row without any key has no softmax
            made[name] = (flags, shape);
        }
        static T[] Fill<T>(long[] shape, Func<T> next) => [.. Enumerable.Range(0, (int)shape.Aggregate(1L, (x, y) => x * y)).Select(_ => next())];
    }
}
