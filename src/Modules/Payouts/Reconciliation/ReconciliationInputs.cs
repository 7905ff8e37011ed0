using SocialCommerce.Payouts.Batches;
using SocialCommerce.Payouts.Planning;
using SocialCommerce.Payouts.Settings;
using SocialCommerce.Payouts.Taxes;

namespace SocialCommerce.Payouts.Reconciliation;

/// <summary>Reads what a channel's list is held against, with the payees and people that it books to locked.</summary>
internal static class ReconciliationInputs
{
    /// <summary>What a list means now.</summary>
    /// <exception cref="ProblemException">422 or 409 where the list contradicts the database or the rules.</exception>
    public static async Task<ReconciliationPlan> Plan(
        ShopTransaction transaction, (Shop Shop, PayoutSettingsRow Settings, DateTimeOffset Now) at,
        ReconcilePayouts.Row[] rows,
        string channel)
    {
        var shop = at.Shop;
        var numbers = rows.Select(row => row.TransferNo).ToArray();
        var ids = rows.Select(row => row.CustomerId).Distinct().ToArray();
        var first = transaction.Batch();
        var transfers = first.Rows<KnownTransfer>(TransfersSql, new { shop = shop.Id, numbers });
        // Payments to one payee add up, so they are booked one after the other; in one order, against deadlocks.
        first.Rows<long>(LockPayeesSql, new { shop = shop.Id, ids });
        var named = first.Rows<PaidCustomer>(PeopleSql, new { shop = shop.Id, unit = shop.Currency, channel, ids });
        await first.Run(transaction.Cancel);

        var months = rows.Select(row => MonthOf(row.PaidAt ?? at.Now)).Distinct().ToArray();
        var second = transaction.Batch();
        second.LockPeople([.. named.List.Select(one => one.CustomerKey)]);
        var people = second.Rows<PaidCustomer>(PeopleSql, new { shop = shop.Id, unit = shop.Currency, channel, ids });
        long[] payees = [.. named.List.Select(one => one.PayeeKey).OfType<long>().Distinct()];
        var positions = months.ToDictionary(month => month, month => second.Payouts.Positions(
            shop, payees, new PayoutPlan(channel, at.Settings, month, at.Now)));
        await second.Run(transaction.Cancel);
        return ReconciliationPlan.Of(rows, new ReconciliationFacts(
            at.Settings.Restored, at.Settings.Content.RecoveryTolerance, at.Settings.Content.TaxMode,
            transfers.List.ToDictionary(transfer => transfer.TransferNo),
            people.List.ToDictionary(one => one.CustomerId),
            positions.ToDictionary(one => one.Key, one => one.Value()), MonthOf, at.Now));

        string MonthOf(DateTimeOffset paidAt) => TaxMonth.Of(paidAt, shop.TimeZone);
    }

    private const string TransfersSql = """
        select b.transfer_key, b.transfer_no, c.customer_id, b.net, b.tax, b.state
        from payout_transfers b join customers c on c.shop_id = @shop and c.customer_key = b.customer_key
        where b.shop_id = @shop and b.transfer_no = any(@numbers)
        """;

    private const string LockPayeesSql = """
        select payee_key from payees
        where shop_id = @shop and payee_key in (
            select pc.payee_key
            from payee_customers pc
            join customers c on c.shop_id = @shop and c.customer_key = pc.customer_key
            where pc.shop_id = @shop and c.customer_id = any(@ids))
        order by payee_key for no key update
        """;

    private const string PeopleSql = $"""
        select c.customer_key, c.customer_id, pc.payee_key, p.kind, p.verified_at is not null as verified, (
                select a.account_key from payee_accounts a
                where a.shop_id = @shop and a.payee_key = pc.payee_key and a.channel = @channel
                    and a.approved_at is not null
                order by a.account_key desc limit 1) as account_key, (
                select coalesce(sum(case '{Account.Settled}'
                    when m.to_account then m.amount when m.from_account then -m.amount else 0 end), 0)::bigint
                from movements m
                where m.shop_id = @shop and m.customer_key = c.customer_key and m.unit = @unit) as settled
        from customers c
        left join payee_customers pc on pc.shop_id = @shop and pc.customer_key = c.customer_key
        left join payees p on p.shop_id = @shop and p.payee_key = pc.payee_key
        where c.shop_id = @shop and c.customer_id = any(@ids)
        """;
}
