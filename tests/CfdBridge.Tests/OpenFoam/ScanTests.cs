namespace CfdBridge.Tests.OpenFoam;

public sealed class ScanTests
{
    [Fact]
    public void A_step_with_the_solvers_last_file_is_complete()
    {
        using var written = new SmallCase();
        written.Step("0.5");

        var step = Assert.Single(written.Scan());

        Assert.Equal(("0.5", 0.5, StepState.Complete), (step.Name, step.TimeSeconds, step.State));
    }

    [Fact]
    public void A_time_directory_still_being_written_is_unfinished()
    {
        using var written = new SmallCase();
        written.Step("0.5").Step("1", isFinished: false);

        var steps = written.Scan();

        Assert.Equal([StepState.Complete, StepState.Unfinished], steps.Select(s => s.State));
    }

    [Fact]
    public void A_proof_that_has_been_opened_but_not_written_is_none_yet()
    {
        using var written = new SmallCase();
        written.Step("0.5");
        File.WriteAllText(written.At("0.5", "uniform", "functionObjects", "functionObjectProperties"), "");

        var step = Assert.Single(written.Scan());

        Assert.Equal(StepState.Unfinished, step.State);
    }

    [Fact]
    public void The_fingerprint_of_a_collated_step_changes_with_its_fields_even_after_the_proof()
    {
        using var cut = new DecomposedCase([0, 1], 2, isCollated: true);
        cut.Step("0.5");
        var source = cut.Case.Source();
        var before = source.Scan(default).Steps[0];
        File.AppendAllText(cut.Case.At("processors2", "0.5", "p"), "\n"); // as by a thread that writes behind the proof

        var after = source.Scan(default).Steps[0];

        Assert.Equal(StepState.Complete, before.State);
        Assert.NotEqual(before.Fingerprint, after.Fingerprint);
    }

    [Fact]
    public void Without_any_proof_steps_are_unproven()
    {
        using var written = new SmallCase();
        written.Step("0.5", isFinished: false).Step("1", isFinished: false);

        var steps = written.Scan();

        Assert.All(steps, step => Assert.Equal(StepState.Unproven, step.State));
    }

    [Fact]
    public void A_solver_that_has_once_left_a_proof_is_expected_to_leave_more()
    {
        using var written = new SmallCase();
        written.Step("0.5").Step("1", isFinished: false);
        var source = written.Source();
        source.Scan(default);
        Directory.Delete(written.At("0.5"), recursive: true);

        var step = Assert.Single(source.Scan(default).Steps);

        Assert.Equal(StepState.Unfinished, step.State);
    }

    [Fact]
    public void A_step_being_purged_is_unfinished_as_soon_as_its_proof_is_gone()
    {
        using var written = new SmallCase();
        written.Step("0.5").Step("1");
        var source = written.Source();
        source.Scan(default);
        File.Delete(written.At("0.5", "uniform", "functionObjects", "functionObjectProperties"));

        var steps = source.Scan(default).Steps;

        Assert.Equal(StepState.Unfinished, steps[0].State);
    }

    [Fact]
    public void The_fingerprint_of_an_unproven_step_changes_with_its_fields()
    {
        using var written = new SmallCase();
        written.Step("0.5", isFinished: false);
        var source = written.Source();
        var before = source.Scan(default).Steps[0];
        File.AppendAllText(written.At("0.5", "U"), "\n");

        var after = source.Scan(default).Steps[0];

        Assert.NotEqual(before.Fingerprint, after.Fingerprint);
    }

    [Fact]
    public void Two_sources_see_the_same_fingerprint()
    {
        using var written = new SmallCase();
        written.Step("0.5");

        var first = written.Scan()[0];
        var second = written.Scan()[0];

        Assert.Equal(first, second);
    }

