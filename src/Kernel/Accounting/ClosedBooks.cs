namespace SocialCommerce.Kernel.Accounting;

/// <summary>The books of a shop when a period was to be closed.</summary>
/// <param name="Asked">The shop's time before the wait for running transactions.</param>
/// <param name="Watermark">The last movement's number after those transactions had ended.</param>
public sealed record ClosedBooks(DateTimeOffset Asked, long Watermark)
{
    /// <summary>
    /// Reads the shop's clock. Of a period that is over by it, says that nothing is to be recorded in it any more, and
    /// then waits for everything that may have been, however long its transaction takes: nothing is missing
    /// afterwards, and nothing can come, also from an instance whose clock is behind.
    /// </summary>
    public static async Task<ClosedBooks> Await(
        Db db, Shop shop, DateTimeOffset end, TimeProvider time, CancellationToken cancel)
    {
        var state = await db.Read(shop.Id, batch => batch.ShopState(shop.Id), cancel);
        var asked = state.First!.Now(shop, time);
        if (end <= asked && !shop.Sandbox && !(state.First.ClosedTo >= end))
            await db.Write(shop.Id, batch =>
            {
                batch.CloseTo(shop.Id, end);
                return new PendingRows<string>();
            }, cancel);
        return new ClosedBooks(asked, await db.Watermark(shop.Id, cancel));
    }
}
