using SocialCommerce.Payouts.Planning;
using SocialCommerce.Payouts.Settings;
using SocialCommerce.Payouts.Taxes;

namespace SocialCommerce.Payouts.Batches;

/// <summary>Reads a batch; while it waits, what it would come to now.</summary>
internal static class PayoutBatchSql
{
    /// <summary>The columns of a <see cref="PayoutTransferRow"/>, of the transfers b.</summary>
    public const string TransferColumns = """
        b.transfer_key, b.transfer_no, b.payout_key, b.customer_key, b.channel, b.gross, b.tax, b.net, b.tax_month,
        b.state, b.submitted_at, b.closed_at, b.returned_at, b.reason, b.reference, b.confirm_before, (
            select o.transfer_no from payout_transfers o where o.shop_id = b.shop_id
                and o.transfer_key = b.replaces) as replaces,
        exists (select from payout_transfers n where n.shop_id = b.shop_id and n.replaces = b.transfer_key) as replaced,
        b.problem, b.cancel_reason
        """;

    /// <summary>Reads a batch; null when it does not exist.</summary>
    public static async Task<LoadedBatch?> Batch(
        ShopTransaction transaction, Shop shop, long batchKey, PayoutContext context)
    {
        var first = transaction.Batch();
        var state = first.ShopState(shop.Id);
        var settings = first.Payouts.SettingsInForce(shop.Id, context.Origin);
        var row = first.Rows<PayoutBatchRow>(BatchSql, new { shop = shop.Id, batchKey });
        var payouts = first.Rows<PayoutRow>(PayoutsSql, new { shop = shop.Id, batchKey });
        var transfers = first.Rows<PayoutTransferRow>(TransfersSql, new { shop = shop.Id, batchKey });
        await first.Run(transaction.Cancel);
        if (row.First is null) return null;
        var now = state.First!.Now(shop, context.Time);
        var plan = new PayoutPlan(row.First.Channel, settings.First!, TaxMonth.Of(now, shop.TimeZone), now);
        var planned = row.First.Status == "created"
            ? await Plan(transaction, shop, row.First, payouts.List, (plan, context))
            : [];
        return new LoadedBatch(
            row.First, payouts.List, transfers.List, planned.ToDictionary(one => one.PayoutKey));
    }

    /// <summary>Reads a batch by its public id at one instant.</summary>
    /// <exception cref="ProblemException">404 when it does not exist.</exception>
    public static async Task<LoadedBatch> Batch(
        Db db, Shop shop, string batchId, PayoutContext context, CancellationToken cancel)
    {
        var key = PayoutBatch.KeyOf(batchId);
        return await db.ReadSnapshot(shop.Id, transaction => Batch(transaction, shop, key, context), cancel)
            ?? throw PayoutBatchProblems.PayoutBatchNotFound.For(batchId);
    }

    /// <summary>What the payouts of a batch that waits come to now.</summary>
    public static async Task<IReadOnlyList<PlannedPayout>> Plan(
        ShopTransaction transaction, Shop shop, PayoutBatchRow row, IReadOnlyCollection<PayoutRow> payouts,
        (PayoutPlan Plan, PayoutContext Desk) by)
    {
        var plan = by.Plan;
        var second = transaction.Batch();
        var filter = new PayableFilter(
            row.Channel, row.PeriodEnd, [.. payouts.Select(payout => payout.CustomerKey)], row.BatchKey);
        var candidates = second.Payouts.Candidates(shop, filter, plan.Settings, by.Desk, plan.Now);
        var positions = second.Payouts.Positions(shop, [.. payouts.Select(payout => payout.PayeeKey)], plan);
        var invoices = second.Payouts.Invoices(shop.Id, plan.Settings, payouts.Select(payout => payout.PayeeKey));
        await second.Run(transaction.Cancel);
        return plan.Of(payouts, candidates().ToDictionary(one => one.CustomerKey), positions(), invoices());
    }

