using SocialCommerce.Ladder.OrderRecords;
using SocialCommerce.Membership.Earning;
using SocialCommerce.Membership.Members;
using SocialCommerce.Membership.Tiers;

namespace SocialCommerce.Flows.Members;

/// <summary>
/// Brings members up to date from all of their orders and refunds, where no single event says what changes: a product
/// that a tier names only now, or rows that have to be recomputed. For a bounded number of customers at a time.
/// </summary>
internal static class MembershipRecount
{
    /// <summary>
    /// Locks the customers, counts their events again, and writes what differs; the caller commits. Doing it twice
    /// changes nothing.
    /// </summary>
    /// <param name="products">Products of which to look for lines that have given nothing yet.</param>
    public static async Task Recompute(
        ShopTransaction transaction, Shop shop, MemberCatalogues catalogues, TimeProvider time, long[] customerKeys,
        IReadOnlyCollection<string>? products)
    {
        var locking = transaction.Batch();
        locking.LockCustomers(transaction.ShopId, customerKeys);
        // After the locks, as with orders.
        var state = locking.ShopState(transaction.ShopId);
        await locking.Run(transaction.Cancel);
        var catalogue = await catalogues.Get(transaction, state.First!.SettingsVersion);
        var batch = transaction.Batch();
        var rows = batch.Membership.Members(transaction.ShopId, customerKeys);
        var inputs = new MemberInputs(
            batch, transaction.ShopId, catalogue, customerKeys, products ?? catalogue.Products);
        await batch.Run(transaction.Cancel);

        var now = state.First!.Now(shop, time);
        var writes = transaction.Batch();
        var posting = new PostingContext(transaction.ShopId, now, now);
        foreach (var member in rows.List) Write(writes, posting, member, inputs, catalogue);
        await writes.Run(transaction.Cancel);
    }

    private static void Write(
        SqlBatch batch, PostingContext posting, KeyedMember member, MemberInputs inputs, MemberCatalogue catalogue)
    {
        var (key, row) = (member.CustomerKey, member.Row);
        var missing = inputs.Missing(key);
        var change = MemberRules.Recompute(
            row, inputs.Of(key), inputs.With(key, missing), catalogue, posting.RecordedAt);
        if (!change.ChangesAnything(row)) return;
        batch.Membership.Save(posting, key, change);
        batch.Membership.Give(
            posting, key, [.. missing.SelectMany(order => order.Select(giving => (order.Key, giving)))]);
        batch.Ladder.StampMember(posting.ShopId, key, change.MemberSince);
        if (catalogue.AsksHistory) batch.Membership.DoubtPoints(posting.ShopId, key);
    }
}
