namespace CfdBridge.Models;

/// <summary>The caller's word on what parts of the boundary are; it overrides what is found.</summary>
/// <param name="ByName">
/// Roles by the name of a patch, or on a mesh without patches by the name given to a part: <c>body0</c> (the largest),
/// <c>body1</c>, ..., the box's sides <c>xMin</c>, <c>xMax</c>, <c>yMin</c>, ..., and <c>outer</c> for the rest around the domain.
/// </param>
public sealed record BoundaryRoles(IReadOnlyDictionary<string, BoundaryRole> ByName)
{
    /// <summary>Nothing is overridden.</summary>
    public static BoundaryRoles AsFound { get; } = new(new Dictionary<string, BoundaryRole>());

    /// <exception cref="ArgumentException">A name is no part of this boundary.</exception>
    public IReadOnlyList<BoundaryPart> Over(IReadOnlyList<BoundaryPart> parts)
    {
        var unknown = ByName.Keys.FirstOrDefault(name => parts.All(part => part.Name != name));
        if (unknown is not null) throw new ArgumentException($"BoundaryRoles: there is no part \"{unknown}\". {NearMatch.Hint(unknown, parts.Select(part => part.Name))}");
        return [.. parts.Select(part => ByName.TryGetValue(part.Name, out var role) ? part with { Role = role } : part)];
    }
}
