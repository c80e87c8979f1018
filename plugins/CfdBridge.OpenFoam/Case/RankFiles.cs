namespace CfdBridge.OpenFoam;

/// <summary>Reads one file of a case from all ranks, wherever the layout keeps it.</summary>
sealed class RankFiles(CaseFolder folder, Layout layout, CancellationToken cancellationToken)
{
    /// <summary>Reads one rank's part, its header taken off.</summary>
    /// <param name="path">The file on disk.</param>
    public delegate T Reader<out T>(int rank, string path, FoamStream stream, FoamHeader header);

    public CaseFolder Folder => folder;

    public Layout Layout => layout;

    public CancellationToken CancellationToken => cancellationToken;

    /// <summary>The file in the first folder, to ask whether it exists and how it is called.</summary>
    public string First(string relativePath) => layout.Folders[0].At(relativePath);

    /// <summary>Reads a file of every rank.</summary>
    /// <param name="plausibleBytes">See <see cref="FoamFiles.Open"/>.</param>
    public T[] Read<T>(string relativePath, Reader<T> read, long plausibleBytes = 0)
    {
        var parts = new T[layout.RankCount];
        foreach (var ranks in layout.Folders)
        {
            var path = ranks.At(relativePath);
            using var stream = FoamFiles.Open(folder, path, cancellationToken, plausibleBytes);
            var header = FoamHeader.Read(stream);
            if (header.IsBlocks) ReadBlocks(ranks, path, stream, header, read, parts);
            else if (ranks.RankCount == 1) parts[ranks.FirstRank] = read(ranks.FirstRank, path, stream, header);
            else throw new CaseFormatException(stream.Name, $"it holds one {header.Class}, where a collated file of {ranks.RankCount} ranks is expected", "Decompose the case again.");
        }

        return parts;
    }

    // "size(bytes)" for each rank, with a comment between. Only the first block need have a header.
    static void ReadBlocks<T>(RankFolder ranks, string path, FoamStream stream, FoamHeader outer, Reader<T> read, T[] parts)
    {
        var common = outer.OfBlocks;
        for (var rank = ranks.FirstRank; rank < ranks.FirstRank + ranks.RankCount; rank++)
        {
            stream.SkipSpace();
            if (stream.Peek() < 0) throw stream.Error($"the collated file has {rank - ranks.FirstRank} blocks for {ranks.RankCount} ranks", FoamStream.StillWriting);
            var size = Numbers.NextCount(stream);
            if (size < 0) throw stream.Error($"a block of {size} bytes", "Write the file again; this one is damaged.");
            stream.SkipSpace();
            stream.Expect('(', $"the block of rank {rank} has no opening bracket");
            stream.EnterBlock(size);
            var header = FoamHeader.TryRead(stream) ?? common ?? throw stream.Error("the first block has no header", "Write the file again; this one is damaged.");
            common ??= header;
            parts[rank] = read(rank, path, stream, header);
            stream.LeaveBlock();
            stream.Expect(')', $"the block of rank {rank} is not closed after its {size} bytes");
        }
    }
}
