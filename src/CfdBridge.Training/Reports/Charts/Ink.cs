namespace CfdBridge.Training;

/// <summary>A colour by what it is for, on light and on dark ground.</summary>
sealed record Ink(string Name, string Light, string Dark)
{
    public static readonly Ink Ground = new("ground", "#fcfcfb", "#1a1a19");
    public static readonly Ink Text = new("text", "#1f1f1d", "#f2f1ec");
    public static readonly Ink Muted = new("muted", "#5f5e5a", "#b9b8b0");
    public static readonly Ink Grid = new("grid", "#e6e5e0", "#343431");
    public static readonly Ink Axis = new("axis", "#b5b4ac", "#5f5e59");

    // Eight hues in an order in which neighbours stay apart for the colour-blind, each of enough contrast on its ground.
    static readonly Ink[] Hues =
    [
        new("s0", "#2a78d6", "#3987e5"), new("s1", "#eb6834", "#d95926"), new("s2", "#1baf7a", "#199e70"), new("s3", "#4a3aa7", "#9085e9"),
        new("s4", "#eda100", "#c98500"), new("s5", "#e87ba4", "#d55181"), new("s6", "#008300", "#3da33d"), new("s7", "#e34948", "#e66767"),
    ];

    public static IEnumerable<Ink> All => [Ground, Text, Muted, Grid, Axis, .. Hues];

    public static Ink OfSeries(int series) => Hues[series % Hues.Length];
}
