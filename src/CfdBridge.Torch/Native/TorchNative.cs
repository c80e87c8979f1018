using System.Runtime.InteropServices;
using System.Text;

namespace CfdBridge.Torch;

/// <summary>The functions of <c>cfdb_torch.h</c>, name for name; one file for each of the shim's.</summary>
static partial class TorchNative
{
    public const int Ok = 0;

    const string Library = "cfdb_torch";

    [LibraryImport(Library, EntryPoint = "cfdb_error_text")]
    public static partial int ErrorText(Span<byte> text, int capacity, out int length);

    /// <summary>Turns a status into the exception that TorchSharp throws, its text libtorch's own.</summary>
    /// <param name="status">What the function returned.</param>
    /// <param name="where">The operator, or what was being done.</param>
    public static void Expect(int status, string where)
    {
        if (status != Ok) throw new ExternalException($"libtorch: {LastError()}, in {where}.");
    }

    static string LastError()
    {
        Span<byte> text = stackalloc byte[8192];
        _ = ErrorText(text, text.Length, out var length); // fails only for bad arguments
        return Encoding.UTF8.GetString(text[..Math.Min(length, text.Length)]).TrimEnd('.', '\n', ' ');
    }
}
