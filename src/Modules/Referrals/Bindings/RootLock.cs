namespace SocialCommerce.Referrals.Bindings;

/// <summary>
/// Keeps team sums whole while trees are joined: a transaction that adds to the sums of a chain holds its root, a
/// binding of that root waits for such transactions, and a transaction that read the chain before the binding reads it
/// again.
/// </summary>
public static class RootLock
{
    /// <summary>Holds the root beside others; runs the transaction again if it has been bound meanwhile.</summary>
    public static void LockRootShared(this ReferralsBatch batch, long shopId, long rootKey)
    {
        batch.Sql.Hold(NumberedLock.Root, rootKey);
        batch.Rows<string>(CheckSql, new { shop = shopId, rootKey });
    }

    /// <summary>Takes the root alone: waits for all transactions that hold it.</summary>
    public static void LockRoot(this ReferralsBatch batch, long rootKey) =>
        batch.Sql.TakeAlone(NumberedLock.Root, rootKey);

    private const string CheckSql = """
        select sc_stale()::text from referral_edges where shop_id = @shop and child_key = @rootKey
        """;
}
