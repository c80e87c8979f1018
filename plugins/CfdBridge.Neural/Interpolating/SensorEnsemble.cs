using System.Runtime.CompilerServices;
using CfdBridge.Models;
using static System.FormattableString;

namespace CfdBridge.Neural;

// E members · T frames · L sites · D latent numbers
/// <summary>
/// Whole fields from sensors: segments that the generator draws of the run's parameters alone are its knowledge of such flows;
/// their latents are drawn towards the readings together, over all times of a segment, so that what is read before and after
/// tells of a time too. What is left of their spread is the uncertainty.
/// </summary>
sealed class SensorEnsemble(RunModel run, SensorReadings readings, PriorDraws prior)
{
    const int Members = 64;      // drawn; as many are given back as are asked for, about the same mean
    const int FlowSteps = 5;     // from noise to a segment: many cheap members rather than few exact ones
    const int FewestFrames = 8;  // of a segment, where readings span less
    const double Error = 0.1;    // of a reading, codec and model included, in deviations of its channel over members and times
    const int FewestSteps = 8;   // of the case, where its mean is taken off

    readonly NeuralCodec codec = run.Codec;
    readonly PointSet places = PointSet.At(readings.Places);
    readonly (int Read, int Channel)[] channels = [.. readings.Channels.Select((channel, c) => (c, run.Codec.Linear.Channels.List.ToList().IndexOf(new(channel.Field, channel.Component)))).Where(pair => pair.Item2 >= 0)];

    public Interpolation Find(CancellationToken cancellationToken)
    {
        if (channels.Length == 0) throw new EngineRefusedException($"None of what the sensors read is a channel of the model ({string.Join(", ", codec.Linear.Channels.List.Select(channel => $"{channel.Field} {channel.Component}"))}).");
        if (run.Mean is not null && run.Observed.Count < FewestSteps) throw new EngineRefusedException($"The model works about a run's own mean, for which at least {FewestSteps} whole steps of the case are needed; there are {run.Observed.Count}.");
        var windows = Windows().ToArray();
        return new(
            [Invariant($"{Members} segments drawn{(run.Asked.Parameters.Count + run.Asked.Expected.Count > 0 ? "" : ", no parameter told,")} and brought to the readings of {readings.Count} sensors at {readings.TimesSeconds.Count} times.")],
            StepsAsync(windows, cancellationToken, CancellationToken.None));
    }

    // Stretches of reading times that a segment spans.
    IEnumerable<int[]> Windows()
    {
        var (spacing, first) = (run.Checkpoint.SnapshotSeconds, 0);
        var most = (run.Filler.SegmentFrames * codec.BlockSnapshots - 1) * spacing * (1 + 1e-6);
        for (var i = 1; i <= readings.TimesSeconds.Count; i++)
        {
            if (i < readings.TimesSeconds.Count && readings.TimesSeconds[i] - readings.TimesSeconds[first] <= most) continue;
            yield return [.. Enumerable.Range(first, i - first)];
            first = i;
        }
    }

