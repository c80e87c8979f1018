using System.Buffers;

namespace CfdBridge.OpenFoam;

/// <summary>
/// The bytes of one file, forward only, so that packed files and single ranks of collated files read like any other.
/// Text is taken from a small buffer; large binary lists go straight from the file into the caller's array.
/// </summary>
sealed class FoamStream : IDisposable
{
    public const string StillWriting = "Is the solver still writing? Read the step when it has finished, or write it again.";

    const int BufferSize = 1 << 16;

    // A cancelled read ends within one of these, and still a large list needs few calls of the system.
    const int LargestRead = 1 << 23;

    readonly Stream source;
    readonly long? length;
    readonly CancellationToken cancellationToken;
    readonly byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
    long origin;               // offset of buffer[0] in the (unpacked) file
    long end = long.MaxValue;  // offset at which the current block ends
    int position;
    int filled;
    int visible;               // bytes of the buffer that belong to the current block
    bool exhausted;

    /// <param name="source">Owned, closed with this.</param>
    /// <param name="length">Bytes in the file, or null where only reading to the end can tell.</param>
    /// <param name="name">Name in messages.</param>
    public FoamStream(Stream source, long? length, string name, CancellationToken cancellationToken)
    {
        this.source = source;
        this.length = length;
        this.cancellationToken = cancellationToken;
        Name = name;
    }

    public string Name { get; }

    /// <summary>Line of the next byte; binary lists count as none.</summary>
    public int Line { get; private set; } = 1;

    /// <summary>Bytes left in the block, or null where that is not known before they are read.</summary>
    public long? BytesLeft => length is { } known ? Math.Max(0, Math.Min(known, end) - Position) : null;

    /// <summary>The buffered bytes that come next; use <see cref="Ensure"/> first.</summary>
    public ReadOnlySpan<byte> Window => buffer.AsSpan(position, visible - position);

    long Position => origin + position;

    public CaseFormatException Error(string fact, string fix) => new($"{Name}, line {Line}", fact, fix);

    /// <summary>The next byte without taking it, or -1 at the end.</summary>
    public int Peek(int ahead = 0) => Ensure(ahead + 1) ? buffer[position + ahead] : -1;

    /// <summary>Takes the next byte, or -1 at the end.</summary>
    public int Next()
    {
        if (!Ensure(1)) return -1;
        var value = buffer[position++];
        if (value == '\n') Line++;
        return value;
    }

    /// <summary>Takes bytes of the window; they must not hold line ends.</summary>
    public void Advance(int count) => position += count;

    /// <summary>Makes at least so many bytes visible, unless the end comes first.</summary>
    public bool Ensure(int count)
    {
        while (visible - position < count)
        {
            if (exhausted || origin + visible >= end) return false;
            if (position > 0)
            {
                buffer.AsSpan(position, filled - position).CopyTo(buffer);
                (origin, filled, position) = (origin + position, filled - position, 0);
            }

            var read = ReadSource(buffer.AsSpan(filled, BufferSize - filled));
            exhausted = read == 0;
            filled += read;
            visible = (int)Math.Min(filled, end - origin);
        }

        return true;
    }

    /// <summary>Skips blanks and comments.</summary>
    public void SkipSpace()
    {
        while (Ensure(1))
        {
            var c = buffer[position];
            if (c is (byte)' ' or (byte)'\n' or (byte)'\t' or (byte)'\r') Next();
            else if (c == '/' && Peek(1) == '/') SkipLine();
            else if (c == '/' && Peek(1) == '*') SkipComment();
            else return;
        }
    }

    /// <summary>Skips the rest of a parenthesised text after its opening bracket, closing bracket included, without looking inside.</summary>
    public void SkipBrackets()
    {
        var startLine = Line;
        for (var depth = 1; depth > 0;)
        {
            SkipSpace();
            switch (Next())
            {
                case '(' or '{': depth++; break;
                case ')' or '}': depth--; break;
                case -1: throw Error($"the file ends inside the list that begins at line {startLine}", StillWriting);
            }
        }
    }

    public void Expect(char wanted, string fact)
    {
        if (!Take(wanted)) throw Error(fact, StillWriting);
    }

    /// <summary>Takes the next byte if it is this one. For loops over many elements, where making a message each time would cost more than reading.</summary>
    public bool Take(char wanted)
    {
        if (Peek() != wanted) return false;
        position++;
        return true;
    }

    public void ReadExactly(Span<byte> into)
    {
        var buffered = Math.Min(into.Length, visible - position);
        buffer.AsSpan(position, buffered).CopyTo(into);
        position += buffered;
        var rest = into[buffered..];
        if (rest.IsEmpty) return;
        if (visible < filled || rest.Length > end - Position) throw EndOfFile();
        (origin, position, filled, visible) = (Position, 0, 0, 0);
        while (!rest.IsEmpty)
        {
            var read = ReadSource(rest[..Math.Min(rest.Length, LargestRead)]);
            if (read == 0) throw EndOfFile();
            origin += read;
            rest = rest[read..];
        }
    }

    public void Skip(long count)
    {
        while (count > 0)
        {
            if (!Ensure(1)) throw EndOfFile();
            var step = (int)Math.Min(count, visible - position);
            position += step;
            count -= step;
        }
    }

    /// <summary>Ends the stream after so many bytes, until <see cref="LeaveBlock"/>.</summary>
    public void EnterBlock(long size)
    {
        if (BytesLeft is { } left && size > left)
            throw Error($"a block of {size} bytes is declared, but {left} are left", StillWriting);
        end = Position + size;
        visible = (int)Math.Min(filled, end - origin);
    }

    public void LeaveBlock()
    {
        Skip(end - Position);
        end = long.MaxValue;
        visible = filled;
    }

    public void Dispose()
    {
        source.Dispose();
        ArrayPool<byte>.Shared.Return(buffer);
    }

    CaseFormatException EndOfFile() => Error("the file ends in the middle of a binary list", StillWriting);

    int ReadSource(Span<byte> into)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return source.Read(into);
        }
        catch (InvalidDataException damage)
        {
            throw new CaseFormatException(Name, $"it cannot be unpacked ({damage.Message.TrimEnd('.')})", StillWriting, damage);
        }
        catch (IOException failure)
        {
            throw new CaseFormatException(Name, $"it cannot be read ({failure.Message.TrimEnd('.')})", "Look at the disk, then read the step again.", failure);
        }
    }

    void SkipLine()
    {
        int c;
        do c = Next();
        while (c is not ('\n' or -1));
    }

    void SkipComment()
    {
        var startLine = Line;
        Advance(2);
        for (var c = Next(); !(c == '*' && Peek() == '/'); c = Next())
        {
            if (c < 0) throw Error($"the file ends inside the comment that begins at line {startLine}", StillWriting);
        }

        Advance(1);
    }
}
