namespace CfdBridge.Benchmarks.Codec;

/// <summary>What encoding and decoding a large case took.</summary>
/// <param name="Compression">Values over latent numbers.</param>
/// <param name="FirstEncodeSeconds">Of all snapshots, with finding the neighbours and the means.</param>
/// <param name="EncodeSeconds">Again, with these kept.</param>
/// <param name="FirstDecodeSeconds">The same for decoding.</param>
/// <param name="DecodeSeconds">The same for decoding.</param>
/// <param name="LoadedMiB">Peak resident memory when mesh and values were read.</param>
/// <param name="PeakMiB">Peak resident memory at the end.</param>
sealed record LargeCase(
    int Cells, int Snapshots, double Compression, double FirstEncodeSeconds, double EncodeSeconds, double FirstDecodeSeconds, double DecodeSeconds, double LoadedMiB, double PeakMiB, CodecErrors Errors)
{
    public const string Header = """
        The case of a million cells with the codec fitted to the small one, in a process of its own. Times are seconds for
        each snapshot with the neighbours found before, and for all of them what finding these takes once; memory is the
        peak resident memory, MiB, after reading mesh and values and at the end.

        | d | cells, snapshots | times | U | p | fluctuation of U | of p | encode | decode | once | read | peak |
        | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
        """;

    public string Row(int latent) => FormattableString.Invariant(
        $"| {latent} | {Cells}, {Snapshots} | {Compression:F0} | {Errors} | {EncodeSeconds / Snapshots:F2} | {DecodeSeconds / Snapshots:F2} | {FirstEncodeSeconds - EncodeSeconds + FirstDecodeSeconds - DecodeSeconds:F1} | {LoadedMiB:F0} | {PeakMiB:F0} |");
}
