using CfdBridge.Data;
using CfdBridge.Pipeline;
using CfdBridge.Testing;

namespace CfdBridge.Native.Tests.EndToEnd;

public sealed class CommandLineTests : IDisposable
{
    readonly TempFolder folder = new();

    [Theory]
    [InlineData("demo")]
    [InlineData("watch")]
    [InlineData("status")]
    [InlineData("continue")]
    [InlineData("interpolate")]
    [InlineData("hindcast")]
    [InlineData("warm-start")]
    [InlineData("capture")]
    [InlineData("train")]
    [InlineData("evaluate")]
    [InlineData("inspect")]
    [InlineData("doctor")]
    [InlineData("schema")]
    public void Every_verb_has_help_with_an_example(string verb)
    {
        var (code, output, _) = Bridge.Run(folder.Path, verb, "--help");

        Assert.Equal(0, code);
        Assert.Contains($"Example: cfdbridge {verb}", output, StringComparison.Ordinal);
    }

    public static TheoryData<string[], int, string> Mistakes => new()
    {
        { ["wach"], 2, "Did you mean \"watch\"?" },
        { ["watch", "--untill-idle", "3"], 2, "Did you mean \"--until-idle\"?" },
        { ["watch"], 2, "no case is named" },
        { ["continue"], 2, "CASE" },
        { ["continue", ".", "--engine", "dmb"], 2, "Did you mean \"dmd\"?" },
        { ["continue", ".", "--steps", "0"], 2, "Forecast.HorizonSteps" },
        { ["continue", ".", "--steps", "many"], 2, "many" },
        { ["continue", ".", "--set", "Re"], 2, "--set Re=100" },
        { ["continue", "no/such/case"], 4, "nothing at this path" },
        { ["continue", "."], 4, "no source recognises it" },
        { ["watch", "--case", "no/such/case"], 4, "nothing at this path" },
        { ["hindcast", ".", "--engine", "lineer"], 2, "Did you mean \"linear\"?" },
        { ["interpolate", "."], 2, "--times, --onto and --observe" },
        { ["interpolate", ".", "--times", "1:2"], 2, "START:STEP:END" },
        { ["interpolate", ".", "--times", "1", "--engine", "cubik"], 2, "Did you mean \"cubic\"?" },
        { ["evaluate", "interpolation", "--library", ".", "--gaps", "none.json", "--out", "table"], 4, "none.json" },
        { ["status", "."], 4, "no journal" },
        { ["doctor", "--config", "none.json"], 5, "no file" },
        { ["schema", "--config", "none.json"], 2, "no file" },
        { ["train", "codec", "no/such/library", "--out", "codec"], 4, "there is no such folder" },
        { ["train", "codec", ".", "--out", "codec", "--recipe", "none.json"], 4, "none.json" },
        { ["train", "codec", ".", "--out", "codec", "--role", "body0=wal"], 2, "Did you mean \"Wall\"?" },
        { ["train", "segment", "."], 2, "--codec" },
        { ["train", "segment", ".", "--codec", "none", "--out", "generator"], 4, "none/model.json" },
        { ["train", "echo", ".", "--codec", "none", "--out", "generator", "--batch", "0"], 2, "Batch" },
        { ["train", "enma", ".", "--codec", "none", "--from", "other", "--width", "32", "--out", "generator"], 2, "a trained generator has its own" },
        { ["train", "enma", ".", "--codec", "none", "--from", "other", "--tell", "Re", "--out", "generator"], 2, "a trained generator has its own" },
        { ["train", "enma", ".", "--codec", "none", "--from", "./generator", "--out", "generator"], 2, "would replace" },
        { ["warm-start"], 2, "CASE" },
        { ["warm-start", "no/such/case"], 4, "nothing at this path" },
        { ["warm-start", ".", "--library", "a", "--coarse", "b"], 2, "leave one out" },
        { ["evaluate", "codec", "no/such/codec", "--library", ".", "--out", "table"], 4, "it holds no captured run" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_named_with_its_fix_and_an_exit_code(string[] arguments, int code, string text)
    {
        var run = Bridge.Run(folder.Path, arguments);

        Assert.True(run.Code == code, $"exit code {run.Code}\n{run.Output}{run.Errors}");
        Assert.Contains(text, run.Errors + run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Errors, StringComparison.Ordinal); // no stack trace for a user's mistake
    }

    [Fact]
    public void A_misspelt_setting_in_a_file_stops_the_start()
    {
        var file = folder.Write("my.json", """{ "CfdBridge": { "Forecast": { "Horizon": 5 } } }""");

        var (code, _, errors) = Bridge.Run(folder.Path, "schema", "--config", file);

        Assert.Equal(2, code);
        Assert.Contains("CfdBridge.Forecast.Horizon: there is no such option.", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_steady_run_is_said_to_be_steady()
    {
        var directory = Cavity.Make(folder, cells: 10, endTime: 3);
        var velocity = Path.Combine(directory, "0", "U");
        File.WriteAllText(velocity, File.ReadAllText(velocity).Replace("amplitude 1;", "amplitude 0;", StringComparison.Ordinal));
        Cavity.Solve(directory).WaitForExit();

        var (code, output, errors) = Bridge.Run(folder.Path, "continue", directory, "--steps", "5", "--out", folder.At("next"));

        Assert.True(code == 0, errors);
        Assert.Contains("The run is steady", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_finished_run_is_captured_once_with_its_parameters()
    {
        var directory = Cavity.Make(folder, cells: 10, endTime: 3);
        Cavity.Solve(directory).WaitForExit();

        var (code, _, errors) = Bridge.Run(folder.Path, "capture", directory, "--set", "Re=100", "--out", folder.At("library"));

        Assert.True(code == 0, errors);
        var shard = new ShardReader(folder.At("library", "cavity"));
        Assert.Equal(30, shard.Count);
        Assert.Equal(100, shard.Description.Parameters["Re"]);
        Assert.Equal(["U", "p"], shard.Description.Fields.Select(f => f.Name).Order());
        Assert.Equal(2, Bridge.Run(folder.Path, "capture", directory, "--out", folder.At("library")).Code);
    }

    [Fact]
    public void A_third_partys_plugin_is_built_loaded_and_used()
    {
        var directory = Cavity.Make(folder, cells: 10, endTime: 3);
        Cavity.Solve(directory).WaitForExit();
        Tool.Run(Repository.Root, "dotnet", "build", "samples/custom-plugin", "-c", "Release", "-v", "quiet", "--nologo", $"-p:PluginsFolder={folder.At("plugins")}");
        var settings = folder.Write("my.json", $$"""{ "CfdBridge": { "Plugins": { "Directories": [ "{{folder.At("plugins")}}" ], "Options": { "damped": { "TimeScaleSteps": 40 } } } } }""");

        var (code, output, errors) = Bridge.Run(folder.Path, "continue", directory, "--config", settings, "--engine", "damped", "--steps", "5", "--tolerance", "10", "--out", folder.At("next"));

        Assert.True(code == 0, errors + output);
        Assert.Contains("with damped", output, StringComparison.Ordinal);

        // It knows nothing of a lid that swings: at the usual tolerance it is not to be believed, and the scheduler is told.
        (code, output, errors) = Bridge.Run(folder.Path, "continue", directory, "--config", settings, "--engine", "damped", "--steps", "5", "--out", folder.At("rejected"));

        Assert.True(code == 3, errors + output);
        Assert.Contains("rejected", output, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("reject", TrustReport.Load(folder.At("rejected", TrustReport.FileName)).Verdict);
        Assert.True(File.Exists(folder.At("rejected", TrustReport.PageName)));
        var last = Directory.GetFiles(folder.At("rejected", "vtu"), "prediction_*.vtu").Order().Last();
        Assert.Matches("cfdbridge_verdict\"[^>]*RangeMin=\"0\"[^>]*RangeMax=\"0\"", File.ReadAllText(last));
    }

    public void Dispose() => folder.Dispose();
}
