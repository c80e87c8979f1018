namespace CfdBridge.Models;

/// <summary>
/// The boundary of a mesh without patches: its outer faces in connected components. Those that reach the bounding box
/// surround the domain and are split by the box's sides; the others are bodies.
/// </summary>
static class FoundBoundary
{
    const double AtSide = 1e-6; // of the box's extent: round-off in coordinates read from single precision

    public static IReadOnlyList<BoundaryPart> Of(Mesh mesh, ActiveAxes axes, FlowThrough? flow)
    {
        var shadow = new FaceShadow(mesh, axes);
        var faces = OuterFaces.Of(mesh).Select(face => (face.Points, face.Cell, Simplices: shadow.Of(face.Points))).ToList();
        var sets = new DisjointSets(shadow.Vertices.Length / axes.Count);
        foreach (var face in faces)
        {
            foreach (var simplex in face.Simplices) sets.Join(simplex);
        }

        var box = Box(mesh, axes);
        var parts = new List<BoundaryPart>();
        var bodies = new List<List<(int[] Points, int Cell)>>();
        var around = new List<(int[] Points, int Cell)>();
        foreach (var component in faces.Where(face => face.Simplices.Count > 0).GroupBy(face => sets.RootOf(face.Simplices[0][0])))
        {
            List<(int[], int)> members = [.. component.Select(face => (face.Points, face.Cell))];
            if (component.Any(face => face.Points.Any(point => SidesOf(mesh, axes, box, point).Any()))) around.AddRange(members);
            else bodies.Add(members);
        }

        parts.AddRange(around.GroupBy(face => SideOf(mesh, axes, box, face.Points)).OrderBy(side => side.Key, StringComparer.Ordinal)
            .Select(side => Part(side.Key, [.. side], (points, cells) => flow?.RoleOf(points, cells) ?? BoundaryRole.FarField)));
        parts.AddRange(bodies.OrderByDescending(body => body.Count)
            .Select((body, i) => Part($"body{i}", body, (points, cells) => flow is null || flow.Sticks(points, cells) ? BoundaryRole.Wall : BoundaryRole.FarField)));
        List<(int[], int)> unseen = [.. faces.Where(face => face.Simplices.Count == 0).Select(face => (face.Points, face.Cell))];
        if (unseen.Count > 0) parts.Add(Part("frontAndBack", unseen, (_, _) => BoundaryRole.Empty));
        return parts;
    }

    static BoundaryPart Part(string name, List<(int[] Points, int Cell)> faces, Func<IReadOnlyList<int[]>, IReadOnlyList<int>, BoundaryRole> role)
    {
        int[][] points = [.. faces.Select(face => face.Points)];
        int[] cells = [.. faces.Select(face => face.Cell)];
        return new(name, role(points, cells), points, cells);
    }

    static (double Low, double High)[] Box(Mesh mesh, ActiveAxes axes) => [.. axes.Axes.Select(axis =>
    {
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        for (var i = axis; i < mesh.Points.Length; i += 3) (low, high) = (Math.Min(low, mesh.Points[i]), Math.Max(high, mesh.Points[i]));
        return (low, high);
    })];

    static string SideOf(Mesh mesh, ActiveAxes axes, (double Low, double High)[] box, int[] face)
    {
        var common = face.Select(point => SidesOf(mesh, axes, box, point)).Aggregate((a, b) => a.Intersect(b));
        return common.FirstOrDefault("outer");
    }

    static IEnumerable<string> SidesOf(Mesh mesh, ActiveAxes axes, (double Low, double High)[] box, int point)
    {
        for (var i = 0; i < axes.Count; i++)
        {
            var (x, near) = (mesh.Points[3 * point + axes.Axes[i]], AtSide * (box[i].High - box[i].Low));
            if (x <= box[i].Low + near) yield return $"{"xyz"[axes.Axes[i]]}Min";
            if (x >= box[i].High - near) yield return $"{"xyz"[axes.Axes[i]]}Max";
        }
    }
}
