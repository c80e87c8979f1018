using System.ComponentModel;
using System.Text.Json.Serialization;

namespace CfdBridge.OpenFoam;

/// <summary>How warm starts are written.</summary>
sealed record RestartOptions
{
    [Description("The flux through the faces (phi): Projected writes one that keeps mass in every cell, Omitted leaves it to the solver.")]
    [JsonConverter(typeof(JsonStringEnumConverter<FluxChoice>))]
    public FluxChoice Flux { get; init; } = FluxChoice.Projected;
}

/// <summary>What becomes of the flux.</summary>
enum FluxChoice
{
    /// <summary>That of the state, or the velocity interpolated to the faces; made to keep mass.</summary>
    Projected,

    /// <summary>None is written: the solver interpolates the velocity.</summary>
    Omitted,
}
