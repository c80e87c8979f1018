using CfdBridge.Data;

namespace CfdBridge.Pipeline;

/// <summary>The finished runs that states are predicted from, and those that predictions are judged on.</summary>
/// <param name="Runs">To predict from.</param>
/// <param name="HeldOut">Kept for choosing by the library's <c>members.csv</c>; empty where it has none.</param>
public sealed record RunLibrary(string Folder, IReadOnlyList<FinishedRun> Runs, IReadOnlyList<FinishedRun> HeldOut)
{
    /// <summary>Runs to predict from that were left out, as they are on another mesh.</summary>
    public int OnOtherMeshes { get; init; }


    /// <summary>Reads what is known of the runs; their states are read when they are asked for. Runs that the library keeps for a test are left out.</summary>
    /// <exception cref="CaseFormatException">There is no captured run.</exception>
    public static RunLibrary Read(string folder)
    {
        if (File.Exists(Path.Combine(folder, LibrarySplit.FileName)))
        {
            var split = LibrarySplit.Of(folder);
            return new(folder, [.. split.Training.Select(Finished)], [.. split.HeldOut.Select(Finished)]);
        }

        var shards = ShardReader.Library(folder);
        return shards.Count > 0
            ? new(folder, [.. shards.Select(Finished)], [])
            : throw new CaseFormatException(folder, "it holds no captured run", "Capture finished runs into it: cfdbridge capture CASE --set NAME=VALUE --out DIR.");
    }

    /// <summary>The runs on a mesh.</summary>
    public RunLibrary On(Mesh mesh)
    {
        FinishedRun[] fitting = [.. Runs.Where(run => run.MeshId == mesh.Id)];
        return fitting.Length > 0
            ? this with { Runs = fitting, OnOtherMeshes = Runs.Count - fitting.Length, HeldOut = [.. HeldOut.Where(run => run.MeshId == mesh.Id)] }
            : throw new EngineRefusedException($"{Folder}: none of its {Runs.Count} runs is on the mesh of this case (runs: {string.Join(", ", Runs.Select(run => run.MeshId).Distinct().Select(id => id[..8]))}; case: {mesh.Id[..8]}). Is it the library of another family? A state on another mesh is transferred with --coarse CASE.");
    }

    static FinishedRun Finished(ShardReader shard)
    {
        var description = shard.Description;
        return new(description.Name, description.Parameters, description.MeshId, wanted =>
        {
            var count = Math.Min(wanted, shard.Count);
            return new([.. shard.Snapshots(shard.Count - count, count, 1).Select(snapshot => snapshot.With(new(snapshot.Fields.Select(WithUnits))))]);
        })
        {
            Numerics = description.Numerics,
        };

        Field WithUnits(Field field) => description.Fields.First(one => one.Name == field.Name && one.Association == field.Association).Units is { } units
            ? new(field.Name, field.Association, field.Components, field.ToSingle(), units)
            : field;
    }
}
