using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace CfdBridge.Vtk;

/// <summary>
/// The native reading program at work. VTK's readers crash on some damaged files, so they run in a process of their
/// own, which serves one request after the other and ends when this one closes its input. Not thread-safe.
/// </summary>
sealed class ReaderProcess : IDisposable
{
    const int ReadMesh = 1;
    const int ReadTime = 2;

    readonly Process process;
    readonly Stream input;
    readonly Stream output;

    public ReaderProcess()
    {
        var program = Path.Combine(Path.GetDirectoryName(typeof(ReaderProcess).Assembly.Location) ?? AppContext.BaseDirectory, "cfdb_vtk_reader");
        try
        {
            process = Process.Start(new ProcessStartInfo(program) { RedirectStandardInput = true, RedirectStandardOutput = true })
                ?? throw new InvalidOperationException("no process was started");
        }
        catch (Exception failure)
        {
            throw new NativeException(program, $"the VTK reader cannot be started ({failure.Message})", "Build CfdBridge.Vtk again; `cfdbridge doctor` shows what is missing.", failure);
        }

        input = process.StandardInput.BaseStream;
        output = process.StandardOutput.BaseStream;
    }

    /// <summary>Whether it can serve another request.</summary>
    public bool IsUsable { get; private set; } = true;

    public RawContent Read(string path, ReadLimits limits, CancellationToken cancellationToken) =>
        Ask(ReadMesh, path, limits, RawContent.Receive, cancellationToken);

    public double? Time(string path, ReadLimits limits, CancellationToken cancellationToken) =>
        Ask(ReadTime, path, limits, ReceiveTime, cancellationToken);

    public void Dispose()
    {
        input.Dispose();
        if (!IsUsable) Kill();
        process.Dispose();
    }

    T Ask<T>(int verb, string path, ReadLimits limits, Func<Stream, T> receive, CancellationToken cancellationToken)
    {
        // Until the answer has been read to its end, the next request would meet the rest of this one.
        IsUsable = false;
        try
        {
            using var cancelled = cancellationToken.Register(Kill);
            Send(verb, path, limits);
            var status = output.Receive<int>();
            if (status != VtkNative.Ok)
            {
                var text = output.ReceiveBytes(output.Receive<int>());
                IsUsable = true;
                throw new CaseFormatException(path, VtkComplaint.Gist(text), "Is the solver still writing it? Otherwise it is damaged: write the step again.");
            }

            var answer = receive(output);
            IsUsable = true;
            return answer;
        }
        catch (IOException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (IOException broken)
        {
            throw new CaseFormatException(path, $"VTK {HowItEnded(limits)} while reading it", "It is damaged: write the step again.", broken);
        }
    }

    void Send(int verb, string path, ReadLimits limits)
    {
        var name = Encoding.UTF8.GetBytes(path);
        var request = new byte[4 + 8 + 4 + 4 + name.Length];
        MemoryMarshal.Write(request.AsSpan(0), verb);
        MemoryMarshal.Write(request.AsSpan(4), limits.MemoryBytes);
        MemoryMarshal.Write(request.AsSpan(12), limits.ProcessorSeconds);
        MemoryMarshal.Write(request.AsSpan(16), name.Length);
        name.CopyTo(request.AsSpan(20));
        input.Write(request);
        input.Flush();
    }

    static double? ReceiveTime(Stream from)
    {
        var has = from.Receive<int>() != 0;
        var time = from.Receive<double>();
        return has ? time : null;
    }

    string HowItEnded(ReadLimits limits)
    {
        const int outOfProcessorTime = 128 + 24; // SIGXCPU
        // It is ending by itself, unless it answered nonsense.
        if (!process.WaitForExit(TimeSpan.FromSeconds(2))) Kill();
        process.WaitForExit();
        return process.ExitCode == outOfProcessorTime ? $"was not done after {limits.ProcessorSeconds} s of processor time" : "crashed";
    }

    void Kill()
    {
        // A process that has already ended keeps its exit code.
        try { process.Kill(); }
        catch (InvalidOperationException) { /* never started or already disposed: nothing to end */ }
    }
}
