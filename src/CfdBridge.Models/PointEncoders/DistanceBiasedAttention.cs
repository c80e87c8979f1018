using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CfdBridge.Models;

// P places · k neighbours · S space dimensions · H heads · E numbers of a head
/// <summary>
/// Cross-attention from the places of a grid to scattered points [ENMA, 3.2]. A place has a learned query for each head
/// and a learned coordinate, which begins on the grid; a point's key comes from its Fourier features; every head takes
/// its own slope times the distance off the logits, so that some look near and some far. Differs from the paper: only
/// the nearest points take part, chosen from the places' first coordinates.
/// </summary>
public sealed class DistanceBiasedAttention : PointEncoder
{
    const int Frequencies = 12; // of the paper
    const double Highest = 4;   // of the paper, over the whole grid
    const long HeadWidth = 4;   // of the paper
    const int Slopes = 4;       // of the paper: 1, 2, 3, 4, repeated over the heads

    readonly Parameter queries;     // [P, H, E]
    readonly Parameter coordinates; // [P, S]
    readonly Parameter slopes;      // [H]
    readonly Linear keys;
    readonly long heads;

    /// <param name="places">Places in units of their spacing, row-major [places, dimensions].</param>
    public DistanceBiasedAttention(double[] places, int dimensions, int heads) : base(nameof(DistanceBiasedAttention))
    {
        ArgumentNullException.ThrowIfNull(places);
        this.heads = heads;
        var count = places.Length / dimensions;
        queries = Learned.Parameter(randn(count, heads, HeadWidth));
        coordinates = Learned.Parameter(tensor(Array.ConvertAll(places, place => (float)place), [count, dimensions]));
        slopes = Learned.Parameter(tensor(Enumerable.Range(0, heads).Select(head => Unsoftened(1 + head % Slopes)).ToArray()));
        keys = nn.Linear(2 * Frequencies * dimensions, heads * HeadWidth);
        var span = Math.Max(1, places.Max());
        var frequencies = tensor(Enumerable.Range(0, Frequencies).Select(i => (float)(2 * Math.PI * Math.Pow(Highest, i / (Frequencies - 1.0)) / span)).ToArray());
        RegisterComponents();
        register_buffer(nameof(frequencies), frequencies.DetachFromDisposeScope());
    }

    Tensor Waves => get_buffer("frequencies")!; // [Frequencies]; there from the start

    public override Tensor forward(Tensor coordinates)                                  // [P, k, S]
    {
        ArgumentNullException.ThrowIfNull(coordinates);
        return Weights(coordinates, queries.unsqueeze(1), this.coordinates.unsqueeze(1));
    }

    public override Tensor ToPoints(Tensor points, Tensor places)                       // [N, S], [N x k]
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(places);
        using var scope = NewDisposeScope();
        var count = points.shape[0];
        var asked = queries.index_select(0, places).reshape(count, -1, heads, HeadWidth);
        var stand = coordinates.index_select(0, places).reshape(count, -1, points.shape[1]);
        return Weights(points.unsqueeze(1), asked, stand).MoveToOuterDisposeScope();
    }

    // Of all pairs: points [M, k or 1, S], queries of the places [M, 1 or k, H, E], where these stand [M, 1 or k, S].
    Tensor Weights(Tensor points, Tensor asked, Tensor stand)
    {
        using var scope = NewDisposeScope();
        var waves = (points.unsqueeze(-1) * Waves).flatten(2);                    // [M, k, S x Frequencies]
        var key = keys.call(cat([waves.sin(), waves.cos()], -1)).reshape(points.shape[0], points.shape[1], heads, HeadWidth);
        var logits = (key * asked).sum(-1) / Math.Sqrt(HeadWidth);                      // [M, k, H]
        var distance = ((points - stand).square().sum(-1, keepdim: true) + 1e-12).sqrt();
        return (logits - nn.functional.softplus(slopes) * distance).softmax(1).MoveToOuterDisposeScope();
    }

    // softplus of this is the slope
    static float Unsoftened(double slope) => (float)Math.Log(Math.Exp(slope) - 1);
}
