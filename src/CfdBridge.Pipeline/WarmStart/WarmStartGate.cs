using System.Text.Json.Serialization;

namespace CfdBridge.Pipeline;

/// <summary>A condition of a hand-over, and what was found.</summary>
/// <param name="Name">Of the condition: mesh, numerics, time step, saving.</param>
/// <param name="Result">What was found.</param>
/// <param name="Reason">The same in words, with the figures, as a sentence.</param>
/// <param name="Option">What somebody has to say to go on all the same; empty where it is passed, or where nothing helps.</param>
/// <param name="IsAgreed">Whether it was said.</param>
public sealed record WarmStartGate(string Name, [property: JsonConverter(typeof(JsonStringEnumConverter<GateResult>))] GateResult Result, string Reason, string Option, bool IsAgreed)
{
    /// <summary>On the command line: also make what is not accepted outright.</summary>
    public const string AllowAdvisory = "--allow-advisory";

    /// <summary>On the command line: start from runs that were solved in another way.</summary>
    public const string AllowOtherNumerics = "--allow-other-numerics";

    public static WarmStartGate Passed(string name, string reason) => new(name, GateResult.Passed, reason, "", false);

    public static WarmStartGate NotKnown(string name, string reason) => new(name, GateResult.NotKnown, reason, AllowAdvisory, false);

    public static WarmStartGate Advisory(string name, string reason) => new(name, GateResult.Advisory, reason, AllowAdvisory, false);

    public static WarmStartGate Refused(string name, string reason, string option) => new(name, GateResult.Refused, reason, option, false);

    /// <summary>The same once what somebody agreed to is taken into account.</summary>
    public WarmStartGate With(WarmStartConsent consent) => this with
    {
        IsAgreed = (Option == AllowAdvisory && consent.HasFlag(WarmStartConsent.Advisory)) || (Option == AllowOtherNumerics && consent.HasFlag(WarmStartConsent.OtherNumerics)),
    };

    /// <summary>Whether the hand-over may go on.</summary>
    [JsonIgnore]
    public bool IsOpen => Result == GateResult.Passed || IsAgreed;
}

/// <summary>What was found of a condition.</summary>
public enum GateResult
{
    /// <summary>It is met.</summary>
    Passed,

    /// <summary>Nobody can tell.</summary>
    NotKnown,

    /// <summary>It is not met; the warm start is likely to help little.</summary>
    Advisory,

    /// <summary>It is not met; the warm start belongs to another problem.</summary>
    Refused,
}
