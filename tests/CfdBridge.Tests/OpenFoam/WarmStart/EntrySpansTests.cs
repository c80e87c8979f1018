using System.Text;
using CfdBridge.OpenFoam;

namespace CfdBridge.Tests.OpenFoam.WarmStart;

public sealed class EntrySpansTests
{
    static readonly FoamHeader Binary = new("volScalarField", IsBinary: true, 4, 8);

    [Fact]
    public void Entries_stand_where_they_stand_whatever_is_between_them()
    {
        const string Text = "FoamFile { class dictionary; } // a } comment {\n#include \"values\"\na 1; /* ; */ b { c uniform (1 0 0); $all; \"x.*\" { type t; } }\ncode #{ if (x) { y; } #};\ndimensions [0 1 -1 0 0 0 0];\n";

        var entries = new EntrySpans(Encoding.UTF8.GetBytes(Text), FoamHeader.Text, "case/0/U").Read();

        Assert.Equal(["FoamFile", "#include \"values\"", "a", "b", "code", "dimensions"], entries.Select(entry => entry.Keyword));
        Assert.Equal("1;", Text[entries[2].ValueStart..entries[2].End]);
        Assert.Equal(["c", "$all", "x.*"], entries[3].Children!.Select(child => child.Keyword)); // it is a dictionary
        Assert.Equal("{ c uniform (1 0 0); $all; \"x.*\" { type t; } }", Text[entries[3].ValueStart..entries[3].End]);
    }

    [Fact]
    public void Raw_numbers_that_look_like_marks_are_passed_over()
    {
        byte[] raw = [.. "v nonuniform List<scalar> 2("u8, .. "};\"{(##{;;;#}"u8[..8], .. "))//\"}}{"u8, .. ");\nnext 1;\n"u8];

        var entries = new EntrySpans(raw, Binary, "case/0/p").Read();

        Assert.Equal(["v", "next"], entries.Select(entry => entry.Keyword));
    }

    [Theory]
    [InlineData("a { b 1;", "the file ends inside a dictionary")]
    [InlineData("a 1", "the file ends inside the entry a")]
    [InlineData("a (1;", "the file ends inside the entry a")]
    [InlineData("a \"1;", "ends inside a text in quotes")]
    [InlineData("v nonuniform List<scalar> 9(1234);", "the file ends in a list of 9 elements")]
    public void What_is_cut_short_is_an_error_that_names_the_line(string text, string fact)
    {
        var failure = Assert.Throws<CaseFormatException>(() => new EntrySpans(Encoding.UTF8.GetBytes(text), Binary, "case/0/p").Read());

        Assert.StartsWith("case/0/p, line 1", failure.Message, StringComparison.Ordinal);
        Assert.Contains(fact, failure.Message, StringComparison.Ordinal);
    }
}
