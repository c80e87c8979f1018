namespace CfdBridge.Training;

/// <summary>How a line is drawn.</summary>
/// <param name="Dash">Length of dashes and half that of gaps between; 0 for an unbroken line.</param>
sealed record Pen(Ink Ink, double Width, double Dash = 0);
