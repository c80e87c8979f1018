using System.IO.Compression;

namespace CfdBridge.OpenFoam;

/// <summary>
/// Unpacks a gzip file and stops at a bomb. Deflate packs at most about 1000 to 1, and only where one value repeats all
/// through. A field may be like that (all zero but for a few cells), so as many bytes as a field needs are always allowed.
/// </summary>
/// <param name="plausibleBytes">Unpacked size that is believed at any ratio.</param>
sealed class GuardedGzip(FileStream packed, long plausibleBytes) : Stream
{
    const int LargestRatio = 500;
    const long AlwaysAllowed = 8L << 20;

    readonly GZipStream unpacked = new(packed, CompressionMode.Decompress);
    long produced;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => produced; set => throw new NotSupportedException(); }

    public override int Read(Span<byte> into)
    {
        var read = unpacked.Read(into);
        produced += read;
        return produced > AlwaysAllowed + plausibleBytes && produced / LargestRatio > packed.Position
            ? throw new InvalidDataException($"it unpacks to more than {LargestRatio} times its size")
            : read;
    }

    public override int Read(byte[] into, int offset, int count) => Read(into.AsSpan(offset, count));
    public override void Flush() => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] from, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        unpacked.Dispose();
        base.Dispose(disposing);
    }
}
