namespace SocialCommerce.Kernel.Database;

/// <summary>
/// A transaction under way at one shop: hands out batches, the first of which begins and the last of which commits.
/// What does not get there is rolled back when its connection goes back to the pool.
/// </summary>
public sealed class ShopTransaction
{
    private readonly Usage _usage;
    private readonly bool _readOnly;
    private bool _told;

    internal ShopTransaction(Usage usage, long shopId, CancellationToken cancel, bool readOnly = false) =>
        (_usage, ShopId, Cancel, _readOnly) = (usage, shopId, cancel, readOnly);

    /// <summary>The shop for which this transaction speaks.</summary>
    public long ShopId { get; }

    /// <summary>Cancelled when the caller went away.</summary>
    public CancellationToken Cancel { get; }

    /// <summary>The key of the name that it holds alone, or null.</summary>
    internal long? Name { get; init; }

    /// <summary>Whether the batch that carries the COMMIT has been sent, so that it may have been heard.</summary>
    internal bool CommitSent { get; set; }

    /// <summary>A new batch: one round trip.</summary>
    public SqlBatch Batch()
    {
        var first = !_told;
        _told = true;
        var batch = new SqlBatch(_usage, this);
        if (first) batch.Begin(ShopId, Name, _readOnly);
        return batch;
    }
}
