using CfdBridge.Models;

namespace CfdBridge.Native.Tests.Models;

public sealed class EnmaScheduleTests
{
    [Theory]
    [InlineData(DecodeScheduleKind.CosineSquared, 16, 6, new[] { 2, 2, 4, 4, 3, 1 })]
    [InlineData(DecodeScheduleKind.CosineSquared, 64, 16, new[] { 1, 2, 3, 4, 5, 5, 6, 6, 7, 6, 5, 5, 4, 3, 2 })] // the last step of 16 would make none
    [InlineData(DecodeScheduleKind.CosineSquared, 6, 3, new[] { 2, 3, 1 })]
    [InlineData(DecodeScheduleKind.Cosine, 16, 6, new[] { 1, 2, 2, 3, 4, 4 })]
    [InlineData(DecodeScheduleKind.Cosine, 6, 3, new[] { 1, 2, 3 })]
    public void Counts_are_those_of_the_paper_read_as_tokens_left(DecodeScheduleKind kind, int tokens, int steps, int[] expected) =>
        Assert.Equal(expected, DecodeSchedule.Counts(kind, tokens, steps));

    [Fact]
    public void Every_schedule_makes_every_token_once()
    {
        foreach (var kind in Enum.GetValues<DecodeScheduleKind>())
        {
            for (var tokens = 1; tokens <= 70; tokens++)
            {
                for (var steps = 1; steps <= tokens + 2; steps++)
                {
                    var counts = DecodeSchedule.Counts(kind, tokens, steps);
                    Assert.Equal(tokens, counts.Sum());
                    Assert.All(counts, count => Assert.True(count > 0));
                    Assert.True(counts.Count <= steps);
                    if (kind == DecodeScheduleKind.Cosine) Assert.Equal(Math.Min(steps, tokens), counts.Count);
                }
            }
        }
    }
}
