namespace SocialCommerce.Flows.Context;

/// <summary>The customer of an event that was reported, and what is known under the event's id.</summary>
internal static class ReportedCustomer
{
    /// <summary>The customer, made known and locked, or who a claimed guest is; and what is known.</summary>
    public static async Task<(Customer Customer, T? Known)> Lock<T>(
        ShopTransaction transaction, string customerId, DateTimeOffset now, Func<SqlBatch, PendingRows<T>> find)
        where T : class
    {
        while (true)
        {
            var reads = transaction.Batch();
            var customer = reads.UpsertAndLockCustomer(transaction.ShopId, customerId, now);
            var known = find(reads);
            await reads.Run(transaction.Cancel);
            if (customer.First!.ClaimedBy is not { } claimer) return (customer.First, known.First);
            customerId = await transaction.CustomerIdOf(claimer);
        }
    }

    /// <summary>How an event of that time is heard, and the shop's state.</summary>
    public static async Task<(ShopState State, EventTime Heard)> Hear(
        ShopTransaction transaction, FlowContext context, DateTimeOffset at, string pointer)
    {
        var asking = transaction.Batch();
        var state = asking.ShopState(transaction.ShopId);
        await asking.Run(transaction.Cancel);
        return (state.First!, state.First!.ResolveEventTime(context.Shop, context.Time, at, pointer));
    }
}
