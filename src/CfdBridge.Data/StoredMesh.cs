using System.Text.Json;

namespace CfdBridge.Data;

/// <summary>A mesh as a safetensors file.</summary>
static class StoredMesh
{
    public static void Write(Stream stream, Mesh mesh)
    {
        var writer = new SafetensorsWriter();
        writer.Add("points", mesh.Points, mesh.PointCount, 3);
        writer.Add("types", Array.ConvertAll(mesh.Cells.Types, type => (byte)type), mesh.CellCount);
        writer.Add("offsets", mesh.Cells.Offsets, mesh.Cells.Offsets.Length);
        writer.Add("connectivity", mesh.Cells.Connectivity, mesh.Cells.Connectivity.Length);
        writer.Add("faces", mesh.Cells.Faces, mesh.Cells.Faces.Length);
        writer.Add("face_offsets", mesh.Cells.FaceOffsets, mesh.Cells.FaceOffsets.Length);
        writer.AddMetadata("patches", JsonSerializer.Serialize(mesh.Patches.Select(patch => new[] { patch.Name, patch.Kind })));
        foreach (var (patch, i) in mesh.Patches.Select((patch, i) => (patch, i)))
        {
            writer.Add($"patch{i}/face_offsets", patch.FaceOffsets, patch.FaceOffsets.Length);
            writer.Add($"patch{i}/face_points", patch.FacePoints, patch.FacePoints.Length);
            writer.Add($"patch{i}/face_cells", patch.FaceCells, patch.FaceCells.Length);
        }

        writer.WriteTo(stream);
    }

    public static Mesh Read(string path)
    {
        using var reader = new SafetensorsReader(path);
        var cells = new CellTable(
            Array.ConvertAll(reader.Read<byte>("types"), type => (CellType)type),
            reader.Read<int>("offsets"), reader.Read<int>("connectivity"), reader.Read<int>("faces"), reader.Read<int>("face_offsets"));
        var names = JsonSerializer.Deserialize<string[][]>(reader.Metadata["patches"]) ?? [];
        var patches = names.Select((name, i) => new Patch(name[0], name[1],
            reader.Read<int>($"patch{i}/face_offsets"), reader.Read<int>($"patch{i}/face_points"), reader.Read<int>($"patch{i}/face_cells")));
        return new(reader.Read<double>("points"), cells, [.. patches]);
    }
}
