namespace CfdBridge.VtkSeries;

/// <summary>What a look at a file's ends has told.</summary>
/// <param name="State">What it proves.</param>
/// <param name="CommentTime">The time in OpenFOAM's comment, in full precision, or null.</param>
/// <param name="NamesTime">Whether it holds FieldData <c>TimeValue</c>, which takes longer to read.</param>
/// <param name="LegacyTime"><c>TimeValue</c> at the head of a legacy file, or null.</param>
/// <param name="IsProduct">Whether CfdBridge wrote it.</param>
sealed record FileFacts(StepState State, double? CommentTime, bool NamesTime, double? LegacyTime, bool IsProduct)
{
    /// <summary>Of a file that is gone or cannot be read now.</summary>
    public static readonly FileFacts Unreadable = new(StepState.Unfinished, null, false, null, false);
}
