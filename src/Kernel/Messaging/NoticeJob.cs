namespace SocialCommerce.Kernel.Messaging;

/// <summary>
/// Announces what has become due, each thing once. What is due stands in a table: a crash leaves nothing out, and two
/// instances share the work.
/// </summary>
/// <param name="db">The database.</param>
/// <param name="time">The machine's clock.</param>
/// <param name="pause">Between two looks.</param>
public abstract class NoticeJob(Db db, TimeProvider time, TimeSpan pause) : ChunkJob(db, time, pause)
{
    private const int NoticesPerChunk = 1_000;

    /// <summary>Announces what is due by a time and no other transaction holds; answers a row for each.</summary>
    protected abstract PendingRows<long> Announce(SqlBatch batch, long shopId, DateTimeOffset now, int most);

    /// <inheritdoc/>
    protected override async Task<bool> Chunk(
        ShopTransaction transaction, Shop shop, ShopState state, DateTimeOffset now)
    {
        var batch = transaction.Batch();
        var announced = Announce(batch, shop.Id, now, NoticesPerChunk);
        await batch.Commit(transaction.Cancel);
        return announced.List.Count == NoticesPerChunk;
    }
}
