namespace CfdBridge.OpenFoam;

/// <summary>Passes over lists that nobody wants, after their length.</summary>
static class ListSkipper
{
    public static void Skip(FoamStream stream, FoamHeader header, string? type, long count)
    {
        var size = header.IsBinary && type is not null ? ElementType.BytesOf(type, header) : 0;
        if (size > 0 && count > 0)
        {
            DeclaredSize.Check(stream, count, size, numbers: 1);
            stream.SkipSpace();
            stream.Expect('(', "a binary list has no opening bracket");
            stream.Skip(count * size);
            stream.Expect(')', $"a binary list of {count} elements is not closed after them");
            return;
        }

        stream.SkipSpace();
        if (stream.Peek() is '(' or '{')
        {
            stream.Next();
            stream.SkipBrackets();
        }
        else if (count > 0)
        {
            throw stream.Error($"a list of {count} elements has no opening bracket", FoamStream.StillWriting);
        }
    }
}
