namespace CfdBridge.Data;

/// <summary>
/// Which runs of a library are for training, for choosing the best weights, and for the test. A table
/// <c>members.csv</c> in the library's folder says so by its columns <c>name</c> and <c>split</c>; without one every
/// eighth run is held out (the last where there are fewer) and nothing is kept for a test.
/// </summary>
public sealed record LibrarySplit(IReadOnlyList<ShardReader> Training, IReadOnlyList<ShardReader> HeldOut, IReadOnlyList<ShardReader> Test)
{
    public const string FileName = "members.csv";
    const int Every = 8;

    /// <exception cref="CaseFormatException">There are no runs to train on, or the table is not one.</exception>
    public static LibrarySplit Of(string library)
    {
        var (shards, table) = (ShardReader.Library(library), Path.Combine(library, FileName));
        if (shards.Count == 0) throw new CaseFormatException(library, "it holds no captured run", "Capture runs into it: cfdbridge capture --help.");
        var split = File.Exists(table)
            ? Listed(shards, table)
            : new([.. shards.Where((_, i) => !IsHeldOut(i, shards.Count))], [.. shards.Where((_, i) => IsHeldOut(i, shards.Count))], []);
        return split.Training.Count > 0 ? split : throw new CaseFormatException(table, "it names no run of this library for training", "Its column split holds training, validation or test for each name.");
    }

    static bool IsHeldOut(int run, int runs) => runs < Every ? run == runs - 1 && runs > 1 : run % Every == Every - 1;

    static LibrarySplit Listed(IReadOnlyList<ShardReader> shards, string table)
    {
        var rows = File.ReadLines(table).Select(line => line.Split(',')).ToArray();
        var (name, split) = (Array.IndexOf(rows.FirstOrDefault() ?? [], "name"), Array.IndexOf(rows.FirstOrDefault() ?? [], "split"));
        if (name < 0 || split < 0) throw new CaseFormatException(table, "it has no columns name and split", "Begin it with: name,split");
        var places = rows.Skip(1).Where(row => row.Length > Math.Max(name, split)).ToDictionary(row => row[name], row => row[split]);
        IReadOnlyList<ShardReader> In(params string[] words) => [.. shards.Where(shard => places.TryGetValue(shard.Description.Name, out var place) && words.Contains(place))];
        return new(In("train", "training"), In("validation"), In("test"));
    }
}
