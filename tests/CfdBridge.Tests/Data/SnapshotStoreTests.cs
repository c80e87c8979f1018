using CfdBridge.Data;
using CfdBridge.Testing;

namespace CfdBridge.Tests.Data;

public sealed class SnapshotStoreTests : IDisposable
{
    readonly TempFolder folder = new();

    [Fact]
    public void A_snapshot_comes_back_bit_for_bit_with_mesh_dimensions_and_precision()
    {
        var mesh = Some.Mesh(3);
        var velocity = new Field("U", FieldAssociation.Cell, 3, [.. Enumerable.Range(0, 9).Select(i => i / 3.0)], new Dimensions(0, 1, -1));
        var pointData = new Field("U", FieldAssociation.Point, 1, [.. Enumerable.Range(0, mesh.PointCount).Select(i => i / 3f)]);
        new SnapshotStore(folder.Path).Save("a", Some.Snapshot(1.0 / 3, mesh, velocity, pointData));

        var loaded = new SnapshotStore(folder.Path).Load("a");

        Assert.Equal(1.0 / 3, loaded.TimeSeconds);
        Assert.Equal(mesh.Id, loaded.Mesh.Id);
        Assert.Equal(velocity.ToDouble(), loaded.Fields[0].ToDouble());
        Assert.Equal("[0 1 -1 0 0 0 0]", loaded.Fields[0].Dimensions?.ToString());
        Assert.False(loaded.Fields[1].IsDouble);
        Assert.Equal(pointData.ToSingle(), loaded.Fields[1].ToSingle());
    }

    [Fact]
    public void A_mesh_with_polyhedra_and_patches_keeps_its_id()
    {
        var tetra = new CellTable([CellType.Polyhedron], [0, 4], [0, 1, 2, 3], [4, 3, 0, 1, 2, 3, 0, 1, 3, 3, 1, 2, 3, 3, 0, 2, 3], [0]);
        var mesh = new Mesh([0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1], tetra, [new Patch("wänd", "wall", [0, 3], [0, 1, 2], [0])]);
        new SnapshotStore(folder.Path).Save("a", new(0, mesh, new FieldSet([])));

        Assert.Equal(mesh.Id, new SnapshotStore(folder.Path).Load("a").Mesh.Id);
        Assert.Equal("wänd", new SnapshotStore(folder.Path).Load("a").Mesh.Patches[0].Name);
    }

    [Fact]
    public void The_same_content_has_the_same_hash_and_other_content_another()
    {
        var store = new SnapshotStore(folder.Path);
        var mesh = Some.Mesh();

        var first = store.Save("a", Some.Snapshot(1, mesh, Some.Scalar("p", 2, _ => 1)));
        var again = store.Save("b", Some.Snapshot(1, mesh, Some.Scalar("p", 2, _ => 1)));
        var other = store.Save("c", Some.Snapshot(1, mesh, Some.Scalar("p", 2, _ => 2)));

        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
    }

    [Fact]
    public void Temporary_files_of_a_crash_are_no_steps()
    {
        folder.Write("steps/a.safetensors" + AtomicFile.TemporaryMark + ".safetensors", "half");

        Assert.Empty(new SnapshotStore(folder.Path).Names());
    }

    public void Dispose() => folder.Dispose();
}
