using System.Data;
using System.Data.Common;
using System.Globalization;
using Dapper;
using Npgsql;
using Polly;
using Polly.Retry;

namespace SocialCommerce.Kernel;

/// <summary>
/// The only door to PostgreSQL. A read is one round trip; a write is a transaction that reads in batches,
/// decides in code and ends with one batch that carries its COMMIT. Every trip begins by telling row-level
/// security which shop it speaks for.
/// </summary>
public sealed class Db(NpgsqlDataSource source)
{
    private const int Tries = 5;

    private static readonly ResiliencePipeline Contention = new ResiliencePipelineBuilder()
        .AddRetry(new RetryStrategyOptions
        {
            // A broken connection is often an old one from the pool, which is then emptied: once more is enough.
            ShouldHandle = static attempt => ValueTask.FromResult(
                IsContention(attempt.Outcome.Exception)
                || (attempt.AttemptNumber == 0 && IsBrokenConnection(attempt.Outcome.Exception))),
            MaxRetryAttempts = Tries - 1,
            BackoffType = DelayBackoffType.Exponential,
            Delay = TimeSpan.FromMilliseconds(10),
            UseJitter = true,
        })
        .Build();

    /// <summary>
    /// Runs statements in one round trip and one implicit transaction, without keeping anything open.
    /// </summary>
    public Task<T> Read<T>(long shopId, Func<Batch, T> add, CancellationToken cancel) where T : Pending =>
        Contention.ExecuteAsync(static async (state, token) =>
        {
            await using var connection = await state.source.OpenConnectionAsync(token);
            try
            {
                await using var batch = new Batch(connection, state.shopId);
                var pending = state.add(batch);
                await batch.Run(token);
                return pending;
            }
            catch (Exception error) when (CutsPreparing(error))
            {
                PrepareAnew(connection);
                throw;
            }
        }, (source, shopId, add), cancel).AsTask();

    /// <summary>All rows of one statement.</summary>
    public async Task<List<T>> Rows<T>(long shopId, string sql, object args, CancellationToken cancel) =>
        (await Read(shopId, batch => batch.Rows<T>(sql, args), cancel)).List;

    /// <summary>The first row of one statement, or null.</summary>
    public async Task<T?> First<T>(long shopId, string sql, object args, CancellationToken cancel) =>
        (await Rows<T>(shopId, sql, args, cancel)).FirstOrDefault();

    /// <summary>
    /// One transaction. <paramref name="body"/> may run again from its beginning when PostgreSQL reports a deadlock,
    /// a serialization failure or a lost race for a unique key, or when the connection broke before the COMMIT was
    /// sent, so it must not touch anything but the database.
    /// </summary>
    /// <exception cref="OutcomeUnknown">The connection broke while the COMMIT was under way.</exception>
    public Task<T> Write<T>(long shopId, Func<Work, Task<T>> body, CancellationToken cancel) =>
        Contention.ExecuteAsync(static async (state, token) =>
        {
            await using var connection = await state.source.OpenConnectionAsync(token);
            var work = new Work(connection, state.shopId, token);
            try
            {
                await using var transaction = await connection.BeginTransactionAsync(token);
                return await state.body(work);
            }
            catch (NpgsqlException error) when (work.CommitSent && IsBrokenConnection(error))
            {
                throw new OutcomeUnknown(error);
            }
            catch (Exception error) when (CutsPreparing(error))
            {
                PrepareAnew(connection);
                throw;
            }
        }, (source, shopId, body), cancel).AsTask();

    /// <summary>Reads in several batches that all see the database as of one moment; changes nothing.</summary>
    public Task<T> ReadSnapshot<T>(long shopId, Func<Work, Task<T>> body, CancellationToken cancel) =>
        Contention.ExecuteAsync(static async (state, token) =>
        {
            await using var connection = await state.source.OpenConnectionAsync(token);
            try
            {
                await using var transaction =
                    await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, token);
                return await state.body(new Work(connection, state.shopId, token));
            }
            catch (Exception error) when (CutsPreparing(error))
            {
                PrepareAnew(connection);
                throw;
            }
        }, (source, shopId, body), cancel).AsTask();

    /// <summary>A transaction of one batch: what <paramref name="add"/> puts into it, and the COMMIT.</summary>
    public Task<T> Write<T>(long shopId, Func<Batch, T> add, CancellationToken cancel) where T : Pending =>
        Write(shopId, async work =>
        {
            var batch = work.Batch();
            var pending = add(batch);
            await batch.Commit(cancel);
            return pending;
        }, cancel);

    private static bool IsContention(Exception? error) => error is PostgresException
    {
        SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected
            or PostgresErrorCodes.UniqueViolation
    };

    /// <summary>
    /// Whether PostgreSQL may have stopped between preparing a statement and describing it: at a value that it does
    /// not take, or because the caller went away.
    /// </summary>
    private static bool CutsPreparing(Exception error) =>
        error is OperationCanceledException || (error is PostgresException && !IsContention(error));

    /// <summary>
    /// Npgsql keeps a statement whose preparing was cut short as one that returns no columns, for as long as the
    /// connection lives (its issue 6391).
    /// </summary>
    private static void PrepareAnew(NpgsqlConnection connection)
    {
        if (connection.FullState is ConnectionState.Open) connection.UnprepareAll();
    }

    private static bool IsBrokenConnection(Exception? error) => error
        is PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown }
        or NpgsqlException { InnerException: IOException };
}

