using System.Data;
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
        OnConnection(async (connection, token) =>
        {
            await using var batch = new Batch(connection);
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
    /// <param name="name">What one transaction of the shop holds at a time, from before it reads anything.</param>
    /// <exception cref="OutcomeUnknown">The connection broke while the COMMIT was under way.</exception>
    public Task<T> Write<T>(
        long shopId, Func<Work, Task<T>> body, CancellationToken cancel, string? name = null) =>
        OnConnection(async (connection, token) =>
        {
            var work = new Work(connection, shopId, token) { Name = name };
            try
            {
                return await body(work);
            }
            catch (NpgsqlException error) when (work.CommitSent && IsBrokenConnection(error))
            {
                throw new OutcomeUnknown(error);
            }
        }, cancel);

    /// <summary>
    /// Reads in several batches that all see the database as of one moment; PostgreSQL refuses any change, of
    /// sequences too.
    /// </summary>
    public Task<T> ReadSnapshot<T>(long shopId, Func<Work, Task<T>> body, CancellationToken cancel) =>
        OnConnection((connection, token) => body(new Work(connection, shopId, token, readOnly: true)), cancel);

    /// <summary>A transaction of one batch: what <paramref name="add"/> puts into it, and the COMMIT.</summary>
    public Task<T> Write<T>(long shopId, Func<Batch, T> add, CancellationToken cancel) where T : Pending =>
        Write(shopId, async work =>
        {
            var batch = work.Batch();
            var pending = add(batch);
            await batch.Commit(cancel);
            return pending;
        }, cancel);

    private Task<T> OnConnection<T>(Func<NpgsqlConnection, CancellationToken, Task<T>> use, CancellationToken cancel) =>
        Contention.ExecuteAsync(static async (state, token) =>
        {
            await using var connection = await state.source.OpenConnectionAsync(token);
            try
            {
                return await state.use(connection, token);
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
        }, (source, use), cancel).AsTask();

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
        is PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown }
        or NpgsqlException { InnerException: IOException };
}

/// <summary>
/// The connection broke while a COMMIT was under way, so that nobody knows whether it counted. The caller sends the
/// same request again: what was done answers as it did.
/// </summary>
public sealed class OutcomeUnknown(Exception cause) : NpgsqlException("The connection broke during COMMIT.", cause);

/// <summary>
/// A transaction under way at one shop: hands out batches, the first of which begins and the last of which commits.
/// What does not get there is rolled back when its connection goes back to the pool.
/// </summary>
public sealed class Work(
    NpgsqlConnection connection, long shopId, CancellationToken cancel, bool readOnly = false)
{
    private bool _told;

    /// <summary>The shop for which this transaction speaks.</summary>
    public long ShopId => shopId;

    /// <summary>Cancelled when the caller went away.</summary>
    public CancellationToken Cancel => cancel;

    /// <summary>The name that it holds alone, or null.</summary>
    internal string? Name { get; init; }

    /// <summary>Whether its statements may take longer than an answer usually may.</summary>
    internal bool IsLong { get; set; }

    /// <summary>Whether the batch that carries the COMMIT has been sent, so that it may have been heard.</summary>
    internal bool CommitSent { get; set; }

    /// <summary>A new batch: one round trip.</summary>
    public Batch Batch()
    {
        var first = !_told;
        _told = true;
        var batch = new Batch(connection, this);
        if (first) batch.Begin(shopId, Name, readOnly);
        return batch;
    }
}
