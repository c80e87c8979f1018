using System.Globalization;
using System.Text;

namespace CfdBridge.OpenFoam;

/// <summary>Reads each mesh once. A mesh that is written again is read again, and comes back as the same object if nothing in it has changed.</summary>
sealed class MeshStore(CaseFolder folder)
{
    // The mesh of the topology and, where the mesh moves, that of the last step; a large case has no room for more.
    const int Kept = 2;

    readonly Lock gate = new();
    readonly List<(string Key, CaseMesh Mesh)> recent = [];
    readonly Dictionary<string, WeakReference<Mesh>> byId = [];

    public CaseMesh Of(RankFiles files, MeshPlaces places)
    {
        lock (gate)
        {
            var isMoving = places.Points != places.Topology;
            return Cached(KeyOf(files, places), () => isMoving ? Moved(files, places) : Read(files, places.Topology));
        }
    }

    CaseMesh Cached(string key, Func<CaseMesh> read)
    {
        var at = recent.FindIndex(entry => entry.Key == key);
        var mesh = at >= 0 ? recent[at].Mesh : Shared(read());
        if (at >= 0) recent.RemoveAt(at);
        recent.Add((key, mesh));
        if (recent.Count > Kept) recent.RemoveAt(0);
        return mesh;
    }

    CaseMesh Shared(CaseMesh read)
    {
        foreach (var gone in byId.Where(entry => !entry.Value.TryGetTarget(out _)).Select(entry => entry.Key).ToArray()) byId.Remove(gone);
        if (byId.TryGetValue(read.Mesh.Id, out var reference) && reference.TryGetTarget(out var earlier)) return read with { Mesh = earlier };
        byId[read.Mesh.Id] = new(read.Mesh);
        return read;
    }

    // Only the points differ: cells and patches of the topology are kept.
    CaseMesh Moved(RankFiles files, MeshPlaces places)
    {
        var still = Cached(KeyOf(files, new(places.Topology, places.Topology)), () => Read(files, places.Topology));
        var meshes = new PolyMeshFiles(files);
        var parts = meshes.Points(places.Points);
        var place = folder.NameOf(files.First(Path.Combine(places.Points, "points")));
        var points = still.Map is null ? parts[0] : Reassembly.Points(parts, RankMap.Labels(files, meshes, places.Topology, "pointProcAddressing"), folder.NameOf(files.First(places.Topology)));
        return points.Length == still.Mesh.Points.Length
            ? still with { Mesh = new(points, still.Mesh.Cells, still.Mesh.Patches) }
            : throw new CaseFormatException(place, $"expected {still.Mesh.PointCount} points (of the mesh in {places.Topology}), found {points.Length / 3}", "Was the mesh refined and its faces purged? Keep more steps: raise purgeWrite.");
    }

    CaseMesh Read(RankFiles files, string topology)
    {
        var meshes = new PolyMeshFiles(files);
        if (!files.Layout.IsDecomposed) return new(Build(meshes.Read(topology, topology)[0], files, topology), null);
        var map = RankMap.Read(files, meshes, topology);
        if (SerialOf(files, topology) is not { } serial)
            return new(Build(Reassembly.Read(files, meshes, map, topology, topology), files, topology), map);
        var whole = Build(new PolyMeshFiles(serial).Read(topology, topology)[0], serial, topology);
        return whole.CellCount == map.CellCount
            ? new(whole, map)
            : throw new CaseFormatException(map.Place, $"the ranks have {map.CellCount} cells together, but the mesh in {folder.NameOf(folder.At(topology))} has {whole.CellCount}", "Decompose the case again, or remove the mesh that is not used.");
    }

    static Mesh Build(PolyMesh mesh, RankFiles files, string topology) => MeshBuilder.Build(mesh, files.Folder.NameOf(files.First(topology)));

    // The undecomposed mesh, where it still stands beside the parts.
    RankFiles? SerialOf(RankFiles files, string topology) =>
        topology.StartsWith("constant", StringComparison.Ordinal) && FoamFiles.Exists(folder.At(topology, "faces"))
            ? new(folder, Layout.SerialOf(folder), files.CancellationToken)
            : null;

    string KeyOf(RankFiles files, MeshPlaces places)
    {
        var key = new StringBuilder();
        void Add(string path)
        {
            var stamp = FileStamp.OfEither(path);
            key.Append(CultureInfo.InvariantCulture, $"{path}:{stamp.Ticks}:{stamp.Length};");
        }

        foreach (var ranks in files.Layout.Folders)
        {
            Add(ranks.At(places.Points, "points"));
            foreach (var name in PolyMeshFiles.Topology) Add(ranks.At(places.Topology, name));
            if (files.Layout.IsDecomposed) Add(ranks.At(places.Topology, "cellProcAddressing"));
        }

        foreach (var name in SerialOf(files, places.Topology) is null ? [] : PolyMeshFiles.Topology.Append("points")) Add(folder.At(places.Topology, name));
        return key.ToString();
    }
}
