using System.Text.Json;
using CfdBridge.Data;

namespace CfdBridge.Tests.Pipeline.Trust;

/// <summary>
/// One engine's bounds and intervals, worked out from <c>hindcast.safetensors</c> by the definitions that the README of the
/// pipeline gives, without a line of the code that made the report.
/// </summary>
sealed class RemadeHindcast
{
    readonly SafetensorsReader file;
    readonly string engine;
    readonly int[] origins;
    readonly int[] components; // by field
    readonly ValidationResiduals? stored;
    readonly Dictionary<string, Array> read = [];

    public RemadeHindcast(SafetensorsReader file, string engine, int[] components, int horizon)
    {
        (this.file, this.engine, this.components) = (file, engine, components);
        origins = [.. Enumerable.Range(0, 9).Where(origin => file.Tensors.ContainsKey($"{engine}/{origin}/seconds"))];
        stored = file.Metadata.TryGetValue($"{engine}/residuals", out var text) ? JsonSerializer.Deserialize<ValidationResiduals>(text, new JsonSerializerOptions(JsonSerializerDefaults.Web)) : null;
        Measured = Math.Min(horizon, origins.Max(LeadsOf));
        Known = stored is null ? Measured : Math.Max(Measured, Math.Min(horizon, stored.Fields.Min(field => field.Expected.Count))); // of the same spacing in the tests
    }

    public int Origins => origins.Length;

    public int Measured { get; }

    public int Known { get; }

    public bool IsTrained => stored is not null;

    public double[] SecondsOfOrigins => [.. origins.Select(origin => Read<double>($"{engine}/{origin}/seconds")[0])];

    /// <summary>Mean over the origins that reach a lead.</summary>
    public double Error(string kind, int lead, int field) => Reaching(lead, origins).Average(origin => Skill(origin, kind, lead, field));

    public double Expected(int lead, int field) => IsTrained ? Promised(lead, field) * stored!.Fields[field].Typical[lead - 1] : Enumerable.Range(1, lead).Max(before => Error("fluctuation", before, field));

    public double Upper(int lead, int field) => IsTrained
        ? Promised(lead, field) * stored!.Fields[field].Upper[lead - 1]
        : Enumerable.Range(1, lead).Max(before => Reaching(before, origins) is var reach ? Over(reach.Length) * reach.Max(origin => Skill(origin, "fluctuation", before, field)) : 0);

    public double Deviation(int lead, int field, int component, int[]? from = null) => IsTrained
        ? Ratio(field, component) * stored!.Fields[field].Scores[lead - 1][component] * stored.Fields[field].Deviations[lead - 1][component]
        : 1.05 * Enumerable.Range(1, lead).Max(before => Math.Sqrt(Sum(before, field, component, 0, from) / Pooled("volume", before, field, component, from).Sum()));

    public double HalfWidth(int lead, int field, int component, int[]? from = null) => IsTrained
        ? Ratio(field, component) * stored!.Fields[field].Scores[lead - 1][component] * stored.Fields[field].HalfWidths[lead - 1][component]
        : 1.05 * Enumerable.Range(1, lead).Max(before => Quantile(Pooled("volume", before, field, component, from)));

    /// <summary>Mean expected error over a horizon; beyond what is known it grows in proportion to the lead, that of a trained engine as so far, to 1.4 at most.</summary>
    public double Outlook(int horizon) => components.Select((_, f) => f).Average(f => Enumerable.Range(1, horizon).Average(lead =>
    {
        if (lead <= Known) return Expected(lead, f);
        var last = Expected(Known, f);
        var growth = IsTrained && Known > 1 ? (last - Expected(1, f)) / (Known - 1) : last / Known;
        return Math.Max(last, Math.Min(1.4, last + growth * (lead - Known)));
    }));

    public double SignalHalfWidth(int lead, int signal) => lead <= Measured
        ? Enumerable.Range(1, lead).Max(before => Reaching(before, origins) is var reach ? Over(reach.Length) * reach.Max(origin => Math.Abs(Read<double>($"{engine}/{origin}/signals")[signal * LeadsOf(origin) + before - 1])) : 0)
        : SignalHalfWidth(Measured, signal) * Math.Max(1, components.Select((_, f) => Upper(lead, f) / Upper(Measured, f)).Average());

    /// <summary>Mean over the origins.</summary>
    public double Sparsification(int field) => origins.Average(origin => Read<double>($"{engine}/{origin}/sparsification")[field]);

