using System.Globalization;
using CfdBridge.Training;

namespace CfdBridge.Worker;

/// <summary>The progress of long work: a bar for each stage on a terminal, a plain line now and then elsewhere.</summary>
sealed class WorkBar(TextWriter output) : IProgress<WorkProgress>, IDisposable
{
    const int Lines = 20; // of a stage, where there is no terminal
    const int Width = 30;

    readonly bool terminal = !Console.IsErrorRedirected;
    string stage = "";
    int shown;

    public void Report(WorkProgress value)
    {
        if (value.Stage != stage)
        {
            if (terminal && stage.Length > 0) output.WriteLine();
            (stage, shown) = (value.Stage, -1);
        }

        var part = value.Steps == 0 ? 1 : (double)value.Step / value.Steps;
        var loss = double.IsNaN(value.Loss) ? "" : string.Create(CultureInfo.InvariantCulture, $", loss {value.Loss:G3}");
        if (terminal)
        {
            var filled = (int)(Width * part);
            output.Write($"\r{stage} [{new string('#', filled)}{new string(' ', Width - filled)}] {value.Step}/{value.Steps}{loss}   ");
        }
        else if ((int)(Lines * part) > shown)
        {
            shown = (int)(Lines * part);
            output.WriteLine($"{stage}: {value.Step} of {value.Steps}{loss}");
        }
    }

    public void Dispose()
    {
        if (terminal && stage.Length > 0) output.WriteLine();
    }
}
