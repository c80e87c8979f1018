using System.ComponentModel;

namespace CfdBridge.Worker;

/// <summary>What the program tells a scheduler.</summary>
enum ExitCode
{
    Done = 0,
    WrongUsage = 2,
    Refused = 3,
    Unreadable = 4,
    NativeFailed = 5,
    Cancelled = 130,
}

/// <summary>Turns failures into a line on stderr and an exit code.</summary>
static class Failure
{
    public static ExitCode CodeOf(Exception failure) => failure switch
    {
        UsageException => ExitCode.WrongUsage,
        EngineRefusedException => ExitCode.Refused,
        CaseFormatException or IOException or UnauthorizedAccessException => ExitCode.Unreadable,
        NativeException or DllNotFoundException or Win32Exception => ExitCode.NativeFailed,
        OperationCanceledException => ExitCode.Cancelled,
        AggregateException { InnerException: { } inner } => CodeOf(inner),
        _ => ExitCode.NativeFailed,
    };

    public static ExitCode Report(Exception failure, TextWriter errors)
    {
        var code = CodeOf(failure);
        if (code == ExitCode.Cancelled) errors.WriteLine("cfdbridge: stopped.");
        else errors.WriteLine($"cfdbridge: {(failure is BridgeException or EngineRefusedException or IOException ? failure.Message : failure.ToString())}");
        return code;
    }
}
