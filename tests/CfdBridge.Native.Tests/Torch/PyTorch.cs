using System.Diagnostics;
using CfdBridge.Data;
using CfdBridge.Testing;

namespace CfdBridge.Native.Tests.Torch;

/// <summary>Python's own PyTorch, which knows nothing of this project.</summary>
static class PyTorch
{
    static readonly Lazy<IReadOnlyDictionary<string, (double[] Values, long[] Shape)>> results = new(Judge);

    /// <summary>What it makes of every parity case: all judged by one process.</summary>
    public static IReadOnlyDictionary<string, (double[] Values, long[] Shape)> Results => results.Value;

    public static string Run(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo("/usr/bin/python3", [Repository.At("tests", "judge", script), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["OMP_NUM_THREADS"] = "1";
        using var process = Process.Start(start)!; // null only when an existing process is reused, which a program is not
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{script} failed (apt-get install python3-torch?): {errors.Result}");
    }

    static Dictionary<string, (double[], long[])> Judge()
    {
        var writer = new SafetensorsWriter();
        foreach (var (name, (values, shape)) in ParityInputs.All)
        {
            switch (values)
            {
                case float[] numbers: writer.Add(name, numbers, shape); break;
                case long[] numbers: writer.Add(name, numbers, shape); break;
                case byte[] flags: writer.Add(name, flags, shape); break;
            }
        }

        foreach (var one in ParityCases.All.Values) writer.AddMetadata(one.Name, one.Python);
        return Judged("torch_parity.py", writer);
    }

    /// <summary>What a script makes of a file: every tensor of its answer by name.</summary>
    public static Dictionary<string, (double[] Values, long[] Shape)> Judged(string script, SafetensorsWriter inputs)
    {
        using var folder = new TempFolder();
        using (var file = File.Create(folder.At("inputs.safetensors"))) inputs.WriteTo(file);
        Run(script, folder.At("inputs.safetensors"), folder.At("results.safetensors"));
        using var reader = new SafetensorsReader(folder.At("results.safetensors"));
        return reader.Tensors.ToDictionary(one => one.Key, one => (reader.Read<double>(one.Key), one.Value.Shape.ToArray()));
    }
}
