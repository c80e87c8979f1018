namespace CfdBridge.Training;

/// <summary>How words are set.</summary>
/// <param name="Size">Of the font, in the chart's units.</param>
/// <param name="Anchor">Share of the text's width that stands left of its place: 0, 0.5 or 1.</param>
/// <param name="Weight">500 for plain text, 650 for titles.</param>
sealed record TextStyle(Ink Ink, double Size, double Anchor = 0, int Weight = 500);
