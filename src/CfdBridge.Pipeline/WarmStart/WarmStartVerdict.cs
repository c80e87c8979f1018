using System.Text.Json.Serialization;

namespace CfdBridge.Pipeline;

/// <summary>Whether a warm start may be used.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WarmStartVerdict>))]
public enum WarmStartVerdict
{
    /// <summary>It may.</summary>
    Accept,

    /// <summary>Only by somebody who has read why not.</summary>
    Advisory,

    /// <summary>It may not.</summary>
    Reject,
}

/// <summary>A verdict and its reason in words.</summary>
public sealed record WarmStartJudgement(WarmStartVerdict Verdict, string Reason)
{
    /// <summary>Of a state at new parameters, by what the engine made of runs that were hidden from it.</summary>
    public static WarmStartJudgement OfHiddenRuns(EngineStateErrors judged, WarmStartOptions options) => judged.Runs.Count == 0
        ? new(WarmStartVerdict.Advisory, $"{judged.Engine} could not be tried: the library holds too few runs to hide one.")
        : OfError(judged.Score, options, $"{judged.Engine} was off by {judged.Score:P2} on average on {judged.Runs.Count} runs that were hidden from it");

    /// <summary>Of a continuation, by its hindcast.</summary>
    public static WarmStartJudgement OfHindcast(HindcastReport report, WarmStartOptions options)
    {
        var best = report.Engines[0];
        return OfError(best.Score, options, $"{best.Engine} was off by {best.Score:P2} of the fluctuation on average over the last {report.Hidden} steps, which were hidden from it");
    }

    static WarmStartJudgement OfError(double error, WarmStartOptions options, string fact) =>
        error <= options.AcceptBelow ? new(WarmStartVerdict.Accept, $"{fact} (accepted up to {options.AcceptBelow:P0}).")
        : error <= options.RejectAbove ? new(WarmStartVerdict.Advisory, $"{fact}; above {options.AcceptBelow:P0} somebody has to agree (WarmStart.AcceptBelow).")
        : new(WarmStartVerdict.Reject, $"{fact}; above {options.RejectAbove:P0} no warm start is made (WarmStart.RejectAbove).");
}
