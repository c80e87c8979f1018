using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CfdBridge.OpenFoam;

/// <summary>One time directory of one layout, as it was last seen.</summary>
sealed class TimeDirectory(CaseFolder folder, Layout layout, string region, string name, double rounded, int number)
{
    // Without a proof, a directory that looked the same so often is looked at as seldom as a proven one.
    const int QuietLooks = 8;

    RankStamps[] stamps = [];
    RankStamps[] proven = [];
    double? exact;
    int quietLooks;

    public string Name => name;

    public Layout Layout => layout;

    /// <summary>Spreads the directories over the scans of a round.</summary>
    public int Number => number;

    /// <summary>Below each rank folder.</summary>
    public string Folder { get; } = Path.Combine(name, region);

    public double TimeSeconds => exact ?? rounded;

    /// <summary>Whether the solver has left its proof in every rank.</summary>
    public bool IsProven { get; private set; }

    /// <summary>Whether some rank has, or had, a proof: the solver is one that leaves them.</summary>
    public bool ShowedProof { get; private set; }

    /// <summary>Whether every rank has the directory.</summary>
    public bool IsEverywhere { get; private set; }

    /// <summary>Whether there is anything to read: function objects make directories that hold only <c>uniform/</c>.</summary>
    public bool HasFields { get; private set; }

    public bool HasPoints { get; private set; }

    public bool HasFaces { get; private set; }

    /// <summary>Whether the user, and not the solver, made this: decomposed it, or set up time 0. No solver ever proves it.</summary>
    public bool IsSetUp => stamps.Any(s => s.IsLinked) || (TimeSeconds == 0 && !stamps.Any(s => s.Time.Exists));

    public long NewestTicks => stamps.Max(s => Math.Max(s.Time.Ticks, s.Marker.Ticks));

    public string Fingerprint { get; private set; } = "";

    public bool IsSettled => IsProven || quietLooks >= QuietLooks;

    /// <summary>Looks again, shortly if nothing has changed since it settled.</summary>
    public void Look(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        // A solver writes the ranks of a step together, so the first one tells of a rewrite.
        if (IsProven && !layout.IsCollated && RankStamps.Of(layout.Folders[0], name) == stamps[0]) return;
        var before = Fingerprint;
        var timeBefore = stamps.Length > 0 ? stamps[0].Time : default;
        stamps = StampsNow();
        ShowedProof |= stamps.Any(s => s.ShowsProof);
        IsProven = stamps.All(s => s.IsProof) && IsWrittenAnewEverywhere();
        if (IsProven) proven = stamps;
        if (stamps[0].Time != timeBefore) exact = ReadTime(cancellationToken) ?? exact;
        HasFields = FieldNames.In(layout.Folders[0].At(Folder)).Any();
        IsEverywhere = layout.Folders.All(f => Directory.Exists(f.At(Folder)));
        HasPoints = FoamFiles.Exists(layout.Folders[0].At(Folder, "polyMesh", "points"));
        HasFaces = FoamFiles.Exists(layout.Folders[0].At(Folder, "polyMesh", "faces"));
        Fingerprint = FingerprintOf(stamps);
        quietLooks = Fingerprint == before ? quietLooks + 1 : 0;
    }

    /// <summary>It has been found changed: the next look looks at every rank.</summary>
    public void Unsettle() => (IsProven, quietLooks) = (false, 0);

    /// <summary>What <see cref="Fingerprint"/> would be at this moment.</summary>
    public string FingerprintNow() => FingerprintOf(StampsNow());

    RankStamps[] StampsNow() => [.. layout.Folders.Select(f => RankStamps.Of(f, name))];

    // The proof changes with every writing; without it, all field files have to tell. Collated files may be written by
    // a thread that is behind the proof (maxThreadFileBufferSize above 0), so there they tell in any case.
    string FingerprintOf(RankStamps[] ranks)
    {
        var text = new StringBuilder();
        void Add(FileStamp stamp) => text.Append(CultureInfo.InvariantCulture, $"{stamp.Ticks}:{stamp.Length};");
        foreach (var rank in ranks)
        {
            Add(rank.Time);
            Add(rank.Marker);
        }

        foreach (var folders in ranks.All(r => r.IsProof) && !layout.IsCollated ? [] : layout.Folders) AddFields(folders, text, Add);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 12));
    }

    void AddFields(RankFolder ranks, StringBuilder text, Action<FileStamp> add)
    {
        foreach (var field in FieldNames.In(ranks.At(Folder)))
        {
            text.Append(field);
            add(FileStamp.OfEither(ranks.At(Folder, field)));
        }
    }

    // When a restarted solver overwrites a proven step, old proofs stand until each rank has got so far. A proof counts
    // again when, in every rank, both files are others than those that went with the old proof.
    bool IsWrittenAnewEverywhere()
    {
        // Where no rank has begun anew it is the same writing: its last file was seen, and only then finished.
        if (proven.Length == 0 || stamps.Zip(proven).All(s => s.First.Time == s.Second.Time)) return true;
        return stamps.Zip(proven).All(s => s.First.Time != s.Second.Time && s.First.Marker != s.Second.Marker);
    }

    double? ReadTime(CancellationToken cancellationToken)
    {
        var path = layout.Folders[0].At(name, "uniform", "time");
        try
        {
            using var stream = FoamFiles.Open(folder, path, cancellationToken);
            var header = FoamHeader.TryRead(stream) ?? FoamHeader.Text;
            var value = new DictionaryParser(stream, header, includes: null, capture: null).ReadFile().NumberOf("value");
            return value is { } written && double.IsFinite(written) && TimeName.MayStandFor(name, rounded, written) ? written : null;
        }
        catch (CaseFormatException)
        {
            return null; // not there, or just being written: the name will do until the next look
        }
    }
}
