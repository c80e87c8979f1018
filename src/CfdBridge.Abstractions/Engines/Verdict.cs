using System.Text.Json.Serialization;

namespace CfdBridge;

/// <summary>Whether a prediction can be used; in rising order, so that the least of several is the verdict on all.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Verdict>))]
public enum Verdict
{
    /// <summary>The expected error is above the tolerance, or unknown.</summary>
    Reject,

    /// <summary>The expected error is below the tolerance; its 90 % upper bound is not.</summary>
    Advisory,

    /// <summary>The 90 % upper bound of the error is below the tolerance.</summary>
    Accept,
}
