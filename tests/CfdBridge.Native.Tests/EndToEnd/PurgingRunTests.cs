using CfdBridge.Pipeline;
using CfdBridge.Testing;

namespace CfdBridge.Native.Tests.EndToEnd;

/// <summary>Beside nothing else: the solver deletes a step within a third of a second, and other tests would take the cores.</summary>
[Collection(nameof(Alone))]
public sealed class PurgingRunTests : IDisposable
{
    readonly TempFolder folder = new();

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

    public void Dispose() => folder.Dispose();
}

/// <summary>Tests that run when all others have ended, one after the other.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
