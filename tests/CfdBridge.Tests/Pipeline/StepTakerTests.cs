using CfdBridge.Data;
using CfdBridge.Pipeline;
using CfdBridge.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace CfdBridge.Tests.Pipeline;

public sealed class StepTakerTests : IDisposable
{
    readonly TempFolder folder = new();
    readonly FakeTime time = new();
    readonly FakeSource source = new();
    readonly WatchOptions options = new();
    RunJournal journal;
    StepTaker taker;

    public StepTakerTests() => (journal, taker) = Open();

    [Fact]
    public async Task Every_complete_step_is_taken_once_in_order()
    {
        foreach (var t in new[] { 3.0, 1.0, 2.0 }) source.Put(t);

        await taker.TakeAsync(default);
        await taker.TakeAsync(default);

        Assert.Equal([1.0, 2.0, 3.0], journal.Timeline().Select(s => s.TimeSeconds));
        Assert.Equal(3, journal.Steps().Count);
        Assert.Equal(3, Store().Names().Count);
        Assert.All(source.Reads.Values, reads => Assert.Equal(1, reads));
    }

    [Fact]
    public async Task After_a_restart_nothing_is_taken_twice()
    {
        source.Put(1);
        await taker.TakeAsync(default);
        Reopen();
        source.Put(2);

        await taker.TakeAsync(default);

        Assert.Equal(["1", "2"], journal.Steps().Select(s => s.Name));
    }

    [Fact]
    public async Task A_step_in_the_store_that_never_reached_the_journal_is_taken_again_and_is_there_once()
    {
        source.Put(1);
        Store().Save("000-1", Some.Snapshot(1, source.Mesh, Some.Scalar("p", 4, _ => 99)));

        await taker.TakeAsync(default);

        Assert.Single(Store().Names());
        Assert.Equal(Math.Sin(1), Store().Load("000-1").Fields["p"].ToDouble()[0]);
    }

    [Fact]
    public async Task A_restart_from_an_earlier_time_begins_an_epoch_and_supersedes_later_steps()
    {
        foreach (var t in new[] { 1.0, 2.0, 3.0 }) source.Put(t);
        await taker.TakeAsync(default);
        source.Put(2, fingerprint: "rewritten", value: 5);

        await taker.TakeAsync(default);

        Assert.Equal([1.0, 2.0], journal.Timeline().Select(s => s.TimeSeconds));
        Assert.Equal([0, 1], journal.Timeline().Select(s => s.Epoch));
        Assert.Equal(2, journal.Steps().Count(s => s.Fate == StepFate.Superseded));
    }

    [Fact]
    public async Task New_times_before_the_last_one_begin_an_epoch_too()
    {
        foreach (var t in new[] { 1.0, 2.0, 3.0 }) source.Put(t);
        await taker.TakeAsync(default);
        source.Remove(2);
        source.Remove(3);
        source.Put(1.5);

        await taker.TakeAsync(default);

        Assert.Equal([1.0, 1.5], journal.Timeline().Select(s => s.TimeSeconds));
    }

    [Fact]
    public async Task Files_touched_without_a_change_of_content_begin_no_epoch()
    {
        source.Put(1);
        source.Put(2);
        await taker.TakeAsync(default);
        source.Put(1, fingerprint: "touched");

        await taker.TakeAsync(default);
        await taker.TakeAsync(default);

        Assert.Equal(0, journal.Epoch);
        Assert.Equal(2, journal.Timeline().Count);
        Assert.Equal(2, Store().Names().Count);
        Assert.Equal(2, source.Reads["1"]);
    }

    [Fact]
    public async Task A_step_deleted_before_it_was_whole_is_journalled_as_missed()
    {
        source.Put(1, StepState.Unfinished);
        await taker.TakeAsync(default);
        source.Remove(1);

        await taker.TakeAsync(default);

        Assert.Equal(StepFate.Missed, Assert.Single(journal.Steps()).Fate);
    }

    [Fact]
    public async Task With_a_purging_solver_a_gap_in_the_times_is_a_missed_step()
    {
        source.Purges = true;
        foreach (var t in new[] { 1.0, 2.0, 3.0, 4.0, 7.0 }) source.Put(t);

        await taker.TakeAsync(default);

        Assert.Equal([5.0, 6.0], journal.Steps().Where(s => s.Fate == StepFate.Missed).Select(s => s.TimeSeconds));
    }

