using System.Globalization;
using Microsoft.Data.Sqlite;

namespace CfdBridge.Pipeline;

/// <summary>
/// The journal of one case (SQLite, write-ahead log): what was seen, when, its hash and its fate; what was predicted and
/// how well. A step is journalled in one transaction, after its file stands in the store; so whatever is killed when, a
/// step is there once.
/// </summary>
public sealed class RunJournal : IDisposable
{
    readonly SqliteConnection connection;
    readonly TimeProvider time;
    readonly Lock gate = new(); // one connection, used by the taking and the continuing loop

    /// <summary>Opens a journal, making it if it is not there.</summary>
    public RunJournal(string path, TimeProvider time)
    {
        this.time = time;
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!); // a file path always has a directory
        connection = new(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        Execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=5000;");
        Execute(Schema);
    }

    /// <summary>Opens the journal that stands in an output folder.</summary>
    /// <exception cref="CaseFormatException">There is none.</exception>
    public static RunJournal OpenExisting(string outputDirectory, TimeProvider time)
    {
        var path = JournalLocation.Find(outputDirectory)
            ?? throw new CaseFormatException(outputDirectory, "it holds no journal", "Has this case been watched, and with this output folder? See cfdbridge watch --help.");
        return new(path, time);
    }

    const string Schema = """
        CREATE TABLE IF NOT EXISTS step (
            id INTEGER PRIMARY KEY AUTOINCREMENT, epoch INTEGER NOT NULL, name TEXT NOT NULL, time REAL NOT NULL,
            fingerprint TEXT NOT NULL, fate TEXT NOT NULL, stored TEXT NOT NULL, hash TEXT NOT NULL, at TEXT NOT NULL, note TEXT NOT NULL DEFAULT '');
        CREATE UNIQUE INDEX IF NOT EXISTS step_taken_once ON step (epoch, name) WHERE fate = 'Taken';
        CREATE TABLE IF NOT EXISTS continuation (
            id INTEGER PRIMARY KEY AUTOINCREMENT, origin_step INTEGER NOT NULL, origin_time REAL NOT NULL, spacing REAL NOT NULL,
            steps INTEGER NOT NULL, engine TEXT NOT NULL, state TEXT NOT NULL, summary TEXT NOT NULL, at TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS score (
            continuation INTEGER NOT NULL, step INTEGER NOT NULL, lead INTEGER NOT NULL, field TEXT NOT NULL,
            relative_l2 REAL NOT NULL, fluctuation_error REAL NOT NULL, PRIMARY KEY (continuation, step, field));
        PRAGMA user_version = 1;
        """;

    /// <summary>Number of restarts from an earlier time seen so far.</summary>
    public int Epoch => (int)Number("SELECT COALESCE(MAX(epoch), 0) FROM step");

    /// <summary>All steps in the order in which they were journalled.</summary>
    public IReadOnlyList<StepRecord> Steps() => Query("SELECT id, epoch, name, time, fingerprint, fate, stored, hash FROM step ORDER BY id", ReadStep);

    /// <summary>The steps of the run as it stands now, in rising time: taken and not superseded.</summary>
    public IReadOnlyList<StepRecord> Timeline() => Query("SELECT id, epoch, name, time, fingerprint, fate, stored, hash FROM step WHERE fate = 'Taken' ORDER BY time", ReadStep);

    /// <summary>Journals a step that stands in the store. If it begins a new epoch, everything from its time on is superseded in the same transaction.</summary>
    public StepRecord Take(StepCandidate step, int epoch, string stored, string hash)
    {
        lock (gate)
        {
            using var transaction = connection.BeginTransaction();
            if (epoch > Epoch)
            {
                Execute("UPDATE step SET fate = 'Superseded' WHERE fate = 'Taken' AND time >= $time", ("$time", step.TimeSeconds));
                Execute("UPDATE continuation SET state = 'Withdrawn' WHERE origin_time >= $time", ("$time", step.TimeSeconds));
            }

            Insert(step, epoch, StepFate.Taken, stored, hash, "");
            var id = Number("SELECT last_insert_rowid()");
            transaction.Commit();
            return new(id, epoch, step.Name, step.TimeSeconds, step.Fingerprint, StepFate.Taken, stored, hash);
        }
    }

    /// <summary>Journals a step that will not be taken.</summary>
    public void NotTaken(StepCandidate step, StepFate fate, string note)
    {
        lock (gate) Insert(step, Epoch, fate, "", "", note);
    }

