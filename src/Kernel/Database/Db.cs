using System.Data;
using Npgsql;
using Polly;
using Polly.Retry;

namespace SocialCommerce.Kernel.Database;

/// <summary>
/// The only door to PostgreSQL. A read is one round trip; a write is a transaction that reads in batches,
/// decides in code and ends with one batch that carries its COMMIT. Every trip begins by telling row-level
/// security which shop it speaks for.
/// </summary>
public sealed class Db
{
    private const int Tries = 5;
    private const string IdleInTransaction = "25P03";

    // Together longer than the server lets a session idle that holds what is waited for.
    private const int ShortTries = 60;

    private static readonly ResiliencePipeline Contention = new ResiliencePipelineBuilder()
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<LockTimeoutException>(),
            MaxRetryAttempts = ShortTries,
            Delay = TimeSpan.FromMilliseconds(50),
            UseJitter = true,
        })
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

    private readonly WorkPool _pool;
    private readonly Db _probe;
    private LockNames? _names;

    /// <summary>On one pool for everything, without limits: for tools and tests.</summary>
    public Db(NpgsqlDataSource source) => (_pool, _probe, Long) = (new WorkPool(source), this, this);

    /// <summary>On a pool for what answers at once, and one for what takes long.</summary>
    public Db(WorkPool pool, WorkPool slow) => (_pool, _probe, Long) = (pool, this, new Db(slow, this));

    private Db(WorkPool slow, Db probe) => (_pool, _probe, Long) = (slow, probe, this);

    /// <summary>
    /// The same door for work that may take minutes: over connections of its own, for which nothing else waits.
    /// </summary>
    public Db Long { get; }

    /// <summary>
    /// Runs statements in one round trip and one implicit transaction, without keeping anything open.
    /// </summary>
    public Task<T> Read<T>(long shopId, Func<SqlBatch, T> add, CancellationToken cancel) where T : PendingResult =>
        OnConnection(shopId, async (use, token) =>
        {
            await using var batch = new SqlBatch(use);
            batch.Speak(shopId);
            var pending = add(batch);
            await batch.Run(token);
            return pending;
        }, cancel);

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
    /// <param name="orderId">The order that one transaction of the shop holds at a time, from before it reads
    /// anything.</param>
    /// <exception cref="OutcomeUnknownException">The connection broke while the COMMIT was under way.</exception>
    public Task<T> Write<T>(
        long shopId, Func<ShopTransaction, Task<T>> body, CancellationToken cancel, string? orderId = null) =>
        OnConnection(shopId, async (use, token) =>
        {
            var transaction = new ShopTransaction(use, shopId, token)
            {
                Name = orderId is null ? null : use.Names.Of(NamedLock.Order, shopId, orderId),
            };
            try
            {
                return await body(transaction);
            }
            catch (NpgsqlException error) when (transaction.CommitSent && IsBrokenConnection(error))
            {
                throw new OutcomeUnknownException(error);
            }
        }, cancel);

    /// <summary>
    /// Reads in several batches that all see the database as of one moment; PostgreSQL refuses any change, of
    /// sequences too.
    /// </summary>
    public Task<T> ReadSnapshot<T>(long shopId, Func<ShopTransaction, Task<T>> body, CancellationToken cancel) =>
        OnConnection(shopId, (use, token) => body(new ShopTransaction(use, shopId, token, readOnly: true)), cancel);

    /// <summary>A transaction of one batch: what <paramref name="add"/> puts into it, and the COMMIT.</summary>
    public Task<T> Write<T>(long shopId, Func<SqlBatch, T> add, CancellationToken cancel) where T : PendingResult =>
        Write(shopId, async transaction =>
        {
            var batch = transaction.Batch();
            var pending = add(batch);
            await batch.Commit(cancel);
            return pending;
        }, cancel);

    private Task<T> OnConnection<T>(
        long shopId, Func<Usage, CancellationToken, Task<T>> use, CancellationToken cancel) =>
        Contention.ExecuteAsync(static async (state, token) =>
        {
            using var place = await state.db._pool.Enter(state.shopId, token);
            await using var connection = await state.db._pool.Source.OpenConnectionAsync(token);
            var names = state.db._probe._names ??= await Names(connection, token);
            var usage = new Usage(connection, state.db._pool, names);
            try
            {
                return state.db._pool.Watched
                    ? await Liveness.Over(usage, state.db._probe, state.use, token)
                    : await state.use(usage, token);
            }
            catch (Exception error) when (CutsPreparing(error) && connection.FullState is ConnectionState.Open)
            {
                // Npgsql keeps a statement whose preparing was cut short as one that returns no columns, for as long
                // as the connection lives (its issue 6391).
                await using (var rollback = new NpgsqlCommand("rollback", connection))
                    await rollback.ExecuteNonQueryAsync(CancellationToken.None);
                connection.UnprepareAll();
                throw;
            }
        }, (db: this, shopId, use), cancel).AsTask();

    /// <summary>Read once for each process: the secret stays as long as the database.</summary>
    private static async Task<LockNames> Names(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(LockNames.SecretSql, connection);
        return new LockNames((byte[])(await command.ExecuteScalarAsync(cancel))!);
    }

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

    private static bool IsBrokenConnection(Exception? error) => error
        is PostgresException
        {
            SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown
                or IdleInTransaction
        }
        or NpgsqlException { InnerException: IOException };
}