    /// <summary>Each origin under the intervals of the others: share held, mean deviation, negative log density, CRPS and shares within Gaussian intervals of 5 to 95 %, means over leads and components that vary.</summary>
    public (double Coverage, double Sharpness, double LogDensity, double Crps, double[] Reliability) Calibration(int field)
    {
        var found = new List<(double Held, double Deviation, double LogDensity, double Crps, double[] Within)>();
        foreach (var origin in origins)
        {
            int[] others = [.. origins.Where(other => other != origin)], own = [origin];
            for (var lead = 1; lead <= Math.Min(LeadsOf(origin), others.Max(LeadsOf)); lead++)
            {
                double Mean(int component) => Pooled("unit", lead, field, component, own).Sum() / Pooled("volume", lead, field, component, own).Sum();
                foreach (var component in Enumerable.Range(0, components[field]).Where(component => Mean(component) > 1e-4 * Enumerable.Range(0, components[field]).Max(Mean)))
                {
                    var (volume, unit, deviation) = (Pooled("volume", lead, field, component, own), Pooled("unit", lead, field, component, own), Deviation(lead, field, component, others));
                    var (all, squares, logs) = (volume.Sum(), Sum(lead, field, component, 0, own), Sum(lead, field, component, 1, own));
                    found.Add((
                        Held(volume, HalfWidth(lead, field, component, others)) / all, Mean(component) * deviation, logs / all + Math.Log(deviation * Math.Sqrt(2 * Math.PI)) + squares / all / (2 * deviation * deviation),
                        unit.Select((weight, bin) => weight * deviation * NormalDistribution.Crps((bin == 0 ? Smallest / 2 : Edge(bin - 0.5)) / deviation)).Sum() / all,
                        [.. Levels.Select(level => Held(volume, NormalDistribution.HalfWidth(level) * deviation) / all)]));
                }
            }
        }

        return (found.Average(one => one.Held), found.Average(one => one.Deviation), found.Average(one => one.LogDensity), found.Average(one => one.Crps), [.. Levels.Select((_, i) => found.Average(one => one.Within[i]))]);
    }

    T[] Read<T>(string name) where T : unmanaged => (T[])(read.TryGetValue(name, out var known) ? known : read[name] = file.Read<T>(name));

    double Promised(int lead, int field) => stored!.Fields[field].Expected[lead - 1] * Multiple(Leads().Sum(at => Skill(at.Origin, "fluctuation", at.Lead, field)) / Leads().Sum(at => stored.Fields[field].Expected[at.Lead - 1]));

    double Ratio(int field, int component) => Multiple(
        Leads().Sum(at => Math.Sqrt(Sum(at.Lead, field, component, 0, [at.Origin]) / Pooled("volume", at.Lead, field, component, [at.Origin]).Sum())) / Leads().Sum(at => stored!.Fields[field].Scores[at.Lead - 1][component]));

    static double Multiple(double found) => Math.Clamp(found, 1.0 / 20, 20);

    IEnumerable<(int Origin, int Lead)> Leads() => origins.SelectMany(origin => Enumerable.Range(1, LeadsOf(origin)).Select(lead => (origin, lead)));

    int[] Reaching(int lead, int[] some) => [.. some.Where(origin => LeadsOf(origin) >= lead)];

    int LeadsOf(int origin) => (int)file.Tensors[$"{engine}/{origin}/fluctuation"].Shape[0];

    double Skill(int origin, string kind, int lead, int field) => Read<double>($"{engine}/{origin}/{kind}")[(lead - 1) * components.Length + field];

    double[] Pooled(string kind, int lead, int field, int component, int[]? from)
    {
        var (bins, row) = ((int)file.Tensors[$"{engine}/0/{kind}"].Shape[2], Row(lead, field, component));
        var pooled = new double[bins];
        foreach (var origin in Reaching(lead, from ?? origins))
        {
            var own = Read<float>($"{engine}/{origin}/{kind}");
            for (var bin = 0; bin < bins; bin++) pooled[bin] += own[row * bins + bin];
        }

        return pooled;
    }

    double Sum(int lead, int field, int component, int moment, int[]? from) =>
        Reaching(lead, from ?? origins).Sum(origin => Read<double>($"{engine}/{origin}/moments")[2 * Row(lead, field, component) + moment]);

    int Row(int lead, int field, int component) => (lead - 1) * components.Sum() + components.Take(field).Sum() + component;

    static double Over(int origins) => origins switch { 1 => 1.35, 2 => 1.15, _ => 1.08 };

    static IEnumerable<double> Levels => Enumerable.Range(1, 19).Select(i => 0.05 * i);

    const double Smallest = 1e-5; // bin 0 ends there, then 40 to a decade

    static double Edge(double place) => Smallest * Math.Pow(10, place / 40);

    static double Quantile(double[] volume)
    {
        var (sought, bin) = (0.9 * volume.Sum(), 0);
        for (; sought > volume[bin] && bin < volume.Length - 1; bin++) sought -= volume[bin];
        return bin == 0 ? Smallest * sought / volume[0] : Edge(bin - 1 + sought / volume[bin]);
    }

    static double Held(double[] volume, double half)
    {
        if (half <= Smallest) return volume[0] * half / Smallest;
        var place = 40 * Math.Log10(half / Smallest);
        var whole = (int)place + 1;
        return volume.Take(whole).Sum() + (whole < volume.Length ? volume[whole] * (place - Math.Floor(place)) : 0);
    }
}

/// <summary>The standard normal distribution by sums over its density.</summary>
static class NormalDistribution
{
    const double Step = 1e-3;
    static readonly double[] Cumulative = Summed();

    /// <summary>Deviations to either side between which a share of it lies.</summary>
    public static double HalfWidth(double share) => Step * Cumulative.TakeWhile(below => 2 * below - 1 < share).Count();

    public static double Crps(double z) => z > 9 ? z - 1 / Math.Sqrt(Math.PI) : z * (2 * Cumulative[(int)Math.Round(z / Step)] - 1) + 2 * Density(z) - 1 / Math.Sqrt(Math.PI);

    static double[] Summed()
    {
        var below = new double[10_000];
        below[0] = 0.5;
        for (var i = 1; i < below.Length; i++) below[i] = below[i - 1] + Step * Density((i - 0.5) * Step);
        return below;
    }

    static double Density(double z) => Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);
}
