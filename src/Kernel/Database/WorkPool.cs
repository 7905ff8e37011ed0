using System.Threading.RateLimiting;
using Npgsql;

namespace SocialCommerce.Kernel.Database;

/// <summary>
/// The connections for one class of work, and what each transaction on them says of itself first. One shop gets at most
/// a share of them, so that a shop whose requests wait for each other leaves connections to all others.
/// </summary>
/// <param name="Source">The connections.</param>
/// <param name="Share">How many of them one shop uses at a time; null for as many as there are.</param>
/// <param name="Patience">
/// How long a lock is waited for, as PostgreSQL writes it; <c>0</c> for as long as it takes.
/// </param>
/// <param name="Settings">
/// What each transaction sets for itself, where the session cannot: behind a pooler that gives every transaction
/// another session.
/// </param>
/// <param name="Watched">
/// Whether its SQL runs so long that the server is asked during it whether it still works on it.
/// </param>
public sealed record WorkPool(
    NpgsqlDataSource Source, int? Share = null, string Patience = "0",
    IReadOnlyCollection<KeyValuePair<string, string>>? Settings = null, bool Watched = false) : IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private readonly PartitionedRateLimiter<long> _shares = PartitionedRateLimiter.Create<long, long>(
        shop => Share is { } share
            ? RateLimitPartition.GetConcurrencyLimiter(shop, _ => new ConcurrencyLimiterOptions
            {
                PermitLimit = share,
                QueueLimit = int.MaxValue,
                QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
            })
            : RateLimitPartition.GetNoLimiter(shop));

    /// <summary>SQL: what a transaction that only reads begins with.</summary>
    internal string Speaks { get; } = $"select set_config('app.shop_id', @shop, true){Text(Settings)}";

    /// <summary>SQL: what a transaction that may write begins with.</summary>
    internal string Opens { get; } = $"select set_config('app.shop_id', @shop, true){Text(Settings)}, "
        + $"{Ledger.OpensJournal}, {Locks.HoldsBooks}, {Locks.TakesName}";

    /// <summary>A place among the shop's connections, given back when it is disposed.</summary>
    /// <exception cref="TimeoutException">The shop's other requests kept its share for half a minute.</exception>
    internal async ValueTask<RateLimitLease> Enter(long shopId, CancellationToken cancel)
    {
        var place = _shares.AttemptAcquire(shopId);
        if (place.IsAcquired) return place;
        place.Dispose();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(LongestWait);
        try
        {
            return await _shares.AcquireAsync(shopId, 1, patience.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new TimeoutException($"The shop's other requests kept its connections for {LongestWait}.");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _shares.Dispose();

    private static string Text(IReadOnlyCollection<KeyValuePair<string, string>>? settings) => string.Concat(
        (settings ?? []).Select(setting => $", set_config('{setting.Key}', '{setting.Value}', true)"));
}
