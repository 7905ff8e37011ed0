using System.Collections.Concurrent;

namespace SocialCommerce.Kernel.Database;

/// <summary>
/// A shop's configuration, read once and kept for as long as the shop's settings version stands. The version comes
/// with the first batch of every request, so that a change made on one instance is in the next answer of another.
/// </summary>
public abstract class ShopCache<T>(Db db)
{
    private readonly ConcurrentDictionary<long, (long Version, T Value)> _shops = new();

    /// <summary>The configuration that goes with <paramref name="settingsVersion"/>.</summary>
    public ValueTask<T> Get(long shopId, long settingsVersion, CancellationToken cancel) =>
        Kept(shopId, settingsVersion) is { } kept
            ? ValueTask.FromResult(kept.Value)
            : new ValueTask<T>(db.Write(shopId, transaction => Load(transaction, settingsVersion), cancel));

    /// <summary>The same inside a transaction, on its connection: a second one might have to be waited for.</summary>
    public ValueTask<T> Get(ShopTransaction transaction, long settingsVersion) =>
        Kept(transaction.ShopId, settingsVersion) is { } kept
            ? ValueTask.FromResult(kept.Value)
            : new ValueTask<T>(Load(transaction, settingsVersion));

    /// <summary>Adds the statements that read the configuration; the result builds it once they have run.</summary>
    protected abstract Func<T> Ask(SqlBatch batch, long shopId);

    private (long Version, T Value)? Kept(long shopId, long version) =>
        _shops.TryGetValue(shopId, out var kept) && kept.Version == version ? kept : null;

    private async Task<T> Load(ShopTransaction transaction, long version)
    {
        var batch = transaction.Batch();
        var read = Ask(batch, transaction.ShopId);
        await batch.Run(transaction.Cancel);
        var value = read();
        // What was read may be newer than the version asked for; the next request then reads it once more.
        _shops[transaction.ShopId] = (version, value);
        return value;
    }
}
