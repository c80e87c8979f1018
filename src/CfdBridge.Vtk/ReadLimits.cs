namespace CfdBridge.Vtk;

/// <summary>What reading a file may cost. A damaged file can declare any size; these bound what VTK believes of it.</summary>
/// <param name="MemoryBytes">Memory that the reader may take for it.</param>
/// <param name="ProcessorSeconds">Processor time that it may use.</param>
sealed record ReadLimits(long MemoryBytes, int ProcessorSeconds)
{
    // zlib packs zeros a thousand to one, but a mesh never: 200 leaves room for fields that are zero nearly everywhere.
    const long BytesPerFileByte = 200;
    const long BaseBytes = 2L << 30;

    // Text is the slowest: VTK parses about 30 MB of it in a second.
    const long FileBytesPerSecond = 4 << 20;
    const int BaseSeconds = 1;

    public static ReadLimits For(IEnumerable<string> paths)
    {
        var bytes = paths.Select(p => new FileInfo(p)).Where(f => f.Exists).Sum(f => f.Length);
        return new(BaseBytes + BytesPerFileByte * bytes, (int)Math.Min(100_000, BaseSeconds + bytes / FileBytesPerSecond));
    }
}
