namespace CfdBridge.Pipeline;

/// <summary>Whether a warm start can be expected to save anything.</summary>
static class SavingGate
{
    const string Name = "saving";
    const double SameState = 0.01; // relative L2: nothing that a solver would notice

    /// <summary>Of a run that goes on: what it would still have to compute itself until then.</summary>
    /// <param name="latestSeconds">Where the solver is now.</param>
    /// <param name="spacingSeconds">Between the steps that it writes.</param>
    /// <param name="startSeconds">Time that is handed over.</param>
    /// <param name="developedSeconds">Since when the run and its continuation are developed; null where nobody asked for a developed state.</param>
    public static WarmStartGate OfContinuation(double latestSeconds, double spacingSeconds, double startSeconds, double? developedSeconds, WarmStartOptions options)
    {
        if (developedSeconds <= latestSeconds)
            return WarmStartGate.Advisory(Name, FormattableString.Invariant($"The run has been developed since {developedSeconds:G6} and is at {latestSeconds:G6} now: a developed state saves nothing."));
        var until = Math.Min(startSeconds, developedSeconds ?? startSeconds);
        var steps = (until - latestSeconds) / spacingSeconds;
        var words = FormattableString.Invariant($"The solver is at {latestSeconds:G6} and would come {(developedSeconds is null ? "to the state" : "to a developed state")} at {until:G6} by itself: {Math.Max(steps, 0):0.#} written steps are saved");
        return steps >= options.LeastSteps - 1e-6 ? WarmStartGate.Passed(Name, $"{words}.") : WarmStartGate.Advisory(Name, $"{words}, below {options.LeastSteps} a restart is not worth it (WarmStart.LeastSteps).");
    }

    /// <summary>Of a predicted state: its expected error against that of the state that the case would start from.</summary>
    public static WarmStartGate OfPrediction(EngineStateErrors judged, FieldSet predicted, Snapshot start, WarmStartOptions options)
    {
        var own = Distance(predicted, start);
        if (judged.Runs.Count == 0 || double.IsInfinity(judged.Score))
            return WarmStartGate.NotKnown(Name, FormattableString.Invariant($"The case's own start is off from the predicted state by {own:P1}; how far that can be believed could not be tried."));
        var saving = own > 0 ? 1 - judged.Score / own : 0;
        var words = FormattableString.Invariant($"Expected to be off by {judged.Score:P1}, the case's own start by {own:P1}");
        return saving >= options.LeastSaving ? WarmStartGate.Passed(Name, $"{words}.") : WarmStartGate.Advisory(Name, FormattableString.Invariant($"{words}: less than {options.LeastSaving:P0} of it is saved (WarmStart.LeastSaving)."));
    }

    /// <summary>Of a state of another mesh: how far the case's own start is from it.</summary>
    public static WarmStartGate OfTransfer(FieldSet transferred, Snapshot start)
    {
        var own = Distance(transferred, start);
        var words = FormattableString.Invariant($"The case's own start is off from the transferred state by {own:P1}");
        return own > SameState ? WarmStartGate.Passed(Name, $"{words}.") : WarmStartGate.Advisory(Name, $"{words}: nothing is saved.");
    }

    /// <summary>Of a step of the run itself.</summary>
    public static WarmStartGate OfObserved(double latestSeconds, double startSeconds) =>
        WarmStartGate.Passed(Name, FormattableString.Invariant($"None meant: the step at {startSeconds:G6} is the solver's own, which is at {latestSeconds:G6}."));

    // Mean over the fields of the state; one that the start lacks is off by all of it.
    static double Distance(FieldSet state, Snapshot start)
    {
        double[] each = [.. state.Select(field => (Field: field, Size: WeightedNorm.Of(field, start.Mesh))).Where(one => one.Size > 0).Select(one =>
            start.Fields.TryGet(one.Field.Name, one.Field.Association, out var own) && own.Components == one.Field.Components ? WeightedNorm.OfDifference(own, one.Field, start.Mesh) / one.Size : 1)];
        return each.Length > 0 ? each.Average() : 0;
    }
}
