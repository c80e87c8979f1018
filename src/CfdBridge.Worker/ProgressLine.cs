namespace CfdBridge.Worker;

/// <summary>A progress bar on a terminal, a plain line every quarter elsewhere.</summary>
sealed class ProgressLine(string what, int total, TextWriter output) : IProgress<int>, IDisposable
{
    const int Width = 30;
    readonly bool terminal = !Console.IsErrorRedirected;
    int shown;

    public void Report(int value)
    {
        var part = total == 0 ? 1 : (double)value / total;
        if (terminal)
        {
            var filled = (int)(Width * part);
            output.Write($"\r{what} [{new string('#', filled)}{new string(' ', Width - filled)}] {value}/{total}");
            shown = value;
        }
        else if (4 * value / Math.Max(1, total) > 4 * shown / Math.Max(1, total))
        {
            output.WriteLine($"{what}: {value} of {total}");
            shown = value;
        }
    }

    public void Dispose()
    {
        if (terminal && shown > 0) output.WriteLine();
        shown = 0;
    }
}