    [Fact]
    public async Task A_gap_among_the_first_steps_is_seen_once_the_spacing_is_known()
    {
        source.Purges = true;
        foreach (var t in new[] { 1.0, 3.0, 4.0, 5.0, 6.0, 7.0 }) source.Put(t);

        await taker.TakeAsync(default);
        await taker.TakeAsync(default);

        Assert.Equal([2.0], journal.Steps().Where(s => s.Fate == StepFate.Missed).Select(s => s.TimeSeconds));
    }

    [Fact]
    public async Task A_step_deleted_right_after_it_was_taken_is_not_missed()
    {
        source.Put(1);
        await taker.TakeAsync(default);
        source.Remove(1);

        await taker.TakeAsync(default);

        Assert.Equal(StepFate.Taken, Assert.Single(journal.Steps()).Fate);
    }

    [Fact]
    public async Task A_missed_step_that_was_seen_is_not_inferred_from_the_gap_as_well()
    {
        source.Purges = true;
        foreach (var t in new[] { 1.0, 2.0, 3.0, 4.0 }) source.Put(t);
        source.Put(5, StepState.Unfinished);
        await taker.TakeAsync(default);
        source.Remove(5);
        source.Put(6);

        await taker.TakeAsync(default);

        Assert.Equal(["5"], journal.Steps().Where(s => s.Fate == StepFate.Missed).Select(s => s.Name));
    }

    [Fact]
    public async Task A_missed_step_that_was_inferred_is_not_told_again_when_it_vanishes()
    {
        source.Purges = true;
        foreach (var t in new[] { 1.0, 2.0, 3.0, 4.0 }) source.Put(t);
        await taker.TakeAsync(default);
        source.Put(5, StepState.Unfinished); // half deleted already
        source.Put(6);
        await taker.TakeAsync(default);
        source.Remove(5);

        await taker.TakeAsync(default);

        Assert.Equal(5, Assert.Single(journal.Steps(), s => s.Fate == StepFate.Missed).TimeSeconds);
    }

    [Fact]
    public async Task Without_purging_a_gap_is_the_users_choice()
    {
        foreach (var t in new[] { 1.0, 2.0, 3.0, 4.0, 7.0 }) source.Put(t);

        await taker.TakeAsync(default);

        Assert.DoesNotContain(journal.Steps(), s => s.Fate == StepFate.Missed);
    }

    [Fact]
    public async Task A_step_that_cannot_be_read_is_journalled_once_and_taken_when_it_is_repaired()
    {
        source.Put(1, StepState.Complete, "broken", () => throw new CaseFormatException("1/p", "it is cut short", "Wait."));
        for (var look = 0; look < 5; look++)
        {
            await taker.TakeAsync(default);
            time.Advance(3);
        }

        Assert.Equal(StepFate.Unreadable, Assert.Single(journal.Steps()).Fate);
        source.Put(1, fingerprint: "repaired");
        await taker.TakeAsync(default);
        Assert.Single(journal.Timeline());
    }

    [Fact]
    public async Task A_step_without_a_field_that_the_run_has_is_not_whole()
    {
        source.Put(1);
        source.Put(2, StepState.Complete, "half", () => Some.Snapshot(2, source.Mesh, Some.Scalar("q", 4, _ => 0)));

        await taker.TakeAsync(default);

        Assert.Equal(["1"], journal.Timeline().Select(s => s.Name));
    }

    [Fact]
    public async Task Steps_outside_the_time_window_are_left_alone()
    {
        journal.Dispose();
        (journal, taker) = Open(new WatchOptions { FromTime = 2, ToTime = 3 });
        foreach (var t in new[] { 1.0, 2.0, 3.0, 4.0 }) source.Put(t);

        await taker.TakeAsync(default);

        Assert.Equal([2.0, 3.0], journal.Timeline().Select(s => s.TimeSeconds));
    }

    public void Dispose()
    {
        journal.Dispose();
        folder.Dispose();
    }

    SnapshotStore Store() => new(folder.At("store"));

    void Reopen()
    {
        journal.Dispose();
        (journal, taker) = Open();
    }

    (RunJournal, StepTaker) Open(WatchOptions? watch = null)
    {
        var opened = new RunJournal(folder.At("journal.db"), time);
        return (opened, new StepTaker(source, Store(), opened, new Settling(TimeSpan.FromSeconds(2), time), watch ?? options, NullLogger.Instance));
    }
}
