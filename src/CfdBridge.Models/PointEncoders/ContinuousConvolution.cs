using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CfdBridge.Models;

// P places · k neighbours · S space dimensions · H kernels
/// <summary>
/// A continuous convolution from scattered points to the places of a grid [ECHO, 3.1.1; CALM-PDE]: a small network gives
/// the kernels' values at an offset, a softmax over the squared distances normalises the neighbourhood and narrows it.
/// The kernels are the same at all places, so places may be worked on tile by tile.
/// </summary>
public sealed class ContinuousConvolution : PointEncoder
{
    const int Features = 16;      // random Fourier features [CALM-PDE]
    const double Spread = 1;      // of their frequencies, in cycles over 2 pi spacings; the paper's 6 is over its whole domain
    const long Hidden = 32;       // [CALM-PDE]

    readonly Linear widen;
    readonly Linear kernels;
    readonly Parameter narrowness; // [1]; its exponential multiplies the squared distance

    /// <param name="places">Places in units of their spacing, row-major [places, dimensions].</param>
    public ContinuousConvolution(double[] places, int dimensions, int heads) : base(nameof(ContinuousConvolution))
    {
        ArgumentNullException.ThrowIfNull(places);
        var stand = tensor(Array.ConvertAll(places, place => (float)place), [places.Length / dimensions, dimensions]);
        var frequencies = randn(dimensions, Features) * Spread;
        widen = nn.Linear(2 * Features + dimensions, Hidden);
        kernels = nn.Linear(Hidden, heads);
        narrowness = Learned.Parameter(zeros(1));
        RegisterComponents();
        register_buffer(nameof(frequencies), frequencies.DetachFromDisposeScope());
        register_buffer(nameof(places), stand.DetachFromDisposeScope());
    }

    Tensor Frequencies => get_buffer("frequencies")!; // [S, Features]; both there from the start

    Tensor Places => get_buffer("places")!;           // [P, S]

    public override Tensor forward(Tensor coordinates)                                  // [P, k, S]
    {
        ArgumentNullException.ThrowIfNull(coordinates);
        return Weights(coordinates, Places.unsqueeze(1));
    }

    public override Tensor ToPoints(Tensor points, Tensor places)                       // [N, S], [N x k]
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(places);
        using var scope = NewDisposeScope();
        var stand = Places.index_select(0, places).reshape(points.shape[0], -1, points.shape[1]);
        return Weights(points.unsqueeze(1), stand).MoveToOuterDisposeScope();
    }

    // Of all pairs: points [M, k or 1, S], where the places stand [M, 1 or k, S].
    Tensor Weights(Tensor points, Tensor stand)
    {
        using var scope = NewDisposeScope();
        var offsets = points - stand;                                                   // [M, k, S]
        var waves = offsets.matmul(Frequencies);                                        // [M, k, Features]
        var kernel = kernels.call(nn.functional.gelu(widen.call(cat([offsets, waves.sin(), waves.cos()], -1))));
        var near = (offsets.square().sum(-1, keepdim: true) * -narrowness.exp()).softmax(1);
        return ((1 + kernel) * near).MoveToOuterDisposeScope();                         // begins near a weighted mean
    }
}
