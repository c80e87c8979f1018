using System.CommandLine;
using CfdBridge.Worker;

var root = new RootCommand("CfdBridge continues CFD runs while the solver is still at work, and says how far to believe it.");
foreach (var verb in new Command[]
{
    DemoVerb.Create(), WatchVerb.Create(), StatusVerb.Create(), ContinueVerb.Create(), InterpolateVerb.Create(), HindcastVerb.Create(),
    WarmStartVerb.Create(), CaptureVerb.Create(), TrainVerb.Create(), EvaluateVerb.Create(),
 PackVerb.Create(), InspectVerb.Create(), DoctorVerb.Create(), SchemaVerb.Create(),
})
{
    root.Add(verb);
}

var parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    UsageErrors.Print(parsed, Console.Error);
    return (int)ExitCode.WrongUsage;
}

try
{
    return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (Exception failure)
{
    return (int)Failure.Report(failure, Console.Error);
}
