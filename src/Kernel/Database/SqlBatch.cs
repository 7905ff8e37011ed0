using System.Globalization;
using System.Runtime.CompilerServices;
using Npgsql;

namespace SocialCommerce.Kernel.Database;

/// <summary>Statements that travel together; each returns a <see cref="PendingResult"/> that is filled by the
/// run.</summary>
public sealed class SqlBatch : IAsyncDisposable
{
    /// <summary>How many rows a fetch brings.</summary>
    public const int PartSize = 20_000;

    private const string AsOfOneMoment = "begin isolation level repeatable read, read only";
    private const string JoinBySize = "select set_config('enable_nestloop', @nestloop, true)";
    private readonly NpgsqlBatch _batch;
    private readonly List<PendingResult> _answers = [];
    private readonly Usage _usage;
    private readonly ShopTransaction? _work;

    internal SqlBatch(Usage usage, ShopTransaction? transaction = null) =>
        (_batch, _usage, _work) = (new NpgsqlBatch(usage.Connection), usage, transaction);

    /// <summary>Makes the keys of locks on names.</summary>
    internal LockNames Names => _usage.Names;

    /// <summary>How long a lock is usually waited for.</summary>
    internal string UsualPatience => _usage.Pool.Patience;

    /// <summary>Whether a lock that does not come in time is tried for again.</summary>
    internal bool TriesAgain { get; set; }

    /// <summary>Says for which shop everything after it speaks.</summary>
    internal void Speak(long shopId) => Rows<string>(_usage.Pool.Speaks, new { shop = Text(shopId) });

    /// <summary>
    /// Begins a transaction. One that may write opens its journal, keeps the books of the shop open (who closes them up
    /// to a time waits for those who may have read an earlier one), and holds its name alone; in any other PostgreSQL
    /// refuses every change.
    /// </summary>
    internal void Begin(long shopId, long? name, bool readOnly)
    {
        Do(readOnly ? AsOfOneMoment : "begin", NoArguments.Instance);
        if (readOnly) Speak(shopId);
        else Rows<string>(
            _usage.Pool.Opens, new { shop = Text(shopId), books = Locks.Fold(shopId), name });
    }

    /// <summary>Adds a statement whose rows are read into <typeparamref name="T"/> by Dapper.</summary>
    public PendingRows<T> Rows<T>(string sql, object args)
    {
        var statement = SqlStatement.Of(sql);
        var rows = new PendingRows<T>(statement);
        _batch.BatchCommands.Add(statement.Bind(args));
        _answers.Add(rows);
        return rows;
    }

    /// <summary>
    /// From here on joins are by hash: right for statements over a whole shop, whatever the planner believes of its
    /// size. For work on <see cref="Db.Long"/>.
    /// </summary>
    public void JoinWholeTables() => Rows<string>(JoinBySize, new { nestloop = "off" });

    /// <summary>From here on joins may look rows up again.</summary>
    public void JoinSingleRows() => Rows<string>(JoinBySize, new { nestloop = "on" });

    /// <summary>Opens a cursor over a statement's rows, too many to hold at once.</summary>
    public void Open<T>(string sql, object args) => Do(Cursor<T>.Declare(sql), args);

    /// <summary>The next rows of the open cursor; fewer than <see cref="PartSize"/> are the last.</summary>
    public PendingRows<T> Fetch<T>() => Rows<T>(Cursor<T>.Fetch, NoArguments.Instance);

    /// <summary>Adds a statement that returns no columns.</summary>
    public void Do(string sql, object args) => _batch.BatchCommands.Add(SqlStatement.Of(sql).Bind(args));

    /// <summary>Runs everything in one round trip.</summary>
    /// <exception cref="LockTimeoutException">What was to be taken alone is held by others.</exception>
    public async Task Run(CancellationToken cancel)
    {
        try
        {
            await _usage.Await(() => Exchange(cancel));
        }
        catch (PostgresException error) when (TriesAgain && error.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            throw new LockTimeoutException(error);
        }
    }

    private async Task Exchange(CancellationToken cancel)
    {
        await using var reader = await _batch.ExecuteReaderAsync(cancel);
        // The reader itself passes over statements that return no columns.
        foreach (var pending in _answers)
        {
            await pending.Read(reader, cancel);
            await reader.NextResultAsync(cancel);
        }
    }

    /// <summary>Runs everything and commits, in one round trip.</summary>
    public Task Commit(CancellationToken cancel)
    {
        Do("commit", NoArguments.Instance);
        if (_work is not null) _work.CommitSent = true;
        return Run(cancel);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _batch.DisposeAsync();

    private static string Text(long shopId) => shopId.ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// A cursor has a name for each type of row: what fetches is prepared once, and keeps the columns of the cursor
    /// that it met first.
    /// </summary>
    private static class Cursor<T>
    {
        private static readonly string Name = $"\"{typeof(T).Name}\"";
        private static readonly ConditionalWeakTable<string, string> Declared = [];

        public static readonly string Fetch = $"fetch {PartSize} from {Name}";

        public static string Declare(string sql) =>
            Declared.GetValue(sql, static text => $"declare {Name} no scroll cursor for {text}");
    }

    private sealed class NoArguments
    {
        public static readonly NoArguments Instance = new();
    }
}
