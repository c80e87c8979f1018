using CfdBridge.Data;
using CfdBridge.Testing;

namespace CfdBridge.Tests.Training;

public sealed class LibrarySplitTests : IDisposable
{
    readonly TempFolder folder = new();

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(7, 1)]
    [InlineData(8, 1)]
    [InlineData(17, 2)]
    public async Task Without_a_table_some_runs_are_held_out_and_none_is_for_the_test(int runs, int heldOut)
    {
        await Capture([.. Enumerable.Range(0, runs).Select(run => $"run{run:D2}")]);


        var split = LibrarySplit.Of(folder.Path);


        Assert.Equal((runs - heldOut, heldOut, 0), (split.Training.Count, split.HeldOut.Count, split.Test.Count));
        Assert.Empty(split.Training.Select(run => run.Description.Name).Intersect(split.HeldOut.Select(run => run.Description.Name)));
    }

    [Fact]
    public async Task A_table_says_which_runs_are_for_what_and_leaves_out_those_it_does_not_name()
    {
        await Capture("a", "b", "c", "d");
        folder.Write("members.csv", "name,Re,split\na,90,test\nb,100,train\nc,110,validation\nz,120,train\n");


        var split = LibrarySplit.Of(folder.Path);


        Assert.Equal(["b"], split.Training.Select(run => run.Description.Name));
        Assert.Equal(["c"], split.HeldOut.Select(run => run.Description.Name));
        Assert.Equal(["a"], split.Test.Select(run => run.Description.Name));
    }

    [Fact]
    public async Task A_table_without_its_columns_or_without_runs_to_train_on_is_refused()
    {
        await Capture("a");


        folder.Write("members.csv", "run,use\na,train\n");
        var columns = Assert.Throws<CaseFormatException>(() => LibrarySplit.Of(folder.Path));
        folder.Write("members.csv", "name,split\na,test\n");
        var training = Assert.Throws<CaseFormatException>(() => LibrarySplit.Of(folder.Path));


        Assert.Contains("name and split", columns.Message, StringComparison.Ordinal);
        Assert.Contains("for training", training.Message, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    async Task Capture(params string[] names)
    {
        foreach (var name in names)
            await ShardWriter.WriteAsync(folder.At(name), name, new Dictionary<string, double>(), TravellingWave.Snapshots(1, 1, 1), new Progress<int>(), default);
    }
}
