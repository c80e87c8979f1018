using CfdBridge.Pipeline;

namespace CfdBridge.Worker;

/// <summary>A hindcast as text: mean error up to a few lead times, engine by engine.</summary>
static class HindcastTable
{
    static readonly int[] Leads = [10, 25, 50, 100];

    public static void Print(HindcastReport report, TextWriter output)
    {
        int[] leads = [.. Leads.Where(lead => lead < report.Hidden), Math.Min(report.Hidden, Leads[^1])];
        var fields = report.Engines.SelectMany(e => e.Leads).Select(s => s.Field).Distinct().ToArray();
        output.WriteLine($"Hindcast: the last {report.Hidden} steps hidden, predicted from the {report.Context} before them (to time {report.OriginSeconds:G8}).");
        output.WriteLine("Mean error over the first N steps, relative L2 / relative to the fluctuation:");
        output.WriteLine($"  {"engine",-12} {"field",-6}{string.Concat(leads.Select(lead => $"{$"N={lead}",17}"))}{"s/step",10}");
        foreach (var engine in report.Engines)
        {
            if (engine.Refusal.Length > 0)
            {
                output.WriteLine($"  {engine.Engine,-12} {engine.Refusal}");
                continue;
            }

            foreach (var field in fields)
            {
                var errors = leads.Select(lead => $"{Percent(engine.MeanTo(lead, field, s => s.RelativeL2))} /{Percent(engine.MeanTo(lead, field, s => s.FluctuationError))}");
                output.WriteLine($"  {(field == fields[0] ? engine.Engine : ""),-12} {field,-6}{string.Concat(errors.Select(e => $"{e,17}"))}{(field == fields[0] ? $"{engine.SecondsPerStep:0.0000}" : ""),10}");
            }
        }
    }

    static string Percent(double value) => double.IsFinite(value) ? $"{100 * value:0.00}%".PadLeft(8) : "-".PadLeft(8);
}
