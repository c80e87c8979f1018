using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using CfdBridge.Torch;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CfdBridge.Training;

/// <summary>
/// The processes that train one model together, each on its rows of every batch. The first judges, writes and reports;
/// all of them take the same steps. One that trains alone talks to nobody.
/// </summary>
public sealed class TrainingProcesses : IDisposable
{
    const int BucketNumbers = 1 << 22; // gradients summed at once: 16 MiB
    const string Cores = "Cpus_allowed_list:";

    readonly IProcessGroup? group;
    readonly CancellationToken cancellationToken;

    TrainingProcesses(IProcessGroup? group, CancellationToken cancellationToken) => (this.group, this.cancellationToken) = (group, cancellationToken);

    /// <summary>One process.</summary>
    public static TrainingProcesses Alone { get; } = new(null, default);

    /// <summary>Waits for the others.</summary>
    /// <param name="progress">Of the first process, told where it waits.</param>
    /// <param name="cancellationToken">What fails after it is cancelled was cancelled.</param>
    /// <exception cref="NativeException">They do not come, or cannot be reached.</exception>
    public static TrainingProcesses Join(ProcessPlace place, IProgress<WorkProgress> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(place);
        ArgumentNullException.ThrowIfNull(progress);
        return place.Size == 1 ? Alone : Join(new ProcessGroupOptions(place.Address, place.Port, place.Rank, place.Size), progress, cancellationToken);
    }

    internal static TrainingProcesses Join(ProcessGroupOptions options, IProgress<WorkProgress> progress, CancellationToken cancellationToken)
    {
        var where = $"{options.Address}:{options.Port}";
        if (options.Rank == 0) progress.Report(new($"meeting the other processes at {where}", 1, options.Size, double.NaN));
        try
        {
            var group = ProcessGroup.Join(options);
            group.Barrier(); // one that has joined could leave before another has connected to it
            return new(group, cancellationToken);
        }
        catch (Exception failure) when (failure is ExternalException or NotSupportedException)
        {
            throw new NativeException(
                $"process {options.Rank} of {options.Size}", $"the processes did not meet at {where} ({failure.Message.TrimEnd('.')})",
                "Start as many as WORLD_SIZE says, give all the same MASTER_ADDR and MASTER_PORT, and take a port that is free where the first runs.", failure);
        }
    }

    internal int Rank => group?.Rank ?? 0;

    internal int Size => group?.Size ?? 1;

    /// <summary>Whether this one judges, writes and reports.</summary>
    internal bool First => Rank == 0;

    /// <summary>Leaves; those that still wait for this one fail at once.</summary>
    public void Dispose() => group?.Dispose();

    /// <summary>The first's; of the others nothing is heard.</summary>
    internal IProgress<WorkProgress> Heard(IProgress<WorkProgress> progress) => First ? progress : new Unheard();

    /// <summary>This one's rows of a batch; they need not be as many as another's.</summary>
    /// <exception cref="UsageException">Some would have none.</exception>
    internal RowShare Rows(int batch)
    {
        if (batch < Size) throw new UsageException("--batch", $"{Size} processes cannot share {batch} of a step", "Start at most as many processes, or take a larger batch.");
        var (first, end) = ((long)batch * Rank / Size, (long)batch * (Rank + 1) / Size);
        return new((int)first, (int)(end - first));
    }

    /// <summary>Threads for this one's products: all cores that it may use, over the processes that may use the same.</summary>
    /// <param name="asked">As many; 0 for that.</param>
    internal int Threads(int asked)
    {
        if (asked > 0) return asked;
        const string Status = "/proc/self/status"; // Linux; elsewhere the processes of a machine share all of its cores
        var allowed = File.Exists(Status) ? File.ReadLines(Status).FirstOrDefault(line => line.StartsWith(Cores, StringComparison.Ordinal)) : null;
        var own = Digest(Encoding.UTF8.GetBytes($"{Environment.MachineName} {allowed}"));
        return Math.Max(1, Environment.ProcessorCount / OfAll(own).Count(one => one == own));
    }

    /// <summary>Work of the first alone; the others wait, however long, as long as it says now and then that it is still at it.</summary>
    /// <param name="work">Is given what says so.</param>
    internal void FirstAlone(Action<Action> work)
    {
        if (First) work(() => FromFirst(1));
        if (First) FromFirst(0);
        else while (FromFirst(0) == 1) { }
    }

