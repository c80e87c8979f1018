namespace CfdBridge.OpenFoam;

/// <summary>The header of a file that is written.</summary>
static class WrittenHeader
{
    const string Architecture = "    arch        \"LSB;label=32;scalar=64\";\n"; // of the lists behind it

    /// <param name="type">OpenFOAM's name of what the file holds.</param>
    /// <param name="location">Its folder, from the case's.</param>
    /// <returns>With an empty line behind it.</returns>
    public static string Of(bool binary, string type, string location, string name) =>
        $$"""
        FoamFile
        {
            version     2.0;
            format      {{(binary ? "binary" : "ascii")}};
        {{(binary ? Architecture : "")}}    class       {{type}};
            location    "{{location}}";
            object      {{name}};
        }


        """;
}
