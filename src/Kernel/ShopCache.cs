using System.Collections.Concurrent;

namespace SocialCommerce.Kernel;

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
            : new ValueTask<T>(db.Write(shopId, work => Load(work, settingsVersion), cancel));

    /// <summary>The same inside a transaction, on its connection: a second one might have to be waited for.</summary>
    public ValueTask<T> Get(Work work, long settingsVersion) =>
        Kept(work.ShopId, settingsVersion) is { } kept
            ? ValueTask.FromResult(kept.Value)
            : new ValueTask<T>(Load(work, settingsVersion));

    /// <summary>Adds the statements that read the configuration; the result builds it once they have run.</summary>
    protected abstract Func<T> Ask(Batch batch, long shopId);

    private (long Version, T Value)? Kept(long shopId, long version) =>
        _shops.TryGetValue(shopId, out var kept) && kept.Version == version ? kept : null;

    private async Task<T> Load(Work work, long version)
    {
        var batch = work.Batch();
        var read = Ask(batch, work.ShopId);
        await batch.Run(work.Cancel);
        var value = read();
        // What was read may be newer than the version asked for; the next request then reads it once more.
        _shops[work.ShopId] = (version, value);
        return value;
    }
}
