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
    public async Task A_purging_solver_loses_us_nothing()
    {
        var directory = Cavity.Make(folder, cells: 50, endTime: 10, purgeWrite: 3);
        using var watcher = Bridge.Start(folder.Path, "watch", "--case", directory, "--steps", "10", "--until-idle", "4");
        var output = watcher.StandardOutput.ReadToEndAsync();
        // The service must be up before the solver, which deletes its steps within a second.
        while (await watcher.StandardError.ReadLineAsync() is { } line && !line.Contains("Watching", StringComparison.Ordinal))
        {
        }

        var errors = watcher.StandardError.ReadToEndAsync();
        using var solver = Cavity.Solve(directory);
        await solver.WaitForExitAsync();
        var threads = NiceOfThreads(watcher.Id);
        await watcher.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));

        Assert.True(watcher.ExitCode == 0, await errors + await output);
        var taking = Assert.Single(threads, thread => thread.Name == "taking steps").Nice;
        Assert.Equal([taking + 5], threads.Where(thread => thread.Name == ".NET TP Worker").Select(thread => thread.Nice).Distinct()); // engines work on these
        using var journal = RunJournal.OpenExisting(directory + "-cfdbridge", TimeProvider.System);
        var accounts = string.Join('\n', journal.Steps().Select(s => $"{s.Id} {s.Epoch} {s.Name} {s.Fate}"));
        Assert.True(journal.Timeline().Count + journal.Steps().Count(s => s.Fate == StepFate.Missed) == 100, accounts); // every step is accounted for
        Assert.Equal(100, journal.Steps().Count);
        Assert.True(journal.Timeline().Count >= 90, $"{journal.Timeline().Count} of 100 steps were taken; missed: {string.Join(' ', journal.Steps().Where(s => s.Fate == StepFate.Missed).Select(s => s.Name))}"); // solver, judge and taking share the cores; on a busy machine one scan in ten may fall behind
        Assert.True(Cavity.Times(directory).Length <= 4);
    }

    // Field 19 of a thread's stat, the second of which is its name in brackets.
    static (string Name, int Nice)[] NiceOfThreads(int process) =>
    [
        .. Directory.GetDirectories($"/proc/{process}/task").Select(thread => (
            File.ReadAllText(Path.Combine(thread, "comm")).Trim(),
            int.Parse(File.ReadAllText(Path.Combine(thread, "stat")).Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries)[16], System.Globalization.CultureInfo.InvariantCulture))),
    ];

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
