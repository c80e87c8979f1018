using CfdBridge.Testing;

namespace CfdBridge.Native.Tests.OpenFoam;

/// <summary>Looking at a solver while it writes.</summary>
public sealed class LiveRunTests
{
    [Theory, InlineData("serial"), InlineData("uncollated"), InlineData("collated")]
    public async Task A_step_that_scans_as_complete_is_whole_and_final(string handler)
    {
        const int Steps = 8;
        using var folder = new TempFolder();
        var directory = Cavity.Make(folder.At("live"), cells: 40, Steps, every: 1);
        Cavity.Control(directory, "ascii", isPacked: false, Steps, every: 1); // text takes longest to write
        if (handler != "serial") Foam.Run(directory, "decomposePar", "-fileHandler", handler);
        var solver = Task.Run(() => handler == "serial"
            ? Foam.Run(directory, "icoFoam")
            : Foam.Run(directory, "mpirun", "--allow-run-as-root", "--oversubscribe", "-np", "3", "icoFoam", "-parallel", "-fileHandler", handler));
        var source = FinishedCavity.Source(directory);
        var early = new Dictionary<string, Snapshot>();

        try
        {
            while (!solver.IsCompleted)
            {
                foreach (var step in source.Scan(default).Steps.Where(s => s.State == StepState.Complete && !early.ContainsKey(s.Name))) early[step.Name] = await source.ReadAsync(step, default);
                await Task.Delay(1); // leaves the solver's ranks, which wait by spinning, some of the machine
            }
        }
        finally
        {
            await solver; // or it would go on writing into a folder that is being deleted
        }

        var late = await FinishedCavity.ReadAll(directory);
        Assert.Equal(Steps, late.Count);
        Assert.NotEmpty(early);
        FinishedCavity.ExpectSame([.. late.Take(early.Count)], [.. early.Values.OrderBy(s => s.TimeSeconds)]);
    }
}