    /// <summary>What payees were paid in the period of a payment, once the batch has run.</summary>
    public static Func<IReadOnlyDictionary<long, TaxPosition>> Positions(
        this PayoutsBatch batch, Shop shop, long[] payees, PayoutPlan plan)
    {
        var from = TaxTable.InForce(plan.Settings.Content.TaxMode, plan.Month)?.PeriodStart(plan.Month) ?? plan.Month;
        var rows = batch.Rows<PositionRow>(
            PositionsSql, new { shop = shop.Id, payees, from, plan.Month, zone = shop.TimeZone });
        return () => rows.List.ToDictionary(row => row.PayeeKey, row => row.ToPosition(plan.Month));
    }

    /// <summary>What a payee was paid in a period.</summary>
    internal sealed record PositionRow(long PayeeKey, long Gross, long Withheld, string FirstMonth)
    {
        public TaxPosition ToPosition(string month) => new(Gross, Withheld, TaxMonth.Count(FirstMonth, month));
    }

    /// <summary>The columns of a <see cref="PayoutBatchRow"/>.</summary>
    public const string BatchColumns =
        "batch_key, channel, period_end, status, skipped, created_by, created_at, decided_by, decided_at, reason, "
        + "settings_version";

    /// <summary>Holds a batch until the transaction ends.</summary>
    public static PendingRows<PayoutBatchRow> LockBatch(this PayoutsBatch batch, long shopId, long batchKey) =>
        batch.Rows<PayoutBatchRow>(LockSql, new { shop = shopId, batchKey });

    /// <summary>The batch that was read, or 404.</summary>
    public static PayoutBatchRow OrNotFound(this PendingRows<PayoutBatchRow> read, string id) =>
        read.First ?? throw PayoutBatchProblems.PayoutBatchNotFound.For(id);

    private const string LockSql = $"{BatchSql} for no key update";

    private const string BatchSql = $"""
        select {BatchColumns} from payout_batches where shop_id = @shop and batch_key = @batchKey
        """;

    internal const string PayoutsSql = """
        select o.payout_key, o.customer_key, c.customer_id, o.payee_key, o.account_key, o.status, o.proposed, o.reason,
            a.masked
        from payouts o
        join customers c on c.shop_id = @shop and c.customer_key = o.customer_key
        join payee_accounts a on a.shop_id = @shop and a.account_key = o.account_key
        where o.shop_id = @shop and o.batch_key = @batchKey order by o.payout_key
        """;

    private const string TransfersSql = $"""
        select {TransferColumns}
        from payout_transfers b join payouts o on o.shop_id = @shop and o.payout_key = b.payout_key
        where b.shop_id = @shop and o.batch_key = @batchKey order by b.transfer_key
        """;

    // What was not paid leaves the month in which it was submitted, whenever it failed or came back.
    private const string PositionsSql = $"""
        select payee_key, sum(gross)::bigint as gross, sum(tax)::bigint as withheld, min(tax_month) as first_month
        from (
            select payee_key, gross, tax, tax_month from payout_transfers
            where shop_id = @shop and payee_key = any(@payees) and state not in {TransferStates.NotPaid}
            union all
            {Corrections} and pc.payee_key = any(@payees)) as events
        where tax_month between @from and @month
        group by payee_key
        """;

    /// <summary>
    /// SQL: what was withheld too much, below 0, or too little, by the month for which it was put right; a condition
    /// on the payees pc follows.
    /// </summary>
    internal const string Corrections = """
        select pc.payee_key, 0 as gross, case when m.to_account = 'taxPayable' then m.amount else -m.amount end as tax,
            to_char(m.occurred_at at time zone @zone, 'YYYY-MM') collate "C" as tax_month
        from payee_customers pc
        join movements m on m.shop_id = @shop and m.customer_key = pc.customer_key and m.event = 'taxCorrected'
        where pc.shop_id = @shop
        """;
}
