using System.Text.Json.Serialization;

namespace CfdBridge.Models;

/// <summary>What a part of the boundary does to the flow.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BoundaryRole>))]
public enum BoundaryRole
{
    /// <summary>Solid: the flow comes to rest on it.</summary>
    Wall,
    /// <summary>The flow enters.</summary>
    Inlet,
    /// <summary>The flow leaves.</summary>
    Outlet,
    /// <summary>Far field, slip and symmetry: the flow passes along it.</summary>
    FarField,
    /// <summary>Joined to another part: the domain repeats itself.</summary>
    Periodic,
    /// <summary>Front or back of a slice: not a boundary of the resolved flow.</summary>
    Empty,
}