    [Fact]
    public void A_step_being_overwritten_is_unfinished_although_the_old_proof_still_stands()
    {
        using var written = new SmallCase();
        written.Step("0.5").Step("1");
        var source = written.Source();
        var before = source.Scan(default).Steps[0];
        File.SetLastWriteTimeUtc(written.At("0.5", "uniform", "time"), DateTime.UnixEpoch.AddYears(60));

        var during = source.Scan(default).Steps[0];
        File.SetLastWriteTimeUtc(written.At("0.5", "uniform", "functionObjects", "functionObjectProperties"), DateTime.UnixEpoch.AddYears(60));
        var after = source.Scan(default).Steps[0];

        Assert.Equal([StepState.Complete, StepState.Unfinished, StepState.Complete], new[] { before, during, after }.Select(s => s.State));
        Assert.NotEqual(before.Fingerprint, after.Fingerprint);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)] // found when the step is read: a look at a proven step looks at the first rank alone
    public async Task A_proof_that_was_seen_before_it_was_closed_counts_once_it_is(int rank)
    {
        // Seen between its first bytes and its last: Linux since 6.13 then gives the last ones a time of their own.
        using var cut = new DecomposedCase([0, 1], 2, isCollated: false);
        cut.Step("0.5");
        var source = cut.Case.Source();
        var before = source.Scan(default).Steps[0];
        File.AppendAllText(cut.Case.At($"processor{rank}", "0.5", "uniform", "functionObjects", "functionObjectProperties"), "\n");

        await Assert.ThrowsAsync<CaseFormatException>(() => source.ReadAsync(before, default));
        var after = source.Scan(default).Steps[0];

        Assert.Equal([StepState.Complete, StepState.Complete], [before.State, after.State]);
        Assert.NotEqual(before.Fingerprint, after.Fingerprint);
        Assert.Equal(0.5, (await source.ReadAsync(after, default)).TimeSeconds);
    }

    [Fact]
    public void A_source_that_never_saw_the_old_step_notices_the_old_proof_by_its_age()
    {
        using var written = new SmallCase();
        written.Step("0.5").Step("1");
        File.SetLastWriteTimeUtc(written.At("0.5", "uniform", "functionObjects", "functionObjectProperties"), DateTime.UnixEpoch.AddYears(30));

        var steps = written.Scan();

        Assert.Equal([StepState.Unfinished, StepState.Complete], steps.Select(s => s.State));
    }

    [Fact]
    public void A_restart_of_one_rank_after_the_other_counts_when_all_have_written_anew()
    {
        using var cut = new DecomposedCase([0, 1], 2, isCollated: false);
        cut.Step("0.5");
        var source = cut.Case.Source();
        source.Scan(default);
        void Rewrite(int rank, int year)
        {
            File.SetLastWriteTimeUtc(cut.Case.At($"processor{rank}", "0.5", "uniform", "time"), DateTime.UnixEpoch.AddYears(year));
            File.SetLastWriteTimeUtc(cut.Case.At($"processor{rank}", "0.5", "uniform", "functionObjects", "functionObjectProperties"), DateTime.UnixEpoch.AddYears(year));
        }

        Rewrite(0, 60);
        var half = source.Scan(default).Steps[0];
        Rewrite(1, 60);
        var whole = source.Scan(default).Steps[0];

        Assert.Equal([StepState.Unfinished, StepState.Complete], [half.State, whole.State]);
    }

    [Fact]
    public void An_old_step_written_anew_in_place_is_found_within_sixteen_scans()
    {
        using var written = new SmallCase();
        for (var i = 1; i <= 60; i++) written.Step($"{i}");
        var source = written.Source();
        var before = source.Scan(default).Steps;
        foreach (var old in new[] { "1", "7", "16", "30", "40" }) written.Step(old);

        var after = before;
        for (var scan = 0; scan < 16; scan++) after = source.Scan(default).Steps; // 8 s at two scans a second

        var changed = after.Where((step, i) => step.Fingerprint != before[i].Fingerprint).Select(s => s.Name);
        Assert.Equal(["1", "7", "16", "30", "40"], changed);
    }

    [Fact]
    public void Names_that_gained_digits_are_ordered_by_their_exact_times()
    {
        using var written = new SmallCase();
        written.Step("0.1").Step("0.10000001", value: 0.100000012).Step("1e-2").Step("10").Step("2").Step("-1").Step("0.3", value: 0.30000000000000004);

        var steps = written.Scan();

        Assert.Equal([-1, 0.01, 0.1, 0.100000012, 0.30000000000000004, 2, 10], steps.Select(s => s.TimeSeconds));
    }

    [Fact]
    public void A_time_under_two_names_is_listed_once_by_the_newest()
    {
        using var written = new SmallCase();
        written.Step("0.1").Step("0.10").Step("1e-1");
        foreach (var file in Directory.GetFiles(written.At("0.10", "uniform"), "*", SearchOption.AllDirectories)) File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch.AddYears(60));

        var step = Assert.Single(written.Scan());

        Assert.Equal("0.10", step.Name);
    }

    [Fact]
    public void A_directory_copied_to_another_name_has_the_time_of_its_name()
    {
        using var written = new SmallCase();
        written.Step("5", value: 100);

        var step = Assert.Single(written.Scan());

        Assert.Equal(5, step.TimeSeconds);
    }

    [Fact]
    public void Directories_without_fields_and_other_names_are_no_steps()
    {
        using var written = new SmallCase();
        written.Step("0.5").Start("1").Finish("1");
        foreach (var name in new[] { "0.orig", "1e400", "nan", "inf", "1,5", "0x10", "postProcessing", "2~tmp~" }) written.Fields(name);

        var steps = written.Scan();

        Assert.Equal(["0.5"], steps.Select(s => s.Name));
    }

    [Theory, InlineData(true, 1), InlineData(false, 2)]
    public void Time_zero_is_left_out_unless_asked_for(bool skips, int expected)
    {
        using var written = new SmallCase();
        written.Fields("0").Step("1");

        var steps = written.Source(skipZeroTime: skips).Scan(default).Steps;

        Assert.Equal(expected, steps.Count);
        Assert.Equal(StepState.Complete, steps[^1].State);
        if (!skips) Assert.Equal(StepState.Unproven, steps[0].State); // no solver ever proves what the user set up
    }

    [Fact]
    public void Purging_is_read_from_controlDict_and_followed()
    {
        using var written = new SmallCase();
        var source = written.Source();

        var before = source.Scan(default).Purges;
        written.Write("system/controlDict", "application icoFoam;\nkeep 3; purgeWrite $keep;\n");
        var set = source.Scan(default).Purges;
        written.Write("system/controlDict", "purgeWrite {");
        var broken = source.Scan(default).Purges;

        Assert.Equal([false, true, false], [before, set, broken]);
    }

    [Fact]
    public async Task Scanning_survives_a_solver_that_writes_and_purges()
    {
        using var written = new SmallCase();
        var source = written.Source();
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        var solver = Task.Run(() =>
        {
            for (var i = 1; !stop.IsCancellationRequested; i++)
            {
                written.Step($"{i}");
                if (i > 3) Directory.Delete(written.At($"{i - 3}"), recursive: true);
            }
        });

        while (!stop.IsCancellationRequested)
        {
            var steps = source.Scan(default).Steps;
            Assert.Equal(steps.Select(s => s.TimeSeconds).Order(), steps.Select(s => s.TimeSeconds));
        }

        await solver.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void A_case_that_is_gone_is_an_error()
    {
        using var written = new SmallCase();
        var source = written.Source();
        Directory.Delete(written.Path, recursive: true);

        var error = Assert.Throws<CaseFormatException>(() => source.Scan(default));

        Assert.Contains("does not exist", error.Fact);
    }
}
