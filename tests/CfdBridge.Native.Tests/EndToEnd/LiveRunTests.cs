using CfdBridge.Data;
using CfdBridge.Pipeline;
using CfdBridge.Testing;

namespace CfdBridge.Native.Tests.EndToEnd;

public sealed class LiveRunTests : IDisposable
{
    readonly TempFolder folder = new();

    [Fact]
    public void Killed_again_and_again_during_a_live_run_no_step_is_lost_and_none_is_there_twice()
    {
        const int Kills = 20;
        var directory = Cavity.Make(folder, cells: 40, endTime: 60);
        var random = new Random(1);
        using var solver = Cavity.Solve(directory);
        for (var kill = 0; kill < Kills; kill++)
        {
            using var watcher = Bridge.Start(folder.Path, "watch", "--case", directory, "--steps", "10");
            watcher.OutputDataReceived += (_, _) => { };
            watcher.BeginOutputReadLine();
            watcher.BeginErrorReadLine();
            Thread.Sleep(random.Next(300, 1800)); // from before the first scan to the middle of a continuation
            watcher.Kill(); // SIGKILL
            watcher.WaitForExit();
        }

        Assert.True(solver.WaitForExit(TimeSpan.FromMinutes(2)));
        var (code, _, errors) = Bridge.Run(folder.Path, "watch", "--case", directory, "--steps", "10", "--until-idle", "2");

        Assert.True(code == 0, errors);
        using var journal = RunJournal.OpenExisting(directory + "-cfdbridge", TimeProvider.System);
        Assert.Equal(Cavity.Times(directory), journal.Timeline().Select(s => s.Name).Order(StringComparer.Ordinal));
        Assert.Equal(journal.Timeline().Count, journal.Steps().Count); // none twice, none missed, no false restart
        var store = new SnapshotStore(Path.Combine(directory + "-cfdbridge", "store"));
        foreach (var step in journal.Timeline()) Assert.Equal(step.TimeSeconds, store.Load(step.Stored).TimeSeconds);
        var indexed = File.ReadAllLines(Path.Combine(directory + "-cfdbridge", "truth.pvd")).Count(line => line.Contains("<DataSet", StringComparison.Ordinal));
        Assert.Equal(journal.Timeline().Count, indexed);
    }

    [Fact]
    public void A_decomposed_run_is_watched_without_reconstruction()
    {
        var directory = Cavity.Make(folder, cells: 20, endTime: 3);
        Foam.Run(directory, "decomposePar");
        Foam.Run(directory, "mpirun", "--oversubscribe", "-np", "2", "icoFoam", "-parallel");

        var (code, _, errors) = Bridge.Run(folder.Path, "watch", "--case", directory, "--steps", "5", "--until-idle", "1");

        Assert.True(code == 0, errors);
        using var journal = RunJournal.OpenExisting(directory + "-cfdbridge", TimeProvider.System);
        Assert.Equal(30, journal.Timeline().Count);
    }

    [Fact]
    public void A_restart_from_an_earlier_time_withdraws_what_came_after()
    {
        var directory = Cavity.Make(folder, cells: 20, endTime: 3);
        Cavity.Solve(directory).WaitForExit();
        Assert.Equal(0, Bridge.Run(folder.Path, "watch", "--case", directory, "--steps", "5", "--until-idle", "1").Code);
        foreach (var time in Cavity.Times(directory).Where(t => double.Parse(t, System.Globalization.CultureInfo.InvariantCulture) > 2)) Directory.Delete(Path.Combine(directory, time), recursive: true);
        File.WriteAllText(Path.Combine(directory, "constant", "transportProperties"), "FoamFile { version 2.0; format ascii; class dictionary; object transportProperties; }\nnu 0.02;\n");
        Cavity.Solve(directory).WaitForExit();

        Assert.Equal(0, Bridge.Run(folder.Path, "watch", "--case", directory, "--steps", "5", "--until-idle", "10").Code);

        using var journal = RunJournal.OpenExisting(directory + "-cfdbridge", TimeProvider.System);
        Assert.Equal(30, journal.Timeline().Count);
        Assert.Equal(1, journal.Epoch);
        Assert.Equal(10, journal.Steps().Count(s => s.Fate == StepFate.Superseded));
    }

    public void Dispose() => folder.Dispose();
}
