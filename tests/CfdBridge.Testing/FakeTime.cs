namespace CfdBridge.Testing;

/// <summary>A clock that stands still until told. Its timers are real, so only code that reads the time may use it.</summary>
public sealed class FakeTime : TimeProvider
{
    DateTimeOffset now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => now;

    public void Advance(double seconds) => now += TimeSpan.FromSeconds(seconds);
}