    /// <summary>The step's files were touched without a change of content.</summary>
    public void Refresh(long id, string fingerprint) => Execute("UPDATE step SET fingerprint = $f WHERE id = $id", ("$f", fingerprint), ("$id", id));

    /// <summary>Opens a continuation in the state <see cref="ContinuationState.Writing"/>; returns its id.</summary>
    public long Begin(StepRecord origin, double spacingSeconds, int steps, string engine)
    {
        lock (gate)
        {
            Execute("INSERT INTO continuation (origin_step, origin_time, spacing, steps, engine, state, summary, at) VALUES ($o, $t, $s, $n, $e, 'Writing', '', $at)",
                ("$o", origin.Id), ("$t", origin.TimeSeconds), ("$s", spacingSeconds), ("$n", steps), ("$e", engine), ("$at", Now()));
            return Number("SELECT last_insert_rowid()");
        }
    }

    /// <summary>The continuation's files are whole; it replaces the one before.</summary>
    public void Publish(long id, string summary)
    {
        lock (gate)
        {
            using var transaction = connection.BeginTransaction();
            Execute("UPDATE continuation SET state = 'Replaced' WHERE state = 'Published'");
            Execute("UPDATE continuation SET state = 'Published', summary = $s WHERE id = $id", ("$s", summary), ("$id", id));
            transaction.Commit();
        }
    }

    /// <summary>Moves a continuation to another state.</summary>
    public void Mark(long id, ContinuationState state) => Execute("UPDATE continuation SET state = $s WHERE id = $id", ("$s", state.ToString()), ("$id", id));

    /// <summary>All continuations, oldest first.</summary>
    public IReadOnlyList<ContinuationRecord> Continuations() => Query(
        "SELECT id, origin_step, origin_time, spacing, steps, engine, state, summary FROM continuation ORDER BY id",
        row => new ContinuationRecord(row.GetInt64(0), row.GetInt64(1), row.GetDouble(2), row.GetDouble(3), row.GetInt32(4), row.GetString(5), Enum.Parse<ContinuationState>(row.GetString(6)), row.GetString(7)));

    /// <summary>Notes how a prediction compared with the step that came.</summary>
    public void Score(long continuation, long step, LeadSkill skill) => Execute(
        "INSERT OR REPLACE INTO score VALUES ($c, $s, $l, $f, $r, $e)",
        ("$c", continuation), ("$s", step), ("$l", skill.Lead), ("$f", skill.Field), ("$r", skill.RelativeL2), ("$e", skill.FluctuationError));

    /// <summary>Scores of all predictions whose truth has come.</summary>
    public IReadOnlyList<ScoreRecord> Scores() => Query(
        "SELECT continuation, step, lead, field, relative_l2, fluctuation_error FROM score ORDER BY continuation, lead, field",
        row => new ScoreRecord(row.GetInt64(0), row.GetInt64(1), row.GetInt32(2), row.GetString(3), row.GetDouble(4), row.GetDouble(5)));

    public void Dispose() => connection.Dispose();

    void Insert(StepCandidate step, int epoch, StepFate fate, string stored, string hash, string note) => Execute(
        "INSERT INTO step (epoch, name, time, fingerprint, fate, stored, hash, at, note) VALUES ($e, $n, $t, $f, $fate, $s, $h, $at, $note)",
        ("$e", epoch), ("$n", step.Name), ("$t", step.TimeSeconds), ("$f", step.Fingerprint), ("$fate", fate.ToString()), ("$s", stored), ("$h", hash), ("$at", Now()), ("$note", note));

    static StepRecord ReadStep(SqliteDataReader row) =>
        new(row.GetInt64(0), row.GetInt32(1), row.GetString(2), row.GetDouble(3), row.GetString(4), Enum.Parse<StepFate>(row.GetString(5)), row.GetString(6), row.GetString(7));

    string Now() => time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);

    int Execute(string sql, params (string Name, object Value)[] values)
    {
        lock (gate)
        {
            using var command = Command(sql, values);
            return command.ExecuteNonQuery();
        }
    }

    long Number(string sql)
    {
        lock (gate)
        {
            using var command = Command(sql, []);
            return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
        }
    }

    List<T> Query<T>(string sql, Func<SqliteDataReader, T> read)
    {
        lock (gate)
        {
            using var command = Command(sql, []);
            using var rows = command.ExecuteReader();
            var results = new List<T>();
            while (rows.Read()) results.Add(read(rows));
            return results;
        }
    }

    SqliteCommand Command(string sql, (string Name, object Value)[] values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values) command.Parameters.AddWithValue(name, value);
        return command;
    }
}
