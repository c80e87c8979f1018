using CfdBridge.OpenFoam;
using CfdBridge.Testing;

namespace CfdBridge.Tests.OpenFoam;

/// <summary>A case on disk for a test, called <c>cavity</c>.</summary>
public sealed class SmallCase : IDisposable
{
    readonly TempFolder folder = new();

    public SmallCase(SmallMesh? mesh = null, FoamFormat? format = null)
    {
        Format = format ?? FoamFormat.Ascii;
        Mesh = mesh ?? SmallMesh.Row(4);
        Write("system/controlDict", "FoamFile { format ascii; class dictionary; }\napplication icoFoam;\npurgeWrite 0;\n");
        Mesh.Save(At("constant", "polyMesh"), Format);
    }

    public string Path => folder.At("cavity");

    public FoamFormat Format { get; }

    public SmallMesh Mesh { get; }

    public string At(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    public string Write(string relativePath, string text) => folder.Write($"cavity/{relativePath}", text);

    /// <summary>A step as a solver leaves it: uniform/time, U and p, and the marker.</summary>
    public SmallCase Step(string time, string below = "", double? value = null, bool isFinished = true, int? cells = null)
    {
        Start(time, below, value);
        Fields(time, below, cells);
        if (isFinished) Finish(time, below);
        return this;
    }

    public SmallCase Start(string time, string below = "", double? value = null)
    {
        Write($"{below}{time}/uniform/time", $"FoamFile {{ class dictionary; format ascii; }}\nvalue {(value?.ToString("R") ?? time)};\nindex 1;\n");
        return this;
    }

    public SmallCase Fields(string time, string below = "", int? cells = null)
    {
        var rows = cells ?? Mesh.CellCount;
        SaveField($"{below}{time}", "U", "volVectorField", 3, [.. Enumerable.Range(0, 3 * rows).Select(i => i / 8.0)]);
        SaveField($"{below}{time}", "p", "volScalarField", 1, [.. Enumerable.Range(0, rows).Select(i => i - 0.5)]);
        return this;
    }

    public SmallCase Finish(string time, string below = "")
    {
        Write($"{below}{time}/uniform/functionObjects/functionObjectProperties", "FoamFile { class dictionary; format ascii; }\n");
        return this;
    }

    public void SaveField(string directory, string name, string kind, int components, double[] values, FoamFormat? format = null)
    {
        var type = char.ToLowerInvariant(kind[3]) + kind[4..^5];
        new FoamText(format ?? Format).Header(kind, name)
            .Text($"dimensions [0 1 -1 0 0 0 0];\n\ninternalField   nonuniform List<{type}> \n").Reals(values, components)
            .Text(";\n\nboundaryField\n{\n    walls\n    {\n        type  fixedValue;\n        value nonuniform List<scalar> ").Reals([1, 2, 3], 1)
            .Text(";\n    }\n    inlet { type zeroGradient; }\n}\n\n// *** //\n").Save(At(directory, name));
    }

    public ISnapshotSource Source(string? region = null, bool skipZeroTime = true, params string[] fields) =>
        new OpenFoamSource(new(Path, region, fields), new OpenFoamOptions { SkipZeroTime = skipZeroTime });

    public IReadOnlyList<StepCandidate> Scan() => Source().Scan(default).Steps;

    /// <summary>Reads the last step.</summary>
    public Task<Snapshot> ReadLast(string? region = null, params string[] fields)
    {
        var source = Source(region, skipZeroTime: false, fields);
        return source.ReadAsync(source.Scan(default).Steps[^1], default);
    }

    public void Dispose() => folder.Dispose();
}
