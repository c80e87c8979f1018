using CfdBridge.OpenFoam;

namespace CfdBridge.Tests.OpenFoam;

public sealed class DictionaryTests
{
    [Fact]
    public void Words_texts_numbers_and_dictionaries_are_told_apart()
    {
        var top = Parse("""
            // a comment
            application icoFoam; /* and
            another */ startTime 1e-3;
            div(phi,U) Gauss linear;
            title "with ; and } inside";
            "(U|k)" { tolerance 1e-6; deep { deeper yes; } }
            empty { }
            2 two;
            """);

        Assert.Equal("icoFoam", top.TextOf("application"));
        Assert.Equal(1e-3, top.NumberOf("startTime"));
        Assert.Equal("with ; and } inside", top.TextOf("title"));
        Assert.Equal(["Gauss", "linear"], top.Find("div(phi,U)")!.Tokens.Select(t => t.Text));
        Assert.Equal("yes", top.Find("(U|k)")!.Dictionary!.Find("deep")!.Dictionary!.TextOf("deeper"));
        Assert.Equal("two", top.TextOf("2"));
        Assert.Null(top.TextOf("missing"));
    }

    [Fact]
    public void Macros_look_here_then_outwards()
    {
        var top = Parse("""
            speed 10; inlet { speed 20; U $speed; outer $..speed; } outlet { U $speed; braces ${speed}; }
            top { nested { from $:inlet.U; dotted $inlet.U; } }
            late $defined.below; defined { below 7; }
            """);

        Assert.Equal(20, top.Find("inlet")!.Dictionary!.NumberOf("U"));
        Assert.Equal(10, top.Find("inlet")!.Dictionary!.NumberOf("outer"));
        Assert.Equal(10, top.Find("outlet")!.Dictionary!.NumberOf("U"));
        Assert.Equal(10, top.Find("outlet")!.Dictionary!.NumberOf("braces"));
        Assert.Equal(20, top.Find("top")!.Dictionary!.Find("nested")!.Dictionary!.NumberOf("from"));
        Assert.Equal(20, top.Find("top")!.Dictionary!.Find("nested")!.Dictionary!.NumberOf("dotted"));
        Assert.Equal(7, top.NumberOf("late"));
    }

    [Fact]
    public void A_dictionary_takes_the_entries_of_another()
    {
        var top = Parse("p { solver PCG; tolerance 1e-6; } pFinal { $p; tolerance 1e-7; }");

        var final = top.Find("pFinal")!.Dictionary!;
        Assert.Equal("PCG", final.TextOf("solver"));
        Assert.Equal(1e-7, final.NumberOf("tolerance"));
        Assert.Equal(1e-6, top.Find("p")!.Dictionary!.NumberOf("tolerance"));
    }

    [Fact]
    public void Later_entries_replace_earlier_ones_and_dictionaries_grow_together()
    {
        var top = Parse("a 1; d { x 1; y 1; } a 2; d { y 2; z 2; }");

        Assert.Equal(2, top.NumberOf("a"));
        Assert.Equal([1.0, 2, 2], new[] { "x", "y", "z" }.Select(k => top.Find("d")!.Dictionary!.NumberOf(k)!.Value));
    }

    [Fact]
    public void Includes_are_read_where_they_stand()
    {
        using var files = new SmallCase();
        files.Write("system/common", "deltaT 0.1; #include \"deeper\"");
        files.Write("system/deeper", "endTime $deltaT;");
        files.Write("shared/note", "note here;");

        var top = Parse(files, "a 1; #include \"common\"\n #include \"$FOAM_CASE/shared/note\"\n #includeIfPresent \"missing\"\n #sinclude \"missing\"\n #includeEtc \"caseDicts/x\"\n sub { #include \"<case>/shared/note\" } b 2;");

        Assert.Equal(0.1, top.NumberOf("endTime"));
        Assert.Equal("here", top.TextOf("note"));
        Assert.Equal("here", top.Find("sub")!.Dictionary!.TextOf("note"));
        Assert.Equal(2, top.NumberOf("b"));
    }

    [Fact]
    public void What_the_solver_computes_is_refused_only_where_it_is_needed()
    {
        var top = Parse("a 1; b #calc \"$a + 1\"; c #codeStream { code #{ os << 1; }; #}; }; d #eval{ 2 * $a }; e ${{ $a }}; f 2;");

        Assert.Equal(2, top.NumberOf("f"));
        foreach (var keyword in new[] { "b", "c", "d", "e" })
            Assert.Contains("computed by the solver", Assert.Throws<CaseFormatException>(() => top.NumberOf(keyword)).Fact);
    }

    [Fact]
    public void Long_values_that_nobody_reads_do_no_harm()
    {
        var top = Parse($"table ({string.Concat(Enumerable.Repeat("(0 (1 0 0)) ", 20_000))}); after 1;");

        Assert.Equal(1, top.NumberOf("after"));
    }

    [Theory]
    [InlineData("a $b; b $a;", "a", "circle")]
    [InlineData("a $missing; missin 1;", "a", "names no entry")]
    [InlineData("a $b $b; b $c $c; c $d $d; d $e $e; e $f $f; f $g $g; g $h $h; h $i $i; i $j $j; j $k $k; k $l $l; l $m $m; m $n $n; n ;", "a", "more than 10000 words")]
    [InlineData("a { b 1; } c $a;", "c", "is a dictionary")]
    [InlineData("a one two;", "a", "not a single word")]
    [InlineData("a one;", "a", "not a number")]
    public void Macros_that_lead_nowhere_are_errors(string text, string keyword, string fact)
    {
        var top = Parse(text);

        var error = Assert.Throws<CaseFormatException>(() => top.NumberOf(keyword));

        Assert.Contains(fact, error.Fact);
        Assert.Contains("line 1", error.Thing);
    }

    static FoamDictionary Parse(string text)
    {
        using var files = new SmallCase();
        return Parse(files, text);
    }

    static FoamDictionary Parse(SmallCase files, string text)
    {
        var folder = CaseFolder.Of(files.Path);
        var path = files.Write("system/test", text);
        using var stream = FoamFiles.Open(folder, path, default);
        return new DictionaryParser(stream, FoamHeader.Text, new IncludeScope(folder, path, default), capture: null).ReadFile();
    }
}