    /// <summary>Sums the gradients of all, of which each has those of its rows.</summary>
    /// <param name="loss">Of these rows, in its share of the whole batch's.</param>
    /// <returns>The whole batch's loss.</returns>
    internal double Sum(Tensor loss, IEnumerable<Parameter> parameters)
    {
        if (group is null) return loss.item<float>();
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        var total = tensor((double)loss.item<float>());
        Together("losses are summed", all => all.AllReduceSum(total));
        // All rows come from one batch, so every process has gradients of the same parameters.
        List<Tensor> bucket = [];
        foreach (var gradient in parameters.Select(one => one.grad).OfType<Tensor>())
        {
            bucket.Add(gradient);
            if (bucket.Sum(one => one.numel()) >= BucketNumbers) SumBucket(bucket);
        }

        if (bucket.Count > 0) SumBucket(bucket);
        return total.item<double>();
    }

    /// <summary>Refuses to go on when the weights of the processes differ.</summary>
    /// <exception cref="NativeException">They do.</exception>
    internal void ExpectSameWeights(nn.Module network)
    {
        if (group is null) return;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (_, parameter) in network.named_parameters()) hash.AppendData(MemoryMarshal.AsBytes<float>(parameter.detach().data<float>().ToArray()));
        if (Differ(hash.GetHashAndReset()) is { } others)
            throw new NativeException($"process {Rank} of {Size}", $"{others} came to other weights than the first, so this is not what one process would train", "Train on processors of one kind, or set ATEN_CPU_CAPABILITY=avx2 for all; the training goes on from its last saved state.");
    }

    /// <summary>Refuses to begin when the processes were not given the same.</summary>
    /// <param name="folder">That they are to share.</param>
    /// <param name="given">What has to be the same, as text.</param>
    /// <exception cref="UsageException">They were not.</exception>
    internal void ExpectSame(string folder, string given)
    {
        if (Differ(Encoding.UTF8.GetBytes(given)) is { } others)
            throw new UsageException(folder, $"{others} found other options, or another state of the training there, than the first", "Give all the same options, and a folder that they share.");
    }

    // Which others have something else than the first, in words; null if none has.
    string? Differ(ReadOnlySpan<byte> own)
    {
        var all = OfAll(Digest(own));
        int[] others = [.. Enumerable.Range(0, Size).Where(rank => all[rank] != all[0])];
        return others.Length == 0 ? null : $"{(others.Length == 1 ? "process" : "processes")} {string.Join(", ", others)} of 0 to {Size - 1}";
    }

    static long Digest(ReadOnlySpan<byte> bytes) => BitConverter.ToInt64(SHA256.HashData(bytes));

    long[] OfAll(long own)
    {
        if (group is null) return [own];
        using var scope = NewDisposeScope();
        var all = new long[Size];
        all[Rank] = own;
        var sum = tensor(all);
        Together("they compare what they have", others => others.AllReduceSum(sum));
        return sum.data<long>().ToArray();
    }

    long FromFirst(long said)
    {
        if (group is null) return said;
        using var scope = NewDisposeScope();
        var heard = tensor(new[] { said });
        Together("the first works alone", all => all.Broadcast(heard, fromRank: 0));
        return heard.item<long>();
    }

    void SumBucket(List<Tensor> bucket)
    {
        using var scope = NewDisposeScope();
        var flat = cat([.. bucket.Select(one => one.reshape(-1))]);
        Together("gradients are summed", all => all.AllReduceSum(flat));
        var start = 0L;
        foreach (var gradient in bucket)
        {
            gradient.copy_(flat.narrow(0, start, gradient.numel()).view_as(gradient));
            start += gradient.numel();
        }

        bucket.Clear();
    }

    // Gloo notices at once that a process has ended, and after the group's time that it does not answer.
    void Together(string meanwhile, Action<IProcessGroup> talk)
    {
        try
        {
            talk(group!); // asked for by all callers
        }
        catch (ExternalException failure)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new NativeException(
                $"process {Rank} of {Size}", $"another one has ended or does not answer while {meanwhile} ({failure.Message.TrimEnd('.')})",
                "See what the others printed, and start all again: the training goes on from its last saved state.", failure);
        }
    }

    sealed class Unheard : IProgress<WorkProgress>
    {
        public void Report(WorkProgress value)
        {
        }
    }
}
