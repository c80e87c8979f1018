namespace CfdBridge.Training;

/// <summary>Reports a share of some work as progress of a stage.</summary>
static class StageProgress
{
    const int Whole = 1000;

    public static IProgress<double> Share(this IProgress<WorkProgress> progress, string stage) => new Shares(progress, stage);

    sealed class Shares(IProgress<WorkProgress> progress, string stage) : IProgress<double>
    {
        public void Report(double value) => progress.Report(new(stage, (int)(Whole * value), Whole, double.NaN));
    }
}