    async IAsyncEnumerable<PredictedStep> StepsAsync(int[][] windows, CancellationToken preparing, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var window in windows)
        {
            var (clock, members) = await Task.Run(() => Updated(window, preparing), cancellationToken);
            DecodedRun[] decoded = [.. members.Select(member => new DecodedRun(codec, run.Mesh, PointSet.CellsOf(run.Observed.Mesh), member, run.Mean, members.Length))];
            double[] snapshots = [.. Enumerable.Range(0, decoded[0].Snapshots - 1).Select(snapshot => (double)snapshot)];
            foreach (var time in window)
            {
                var stencil = TimeStencil.Of(snapshots, Math.Clamp(clock.PlaceOf(readings.TimesSeconds[time]), 0, snapshots[^1]), spacing: 1);
                var fields = await Task.Run(() => decoded.Select(one => ObservedFields.Of(stencil.At(snapshot => one.Snapshot(snapshot + 1)).Span, codec.Linear.Channels, run.Observed.Last.Fields)).ToArray(), cancellationToken);
                yield return new(readings.TimesSeconds[time], fields);
            }
        }
    }

    // Frames of the members, each behind one that stands for a run's beginning.
    (BlockClock Clock, float[][] Members) Updated(int[] window, CancellationToken cancellationToken)
    {
        var (first, last) = (readings.TimesSeconds[window[0]], readings.TimesSeconds[window[^1]]);
        var clock = new BlockClock([first, last > first ? last : first + run.BlockSeconds], first, last, run.Checkpoint.SnapshotSeconds, codec.BlockSnapshots);
        var frames = Math.Clamp(clock.Blocks, Math.Min(FewestFrames, run.Filler.SegmentFrames), run.Filler.SegmentFrames);
        var asked = run.Asked with { FlowSteps = Math.Min(FlowSteps, run.Asked.FlowSteps ?? FlowSteps), Sites = run.Checkpoint.Generator.ToldOfSites ? run.Mesh.SiteFeatures(run.Mean) : null };
        var width = codec.Sites * codec.Config.Latent;
        float[][] drawn = [.. prior.Of(run, asked, frames, Members, cancellationToken).Select(member => member[^(clock.Blocks * width)..])];
        var (predicted, observed) = Compared(drawn, window, clock, cancellationToken);
        var weights = EnsembleUpdate.Weights(predicted, observed, new Random((int)(run.Asked.Seed % int.MaxValue) + 1));
        var updated = weights.Select(own => Sum(own, drawn)).ToArray();
        return (clock, [.. About(updated).Select(member => (float[])[.. member[..width], .. member])]);
    }

    // The members' values where and when there are readings, and these, in units of their expected error.
    (double[][] Predicted, double[] Observed) Compared(float[][] members, int[] window, BlockClock clock, CancellationToken cancellationToken)
    {
        double[] snapshots = [.. Enumerable.Range(0, clock.Blocks * codec.BlockSnapshots).Select(snapshot => (double)snapshot)];
        var (width, row) = (codec.Sites * codec.Config.Latent, readings.Count * codec.Linear.Channels.Count);
        var values = members.Select(member =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            var latents = new Latents(1 + clock.Blocks, codec.Sites, codec.Config.Latent, 1 + snapshots.Length, [.. member[..width], .. member], run.Mean);
            return run.Mesh.Decode(latents, places, skip: 1);
        }).ToArray();
        (int Time, int Sensor, int Read, int Channel)[] there = [.. window.SelectMany(time => Enumerable.Range(0, readings.Count).SelectMany(sensor => channels.Select(channel => (time, sensor, channel.Read, channel.Channel))))
            .Where(one => double.IsFinite(readings.At(one.time, one.sensor, one.Read)))];
        double At(float[] member, (int Time, int Sensor, int Read, int Channel) one)
        {
            var stencil = TimeStencil.Of(snapshots, Math.Clamp(clock.PlaceOf(readings.TimesSeconds[one.Time]), 0, snapshots[^1]), spacing: 1);
            return stencil.Weights.Select((weight, i) => weight * member[(stencil.First + i) * row + one.Sensor * codec.Linear.Channels.Count + one.Channel]).Sum();
        }

        double[][] predicted = [.. values.Select(member => there.Select(one => At(member, one)).ToArray())];
        var errors = channels.ToDictionary(channel => channel.Read, channel =>
        {
            int[] own = [.. Enumerable.Range(0, there.Length).Where(i => there[i].Read == channel.Read)];
            return Error * Math.Sqrt(own.Select(i => (predicted.Average(member => member[i] * member[i]) - Math.Pow(predicted.Average(member => member[i]), 2))).DefaultIfEmpty(1).Average() + 1e-30);
        });
        return ([.. predicted.Select(member => member.Select((value, i) => value / errors[there[i].Read]).ToArray())], [.. there.Select(one => readings.At(one.Time, one.Sensor, one.Read) / errors[one.Read])]);
    }

    static float[] Sum(double[] weights, float[][] members)
    {
        var sums = new float[members[0].Length];
        for (var m = 0; m < members.Length; m++)
        {
            for (var i = 0; i < sums.Length; i++) sums[i] += (float)(weights[m] * members[m][i]);
        }

        return sums;
    }

    // As many members as are asked for, moved together so that their mean is that of all.
    IEnumerable<float[]> About(float[][] members)
    {
        var some = members.Take(Math.Clamp(run.Asked.Members, 2, members.Length)).ToArray();
        var (all, own) = (Sum([.. members.Select(_ => 1.0 / members.Length)], members), Sum([.. some.Select(_ => 1.0 / some.Length)], some));
        return some.Select(member => member.Select((value, i) => value - own[i] + all[i]).ToArray());
    }
}
