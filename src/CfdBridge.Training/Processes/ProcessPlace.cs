using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CfdBridge.Training;

/// <summary>Which of the processes that train together this one is, and where they meet.</summary>
/// <param name="Rank">Its number, from 0.</param>
/// <param name="Size">How many there are.</param>
/// <param name="Address">Of the machine where the first is.</param>
/// <param name="Port">Of that machine, free.</param>
public sealed record ProcessPlace(int Rank, int Size, string Address, int Port)
{
    const string ThisMachine = "127.0.0.1";
    const int UsualPort = 29500; // of PyTorch's own launcher

    // Linux gives ports above these to outgoing connections.
    const int FirstPort = 20000;
    const int Ports = 12000;

    static readonly Launcher[] Launchers =
    [
        new("RANK", "WORLD_SIZE", _ => null, []), // torchrun, and whoever sets them himself
        new("OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE", one => one("OMPI_COMM_WORLD_LOCAL_SIZE") == one("OMPI_COMM_WORLD_SIZE") ? ThisMachine : null, ["PMIX_NAMESPACE"]),
        // A batch script, which is one process, is told SLURM_PROCID and SLURM_NTASKS too; of a step only what srun starts is.
        new("SLURM_PROCID", "SLURM_STEP_NUM_TASKS", one => one("SLURM_STEP_NUM_NODES") == "1" ? ThisMachine : FirstHost(one("SLURM_STEP_NODELIST")), ["SLURM_JOB_ID", "SLURM_STEP_ID"]),
    ];

    /// <summary>A process that nobody started together with others.</summary>
    public static ProcessPlace Alone { get; } = new(0, 1, ThisMachine, 0);

    /// <summary>
    /// As <c>RANK</c>, <c>WORLD_SIZE</c>, <c>MASTER_ADDR</c> and <c>MASTER_PORT</c> say; what is missing is taken from what
    /// mpirun (Open MPI) or srun (Slurm) say.
    /// </summary>
    /// <param name="variable">Value of an environment variable; null where it is not set.</param>
    /// <exception cref="UsageException">They contradict each other, or do not say where to meet.</exception>
    public static ProcessPlace Of(Func<string, string?> variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        string? Given(string name) => variable(name) is { Length: > 0 } value ? value : null;
        if (Given("RANK") is not null && Given("WORLD_SIZE") is null) throw new UsageException("WORLD_SIZE", "it is not set, and RANK is", "Set both, or neither for a training in one process.");
        if (Launchers.FirstOrDefault(one => Given(one.Size) is not null) is not { } launcher) return Alone;
        var size = Number(launcher.Size, Given(launcher.Size), 1, int.MaxValue);
        var rank = Number(launcher.Rank, Given(launcher.Rank), 0, size - 1);
        if (size == 1) return Alone;
        var address = Given("MASTER_ADDR") ?? launcher.Address(Given)
            ?? throw new UsageException("MASTER_ADDR", $"it is not set, and {launcher.Size} says that {size} processes train together", $"Set it, and MASTER_PORT, to where the process with {launcher.Rank}=0 runs (mpirun: -x MASTER_ADDR=HOST -x MASTER_PORT={UsualPort}).");
        var port = Given("MASTER_PORT") is { } given ? Number("MASTER_PORT", given, 1, ushort.MaxValue) : PortOf([.. launcher.Job.Select(Given).OfType<string>()]);
        return new(rank, size, address, port);
    }

    /// <exception cref="UsageException">There are several.</exception>
    public void ExpectAlone(string verb)
    {
        if (Size > 1) throw new UsageException(verb, $"{Size} processes were started for it, and it works in one", "Start it without mpirun, srun or WORLD_SIZE; segment, echo and enma train in several.");
    }

    static int Number(string name, string? value, int least, int most) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new UsageException(name, value is null ? "it is not set" : $"it is \"{value}\"", most == int.MaxValue ? $"It has to be a number from {least} on." : $"It has to be a number from {least} to {most}.");

    // Two trainings on one machine should not meet at one port: one of its own for each job, the same for all its processes.
    static int PortOf(string[] job) =>
        job.Length == 0 ? UsualPort : FirstPort + BitConverter.ToUInt16(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('.', job)))) % Ports;

    // Of "gpu[03-05,09],login" gpu03.
    static string? FirstHost(string? list)
    {
        if (list is null) return null;
        var open = list.IndexOf('[', StringComparison.Ordinal);
        var comma = list.IndexOf(',', StringComparison.Ordinal);
        if (open < 0 || (comma >= 0 && comma < open)) return list.Split(',')[0];
        var close = list.IndexOf(']', open);
        return close < 0 ? null : list[..open] + list[(open + 1)..close].Split(',', '-')[0] + list[(close + 1)..].Split(',')[0];
    }

    /// <param name="Rank">Variable with the number.</param>
    /// <param name="Size">Variable with how many there are; without it this launcher has not started the process.</param>
    /// <param name="Address">Where the first is, as far as the launcher says it.</param>
    /// <param name="Job">Variables that together are another's for every job.</param>
    sealed record Launcher(string Rank, string Size, Func<Func<string, string?>, string?> Address, string[] Job);
}
