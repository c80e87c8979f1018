namespace CfdBridge.Pipeline;

/// <summary>A verdict and its reason in words.</summary>
public sealed record WarmStartJudgement(Verdict Verdict, string Reason)
{
    /// <summary>Of a state at new parameters, by what the engine made of runs that were hidden from it.</summary>
    public static WarmStartJudgement OfHiddenRuns(EngineStateErrors judged, WarmStartOptions options) => judged.Runs.Count == 0
        ? new(Verdict.Advisory, $"{judged.Engine} could not be tried: the library holds too few runs to hide one.")
        : OfError(judged.Score, options, $"{judged.Engine} was off by {judged.Score:P2} on average on {judged.Runs.Count} runs that were hidden from it");

    /// <summary>
    /// Of a step of a continuation: by its hindcast, and accepted only where the trust report accepts it. What that rejects somebody may
    /// still agree to, up to WarmStart.RejectAbove: the solver goes on from a start and corrects it.
    /// </summary>
    public static WarmStartJudgement OfContinuation(Forecast forecast, ForecastStep step, WarmStartOptions options)
    {
        var engine = forecast.Hindcast.Engines.First(one => one.Engine == forecast.Engine);
        var judged = OfError(engine.Score, options, $"{engine.Engine} was off by {engine.Score:P2} of the fluctuation on average over steps that were hidden from it");
        return judged.Verdict == Verdict.Accept && forecast.Trust.At(step.Lead) != Verdict.Accept
            ? new(Verdict.Advisory, $"The trust report does not accept step {step.Lead} of the continuation. {string.Join(" ", forecast.Trust.Reasons)}".TrimEnd())
            : judged;
    }

    static WarmStartJudgement OfError(double error, WarmStartOptions options, string fact) =>
        error <= options.AcceptBelow ? new(Verdict.Accept, $"{fact} (accepted up to {options.AcceptBelow:P0}).")
        : error <= options.RejectAbove ? new(Verdict.Advisory, $"{fact}; above {options.AcceptBelow:P0} somebody has to agree (WarmStart.AcceptBelow).")
        : new(Verdict.Reject, $"{fact}; above {options.RejectAbove:P0} no warm start is made (WarmStart.RejectAbove).");
}
