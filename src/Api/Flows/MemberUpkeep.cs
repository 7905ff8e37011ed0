using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Customers;
using SocialCommerce.Kernel.Shops;
using SocialCommerce.Ladder;
using SocialCommerce.Membership;

namespace SocialCommerce.Api.Flows;

/// <summary>
/// Brings members up to date from all of their orders and refunds, where no single event says what changes: a product
/// that a tier names only now, or rows that have to be recomputed. For a bounded number of customers at a time.
/// </summary>
internal static class MemberUpkeep
{
    /// <summary>
    /// Locks the customers, counts their events again, and writes what differs; the caller commits. Doing it twice
    /// changes nothing.
    /// </summary>
    /// <param name="products">Products of which to look for lines that have given nothing yet.</param>
    public static async Task Recompute(
        Work work, Shop shop, MemberCatalogues catalogues, TimeProvider time, long[] customerKeys,
        IReadOnlyCollection<string>? products)
    {
        var locking = work.Batch();
        locking.LockCustomers(work.ShopId, customerKeys);
        // After the locks, as with orders.
        var state = locking.ShopState(work.ShopId);
        await locking.Run(work.Cancel);
        var catalogue = await catalogues.Get(work, state.First!.SettingsVersion);
        var batch = work.Batch();
        var rows = batch.Members(work.ShopId, customerKeys);
        var reading = new MemberReading(
            batch, work.ShopId, catalogue, customerKeys, products ?? catalogue.Products);
        await batch.Run(work.Cancel);

        var now = state.First!.Now(shop, time);
        var writing = work.Batch();
        var when = new Occasion(work.ShopId, now, now);
        foreach (var member in rows.List) Write(writing, when, member, reading, catalogue);
        await writing.Run(work.Cancel);
    }

    private static void Write(
        Batch batch, Occasion when, KeyedMember member, MemberReading reading, MemberCatalogue catalogue)
    {
        var (key, row) = (member.CustomerKey, member.Row);
        var missing = reading.Missing(key);
        var change = MemberRules.Recompute(
            row, reading.Of(key), reading.With(key, missing), catalogue, when.RecordedAt);
        if (!change.ChangesAnything(row)) return;
        batch.Save(when, key, change);
        batch.Give(when, key, [.. missing.SelectMany(order => order.Select(giving => (order.Key, giving)))]);
        batch.StampMember(when.ShopId, key, change.MemberSince);
    }
}
