using CfdBridge.Pipeline;
using CfdBridge.Testing;

namespace CfdBridge.Tests.Pipeline;

public sealed class SettlingTests
{
    readonly FakeTime time = new();
    readonly FakeSource source = new();
    readonly Dictionary<string, string> known = [];
    readonly Settling settling;

    public SettlingTests() => settling = new(TimeSpan.FromSeconds(2), time);

    [Fact]
    public void A_step_with_the_solvers_proof_is_ready_at_once()
    {
        source.Put(1, StepState.Complete);

        Assert.Equal(["1"], Ready());
    }

    [Fact]
    public void A_step_without_proof_is_ready_after_the_quiet_period()
    {
        source.Put(1, StepState.Unproven);

        Assert.Empty(Ready());
        time.Advance(1.9);
        Assert.Empty(Ready());
        time.Advance(0.2);
        Assert.Equal(["1"], Ready());
    }

    [Fact]
    public void A_change_starts_the_quiet_period_again()
    {
        source.Put(1, StepState.Unproven, "a");
        Ready();
        time.Advance(1.5);
        source.Put(1, StepState.Unproven, "b");
        Ready();
        time.Advance(1.5);

        Assert.Empty(Ready());
    }

    [Fact]
    public void An_unfinished_step_is_never_ready_and_does_not_hold_up_later_ones()
    {
        source.Put(1, StepState.Unfinished);
        source.Put(2, StepState.Complete);
        Ready();
        time.Advance(100);

        Assert.Equal(["2"], Ready());
    }

    [Fact]
    public void A_step_that_may_still_settle_holds_up_later_ones_to_keep_the_order()
    {
        source.Put(1, StepState.Unproven);
        source.Put(2, StepState.Complete);

        Assert.Empty(Ready());
    }

    [Fact]
    public void A_known_step_is_passed_over_until_its_fingerprint_changes()
    {
        source.Put(1, StepState.Complete, "a");
        known["1"] = "a";

        Assert.Empty(Ready());
        source.Put(1, StepState.Complete, "b");
        Assert.Equal(["1"], Ready());
    }

    [Fact]
    public void A_step_that_goes_before_it_was_taken_has_vanished_once()
    {
        source.Put(1, StepState.Unfinished);
        Ready();
        source.Remove(1);

        Assert.Equal("1", Assert.Single(settling.Vanished(source.Scan(default))).Name);
        Assert.Empty(settling.Vanished(source.Scan(default)));
    }

    [Fact]
    public void A_known_step_that_goes_has_not_vanished()
    {
        source.Put(1, StepState.Complete, "1");
        Ready();
        known["1"] = "1";
        Ready();
        source.Remove(1);

        Assert.Empty(settling.Vanished(source.Scan(default)));
    }

    [Fact]
    public void A_known_step_seen_in_the_middle_of_its_purge_has_not_vanished()
    {
        source.Put(1, StepState.Complete, "1");
        known["1"] = "1";
        Ready();
        source.Put(1, StepState.Unfinished, "its proof is gone");
        Ready();
        source.Remove(1);

        Assert.Empty(settling.Vanished(source.Scan(default)));
    }

    [Fact]
    public void A_step_that_cannot_be_read_is_given_up_after_three_attempts_a_quiet_period_apart()
    {
        source.Put(1);
        var step = source.Scan(default).Steps[0];
        Ready();

        Assert.False(settling.GivesUp(step));
        Assert.Empty(Ready());
        time.Advance(2);
        Assert.Equal(["1"], Ready());
        Assert.False(settling.GivesUp(step));
        time.Advance(2);
        Assert.True(settling.GivesUp(step));
    }

    string[] Ready() => [.. settling.Ready(source.Scan(default), known).Select(step => step.Name)];
}
