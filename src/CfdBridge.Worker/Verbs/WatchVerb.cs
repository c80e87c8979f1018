using System.CommandLine;
using CfdBridge.Pipeline;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CfdBridge.Worker;

/// <summary>The hosted worker service.</summary>
static class WatchVerb
{
    public static Command Create()
    {
        var cases = new Option<string[]>("--case") { Description = "Case to watch; may stand several times.", HelpName = "DIR" };
        var common = new CommonOptions().Output()
            .Value<double?>("--until-idle", "End when nothing has changed for so long and all work is written.", "SECONDS", "Watch:UntilIdleSeconds")
            .Value<double?>("--viscosity", "Kinematic viscosity, m2/s, for the shear on bodies in the report.", "NU", "Forecast:Viscosity").Engine()
            .Value<int?>("--steps", "Steps to predict.", "H", "Forecast:HorizonSteps")
            .Value<double?>("--tolerance", "Error that is tolerated, over the fluctuation.", "SHARE", "Forecast:Tolerance").Members().Parameters().Auxiliary().Fields().TimeWindow().Region().Seed();
        var command = new Command("watch", "Watches running cases, and keeps their continuation beside them.\n\nExample: cfdbridge watch --case ~/runs/cylinder --until-idle 60") { cases };
        common.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var named = (parsed.GetValue(cases) ?? []).Select((path, i) => new KeyValuePair<string, string?>($"Watch:Cases:{i}", path)).ToArray();
            using var session = common.Open(parsed, quiet: false, named);
            return (int)await RunAsync(session, cancellationToken);
        });
        return command;
    }

    /// <summary>Runs the host until it is stopped or idle.</summary>
    public static async Task<ExitCode> RunAsync(Session session, CancellationToken cancellationToken)
    {
        if (session.Options.Watch.Cases.Count == 0)
            throw new UsageException("watch", "no case is named", "Give --case DIR, or list them under CfdBridge.Watch.Cases in appsettings.json.");

        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = Installation.Root });
        builder.Services
            .AddSingleton(session.Options).AddSingleton(session.Plugins).AddSingleton(session.Loggers).AddSingleton(TimeProvider.System).AddSingleton(new ReportPages(new TrustPage(), new InterpolationPage()))
            .AddSingleton<BridgeService>().AddHostedService(services => services.GetRequiredService<BridgeService>());
        using var host = builder.Build();
        var failures = host.Services.GetRequiredService<BridgeService>().Failures;
        await host.RunAsync(cancellationToken);
        foreach (var failure in failures) Failure.Report(failure, Console.Error);
        return failures.Count > 0 ? Failure.CodeOf(failures[0]) : cancellationToken.IsCancellationRequested ? ExitCode.Cancelled : ExitCode.Done;
    }
}