/// <summary>
/// The connection broke while a COMMIT was under way, so that nobody knows whether it counted. The caller sends the
/// same request again: what was done answers as it did.
/// </summary>
public sealed class OutcomeUnknown(Exception cause) : NpgsqlException("The connection broke during COMMIT.", cause);

/// <summary>A transaction under way at one shop: hands out batches, the last of which commits.</summary>
public sealed class Work(NpgsqlConnection connection, long shopId, CancellationToken cancel)
{
    private bool _told;

    /// <summary>The shop for which this transaction speaks.</summary>
    public long ShopId => shopId;

    /// <summary>Cancelled when the caller went away.</summary>
    public CancellationToken Cancel => cancel;

    /// <summary>Whether the batch that carries the COMMIT has been sent, so that it may have been heard.</summary>
    internal bool CommitSent { get; set; }

    /// <summary>A new batch: one round trip.</summary>
    public Batch Batch()
    {
        var first = !_told;
        _told = true;
        return new Batch(connection, first ? shopId : null, this);
    }
}

/// <summary>Statements that travel together; each returns a <see cref="Pending"/> that is filled by the run.</summary>
public sealed class Batch : IAsyncDisposable
{
    private const string SpeakForShop = "select set_config('app.shop_id', @shop, true)";
    private const string JoinByHash = "select set_config('enable_nestloop', 'off', true)";
    private readonly NpgsqlBatch _batch;
    private readonly List<Pending> _answers = [];
    private readonly Work? _work;

    internal Batch(NpgsqlConnection connection, long? shopId, Work? work = null)
    {
        _work = work;
        _batch = new NpgsqlBatch(connection);
        if (shopId is { } id) Rows<string>(SpeakForShop, new { shop = id.ToString(CultureInfo.InvariantCulture) });
    }

    /// <summary>Adds a statement whose rows are read into <typeparamref name="T"/> by Dapper.</summary>
    public Rows<T> Rows<T>(string sql, object args)
    {
        var rows = new Rows<T>();
        _batch.BatchCommands.Add(Statement.Of(sql).Bind(args));
        _answers.Add(rows);
        return rows;
    }

    /// <summary>
    /// For the rest of the transaction joins are by hash: right for statements over a whole shop, whatever the planner
    /// believes of its size.
    /// </summary>
    public void JoinWholeTables() => Rows<string>(JoinByHash, NoArguments.Instance);

    /// <summary>Adds a statement that returns no columns.</summary>
    public void Do(string sql, object args) => _batch.BatchCommands.Add(Statement.Of(sql).Bind(args));

    /// <summary>Runs everything in one round trip.</summary>
    public async Task Run(CancellationToken cancel)
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

    private sealed class NoArguments
    {
        public static readonly NoArguments Instance = new();
    }
}

/// <summary>What a statement of a batch will have returned once the batch has run.</summary>
public abstract class Pending
{
    internal abstract Task Read(DbDataReader reader, CancellationToken cancel);
}

/// <summary>The rows of one statement.</summary>
public sealed class Rows<T> : Pending
{
    /// <summary>All rows, in the statement's order; empty before the batch has run.</summary>
    public List<T> List { get; } = [];

    /// <summary>The first row, or null.</summary>
    public T? First => List.Count > 0 ? List[0] : default;

    internal override async Task Read(DbDataReader reader, CancellationToken cancel)
    {
        // The generic overload cannot parse scalars.
        var parse = reader.GetRowParser(typeof(T));
        while (await reader.ReadAsync(cancel)) List.Add((T)parse(reader)!);
    }
}
