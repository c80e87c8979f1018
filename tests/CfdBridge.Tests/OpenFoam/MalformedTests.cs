using System.Diagnostics;

namespace CfdBridge.Tests.OpenFoam;

/// <summary>Damaged, hostile and half-written cases: a clear error, soon, and without much memory.</summary>
[Collection(AloneCollection.Name)]
public sealed class MalformedTests
{
    // The largest thing a few kilobytes of input may cost; a declared size that is believed costs gigabytes.
    const long MostBytes = 64L << 20;

    public static TheoryData<string> Names => [.. MalformedInputs.All.Select(input => input.Name)];

    [Theory, MemberData(nameof(Names))]
    public async Task A_malformed_input_is_a_clear_error(string name)
    {
        var input = MalformedInputs.All.Single(i => i.Name == name);
        using var written = new SmallCase(format: input.Format);
        written.Step("1");
        input.Damage(written);
        var source = written.Source();
        var step = source.Scan(default).Steps.Single();
        var peak = new PeakMemory();

        var error = await Assert.ThrowsAsync<CaseFormatException>(() => source.ReadAsync(step, default)).WaitAsync(TimeSpan.FromSeconds(10));

        Assert.True(peak.GrownBytes < MostBytes, $"{peak.GrownBytes} bytes were allocated");
        Assert.StartsWith(input.Thing, error.Thing);
        Assert.Contains(input.Fact, error.Fact);
        Assert.NotEmpty(error.Fix);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_field_cut_at_any_byte_is_never_taken_for_whole(bool isBinary)
    {
        using var written = new SmallCase(format: isBinary ? FoamFormat.Binary : FoamFormat.Ascii);
        written.Step("1");
        var whole = File.ReadAllBytes(written.At("1", "U"));
        var end = whole.AsSpan().LastIndexOf((byte)'}'); // what follows is a comment

        for (var length = 0; length <= end; length++)
        {
            await File.WriteAllBytesAsync(written.At("1", "U"), whole[..length]);
            var error = await Assert.ThrowsAsync<CaseFormatException>(() => written.ReadLast()).WaitAsync(TimeSpan.FromSeconds(10));
            Assert.StartsWith("cavity/1/U", error.Thing);
        }
    }

    [Fact]
    public async Task Damaged_bytes_give_a_step_or_an_error_and_nothing_else()
    {
        var random = new Random(1);
        using var written = new SmallCase(format: FoamFormat.Binary);
        written.Step("1");
        string[] files = ["1/U", "1/p", .. new[] { "points", "faces", "owner", "neighbour", "boundary" }.Select(f => $"constant/polyMesh/{f}")];
        var clock = Stopwatch.StartNew();

        for (var round = 0; round < 400; round++)
        {
            var path = written.At(files[random.Next(files.Length)]);
            var whole = await File.ReadAllBytesAsync(path);
            var damaged = whole.ToArray();
            for (var i = random.Next(1, 4); i > 0; i--) damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            await File.WriteAllBytesAsync(path, damaged);
            try
            {
                await written.ReadLast();
            }
            catch (CaseFormatException)
            {
                // one of the two that may happen
            }

            await File.WriteAllBytesAsync(path, whole);
        }

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(60), $"took {clock.Elapsed}");
    }

    /// <summary>Bytes allocated by the whole process since it was made: reading happens on some thread of the pool.</summary>
    sealed class PeakMemory
    {
        readonly long before = GC.GetTotalAllocatedBytes(precise: true);

        public long GrownBytes => GC.GetTotalAllocatedBytes(precise: true) - before;
    }
}
