namespace SocialCommerce.Kernel.Messaging;

/// <summary>Background work for shops in chunks, each in a transaction of its own.</summary>
/// <param name="db">The database.</param>
/// <param name="time">The machine's clock.</param>
/// <param name="pause">Between two looks.</param>
public abstract class ChunkJob(Db db, TimeProvider time, TimeSpan pause) : ShopJob(time, pause)
{
    private readonly TimeProvider _time = time;

    /// <summary>The database.</summary>
    protected Db Db => db;

    /// <summary>Does a chunk of what is due in a shop.</summary>
    /// <returns>Whether there may be more.</returns>
    protected abstract Task<bool> Chunk(ShopTransaction transaction, Shop shop, ShopState state, DateTimeOffset now);

    /// <inheritdoc/>
    protected override async Task Run(Shop shop, CancellationToken cancel)
    {
        while (await db.Write(shop.Id, transaction => AtShopTime(transaction, shop), cancel))
        {
            // The next chunk of the shop.
        }
    }

    private async Task<bool> AtShopTime(ShopTransaction transaction, Shop shop)
    {
        var reads = transaction.Batch();
        var found = reads.ShopState(shop.Id);
        await reads.Run(transaction.Cancel);
        var state = found.First!;
        return await Chunk(transaction, shop, state, state.Now(shop, _time));
    }
}
