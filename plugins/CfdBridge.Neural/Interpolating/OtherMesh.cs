using System.Runtime.CompilerServices;
using CfdBridge.Models;

namespace CfdBridge.Neural;

/// <summary>
/// The observed steps at the cells of another mesh, as the codec's decoder has them there [ECHO: arbitrary queries], and what
/// it loses at the run's own cells brought there by moving least squares.
/// </summary>
/// <remarks>
/// A codec's block shows how a flow moves, so each step is encoded as the end of a block that is interpolated in time; where the
/// steps before it are too far away, as a block that stands still.
/// </remarks>
sealed class OtherMesh(RunModel run, OntoMesh target)
{
    const int Values = 1 << 23; // of the steps that are worked on together: 32 MiB
    const int Most = 32;        // steps

    readonly NeuralCodec codec = run.Codec;
    readonly Trajectory observed = run.Observed;
    readonly double[] times = [.. run.Observed.Snapshots.Select(snapshot => snapshot.TimeSeconds)];
    readonly PointSet wanted = PointSet.At(target.Mesh.CellCentres);
    readonly PointSet known = target.KnownCells is { } cells ? PointSet.CellsOf(run.Observed.Mesh, cells) : PointSet.CellsOf(run.Observed.Mesh);

    public Interpolation Find() => new(
        [$"Decoded at {target.Mesh.CellCount} places by the codec, with what it loses at {known.Count} cells of the run brought there."], StepsAsync(CancellationToken.None));

    async IAsyncEnumerable<PredictedStep> StepsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var together = Math.Clamp(Values / (Math.Max(wanted.Count, known.Count) * codec.Linear.Channels.Count * codec.BlockSnapshots), 1, Most);
        for (var first = 0; first < observed.Count; first += together)
        {
            var (start, count) = (first, Math.Min(together, observed.Count - first));
            var values = await Task.Run(() => At(start, count, cancellationToken), cancellationToken);
            for (var i = 0; i < count; i++) yield return new(times[first + i], [Fields(values, i, observed.Snapshots[first + i].Fields)]);
        }
    }

    // Row-major [count, wanted places, channels].
    float[] At(int first, int count, CancellationToken cancellationToken)
    {
        var (channels, latents) = (codec.Linear.Channels.Count, new List<float[]>());
        var mean = run.Mean is { } all && known.Cells is { } some ? new RunMean(known, Rows(all.Values, some)) : run.Mean;
        for (var i = first; i < first + count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var encoded = run.Mesh.Encode(known, Block(i), 1 + codec.BlockSnapshots, mean);
            latents.Add(encoded.Values[^(encoded.Sites * encoded.Width)..]);
        }

        // Every block by itself, so that none leads in another: its latents stand twice, as a beginning and as a block.
        var (there, here) = (new float[count * wanted.Count * channels], new float[count * known.Count * channels]);
        for (var i = 0; i < count; i++)
        {
            var one = new Latents(2, codec.Sites, codec.Config.Latent, 1 + codec.BlockSnapshots, [.. latents[i], .. latents[i]], mean);
            run.Mesh.Decode(one, wanted, skip: codec.BlockSnapshots).CopyTo(there, i * wanted.Count * channels);
            run.Mesh.Decode(one, known, skip: codec.BlockSnapshots).CopyTo(here, i * known.Count * channels);
        }

        Add(there, Lost(first, count, here), count);
        return there;
    }

    // What the codec loses at the known cells, brought to the wanted places: row-major [wanted places, count, channels].
    float[] Lost(int first, int count, float[] here)
    {
        var channels = codec.Linear.Channels.Count;
        var lost = new float[here.Length];
        for (var i = 0; i < count; i++)
        {
            var actual = Known(observed.Snapshots[first + i]);
            for (var cell = 0; cell < known.Count; cell++)
            {
                for (var c = 0; c < channels; c++) lost[(cell * count + i) * channels + c] = actual[cell * channels + c] - here[(i * known.Count + cell) * channels + c];
            }
        }

        return MovingLeastSquaresLift.Between(codec.Linear.Weights.Grid, codec.Linear.Axes.Of(known.Coordinates), codec.Linear.Axes.Of(wanted.Coordinates), lost, count * channels);
    }

    void Add(float[] values, float[] lost, int count)
    {
        var channels = codec.Linear.Channels.Count;
        for (var i = 0; i < count; i++)
        {
            for (var place = 0; place < wanted.Count; place++)
            {
                for (var c = 0; c < channels; c++) values[(i * wanted.Count + place) * channels + c] += lost[(place * count + i) * channels + c];
            }
        }
    }

    // The snapshots of a block that ends with a step, and one before, row-major [1 + block, known cells, channels].
    float[] Block(int step)
    {
        var (held, spacing, row) = (codec.BlockSnapshots, run.Checkpoint.SnapshotSeconds, known.Count * codec.Linear.Channels.Count);
        var island = Island.Of(times, held * spacing * 1.001).First(one => step >= one.First && step <= one.Last);
        var own = times[island.First..(island.Last + 1)];
        var values = new float[(1 + held) * row];
        for (var i = 0; i <= held; i++)
        {
            var stencil = TimeStencil.Of(own, Math.Max(own[0], times[step] - (held - i) * spacing), spacing);
            (stencil with { First = stencil.First + island.First }).Apply(source => Known(observed.Snapshots[source]), values.AsSpan(i * row, row));
        }

        return values;
    }

    float[] Known(Snapshot snapshot)
    {
        var values = codec.Linear.Channels.Gather(snapshot);
        return known.Cells is { } some ? Rows(values, some) : values;
    }

    float[] Rows(float[] values, int[] cells)
    {
        var (channels, rows) = (codec.Linear.Channels.Count, new float[cells.Length * codec.Linear.Channels.Count]);
        for (var i = 0; i < cells.Length; i++) values.AsSpan(cells[i] * channels, channels).CopyTo(rows.AsSpan(i * channels));
        return rows;
    }

    // A component that is no channel, such as the third velocity of a slice, is zero.
    FieldSet Fields(float[] values, int step, FieldSet layout)
    {
        var row = wanted.Count * codec.Linear.Channels.Count;
        return codec.Linear.Channels.Scatter(values.AsSpan(step * row, row), layout).Select(new FieldSet(layout));
    }
}
