using FluentValidation;

namespace CfdBridge.Pipeline;

/// <summary>Checks the options once, at start. Messages are (fact, fix); the property name is the thing.</summary>
public sealed class BridgeOptionsValidator : AbstractValidator<BridgeOptions>
{
    /// <param name="engines">Engines that are loaded.</param>
    /// <param name="interpolations">Engines that interpolate.</param>
    /// <param name="sinks">Sinks that are loaded.</param>
    public BridgeOptionsValidator(IReadOnlyCollection<string> engines, IReadOnlyCollection<string> interpolations, IReadOnlyCollection<string> sinks)
    {
        RuleFor(o => o.Watch.ScanSeconds).InclusiveBetween(0.01, 3600).WithMessage("{PropertyValue} is outside 0.01 to 3600. Give the seconds between two looks, usually 0.5.");
        RuleFor(o => o.Watch.QuietSeconds).InclusiveBetween(0, 3600).WithMessage("{PropertyValue} is outside 0 to 3600. Give seconds, usually 2.");
        RuleFor(o => o.Watch.UntilIdleSeconds).InclusiveBetween(0, 31_536_000).WithMessage("{PropertyValue} is negative or above a year. Give seconds, or 0 to keep running.");
        RuleFor(o => o.Watch.Cases).Must(cases => cases.Distinct().Count() == cases.Count).WithMessage("a case stands twice. Name each case once.");
        RuleFor(o => o.Watch).Must(w => w.FromTime is null || w.ToTime is null || w.FromTime <= w.ToTime).WithMessage("FromTime is after ToTime. Swap them.");

        RuleFor(o => o.Forecast.HorizonSteps).InclusiveBetween(1, 100_000).WithMessage("{PropertyValue} is outside 1 to 100000. Give the steps to predict, usually 100.");
        RuleFor(o => o.Forecast.EverySteps).InclusiveBetween(0, 100_000).WithMessage("{PropertyValue} is outside 0 to 100000. Give steps, or 0 for a quarter of the horizon.");
        RuleFor(o => o.Forecast.MinimumSteps).InclusiveBetween(2, 100_000).WithMessage("{PropertyValue} is outside 2 to 100000. Give at least 2 steps.");
        RuleFor(o => o.Forecast.WindowSteps).InclusiveBetween(2, 100_000).WithMessage("{PropertyValue} is outside 2 to 100000. Give the steps that the engines see, usually 128.");
        RuleFor(o => o.Forecast.WindowMiB).InclusiveBetween(16, 1 << 20).WithMessage("{PropertyValue} is outside 16 to 1048576. Give MiB, usually 2048.");
        RuleFor(o => o.Forecast.Members).InclusiveBetween(1, 1024).WithMessage("{PropertyValue} is outside 1 to 1024. Give a number of members, usually 1.");
        RuleFor(o => o.Forecast.HindcastOrigins).InclusiveBetween(1, 16).WithMessage("{PropertyValue} is outside 1 to 16. Give a number of origins, usually 3.");
        RuleFor(o => o.Forecast.Tolerance).Must(value => value > 0 && value <= 10).WithMessage("{PropertyValue} is not above 0 and at most 10. Give a share of the fluctuation, usually 0.1.");
        RuleFor(o => o.Forecast.Viscosity).GreaterThanOrEqualTo(0).WithMessage("{PropertyValue} is negative. Give m2/s, or 0 where it is not known.");
        RuleFor(o => o.Forecast.Engine).Must(name => name == ForecastOptions.Auto || engines.Contains(name))
            .WithMessage(o => Unknown(o.Forecast.Engine, [.. engines, ForecastOptions.Auto]));
        RuleForEach(o => o.Forecast.Candidates).Must(engines.Contains).WithMessage((_, name) => Unknown(name, engines));
        RuleFor(o => o.Interpolation.BetweenSteps).InclusiveBetween(0, 1000).WithMessage("{PropertyValue} is outside 0 to 1000. Give the fields between two steps, or 0 for none.");
        RuleFor(o => o.Interpolation.Engine).Must(name => name == InterpolationOptions.Auto || interpolations.Contains(name))
            .WithMessage(o => Unknown(o.Interpolation.Engine, [.. interpolations, InterpolationOptions.Auto]));
        RuleForEach(o => o.Interpolation.Candidates).Must(interpolations.Contains).WithMessage((_, name) => Unknown(name, interpolations));
        RuleFor(o => o.WarmStart.AcceptBelow).InclusiveBetween(0, 1).WithMessage("{PropertyValue} is outside 0 to 1. Give the relative error that is good enough, usually 0.2.");
        RuleFor(o => o.WarmStart).Must(w => w.RejectAbove >= w.AcceptBelow).WithMessage("RejectAbove is below AcceptBelow. Raise it.");
        RuleFor(o => o.WarmStart.LeastSteps).GreaterThanOrEqualTo(0).WithMessage("{PropertyValue} is below 0. Give a number of written steps, usually 10.");
        RuleFor(o => o.WarmStart.LeastSaving).InclusiveBetween(0, 1).WithMessage("{PropertyValue} is outside 0 to 1. Give a share, usually 0.25.");
        RuleFor(o => o.Output.Sink).Must(sinks.Contains).WithMessage(o => Unknown(o.Output.Sink, sinks));
    }

    static string Unknown(string name, IEnumerable<string> known) => $"\"{name}\" is unknown. {NearMatch.Hint(name, known)}";
}
