using SocialCommerce.Commissions.Postings;
using SocialCommerce.Commissions.Terms;
using SocialCommerce.Commissions.Tiers;

namespace SocialCommerce.Commissions.Accruals;

/// <summary>The statements by which commission is booked; the flows carry them.</summary>
public static class AccrualSql
{
    /// <summary>Source kind of accruals that an order makes.</summary>
    public const string FromOrder = "order";

    /// <summary>
    /// Keeps the order's snapshot, accrues what the engine gave (expense → pending), and adds to people's numbers.
    /// </summary>
    public static void Accrue(
        this CommissionsBatch batch, PostingContext posting, string unit, NewCommission commission,
        IReadOnlyCollection<Volume> volumes)
    {
        var paid = commission.Outcomes.Where(outcome => outcome.Amount > 0).ToList();
        batch.Do(AccrueSql, new
        {
            shop = posting.ShopId,
            commission.OrderKey,
            commission.OrderId,
            buyer = commission.BuyerKey,
            posting.OccurredAt,
            posting.RecordedAt,
            plan = commission.Plan?.Key,
            snapshot = Json.Write(commission.Snapshot),
            commission.Seen,
            accruals = paid.Count,
            completedAt = commission.Maturity?.CompletedAt,
            maturesAt = commission.Maturity?.MaturesAt,
            commission.Shared,
            unit,
            rules = paid.Select(o => o.Rule).ToArray(),
            kinds = paid.Select(o => o.Kind).ToArray(),
            beneficiaries = paid.Select(o => o.Person.Key).ToArray(),
            depths = paid.Select(o => o.Depth).ToArray(),
            tiers = paid.Select(o => o.Person.Tier!).ToArray(),
            amounts = paid.Select(o => o.Amount).ToArray(),
            keys = volumes.Select(v => v.Key).ToArray(),
            own = volumes.Select(v => v.Own).ToArray(),
            team1 = volumes.Select(v => v.Team1).ToArray(),
            team2 = volumes.Select(v => v.Team2).ToArray(),
            team3 = volumes.Select(v => v.Team3).ToArray(),
            buyers = volumes.Select(v => v.Buyers).ToArray(),
        });
    }

    /// <summary>
    /// Makes the accruals whose shares became positive by a refund or an amendment: they start from 0 and are restored
    /// to their share.
    /// </summary>
    public static void AccrueLate(
        this CommissionsBatch batch, PostingContext posting, string unit, bool matured,
        IEnumerable<Reversal.Change> changes)
    {
        var made = changes.Where(change => change.IsNew).ToList();
        if (made.Count == 0) return;
        batch.Do(AccrueLateSql, new
        {
            shop = posting.ShopId,
            posting.OrderKey,
            unit,
            account = CommissionHolds.FreeAccount(matured),
            posting.OccurredAt,
            posting.RecordedAt,
            rules = made.Select(change => change.Accrual.Rule).ToArray(),
            kinds = made.Select(change => change.Accrual.Kind).ToArray(),
            beneficiaries = made.Select(change => change.Accrual.BeneficiaryKey).ToArray(),
            depths = made.Select(change => change.Accrual.Depth).ToArray(),
            tiers = made.Select(change => change.Accrual.Tier).ToArray(),
            amounts = made.Select(change => change.Difference).ToArray(),
        });
        batch.Do(CountLateSql, new { shop = posting.ShopId, posting.OrderKey, made = made.Count });
    }

    /// <summary>The carried order's commission row, locked until the transaction ends.</summary>
    public static PendingRows<CommissionOrder> LockCommission(this CommissionsBatch batch, long shopId) =>
        batch.Rows<CommissionOrder>(LockSql, new { shop = shopId });

    /// <summary>The same without a lock, for reading.</summary>
    public static PendingRows<CommissionOrder> Commission(this CommissionsBatch batch, long shopId) =>
        batch.Rows<CommissionOrder>(ReadSql, new { shop = shopId });

    /// <summary>The carried order's accruals with their nets.</summary>
    public static PendingRows<AccrualNet> Accruals(this CommissionsBatch batch, long shopId) =>
        batch.Rows<AccrualNet>(NetsSql, new { shop = shopId });

    /// <summary>
    /// Sets when the order completes and matures, and since when that is known; what was known before is kept.
    /// </summary>
    public static void SetMaturity(this CommissionsBatch batch, PostingContext posting, Maturity? maturity) =>
        batch.Do(SetMaturitySql, new
        {
            shop = posting.ShopId,
            posting.OrderKey,
            maturity?.CompletedAt,
            maturity?.MaturesAt,
            posting.RecordedAt,
        });

    /// <summary>
    /// Books an order's maturity: pending → available, with the time at which it matured, whenever that is booked.
    /// </summary>
    /// <param name="batch">The batch.</param>
    /// <param name="posting">The event that has touched the order.</param>
    /// <param name="unit">The currency.</param>
    /// <param name="order">An order that is mature and not booked as such.</param>
    /// <param name="accruals">Its accruals as they are before anything else changes them.</param>
    public static void BookMaturity(
        this CommissionsBatch batch, PostingContext posting, string unit, CommissionOrder order,
        IEnumerable<AccrualNet> accruals)
    {
        var at = order.MaturesAt!.Value;
        batch.Sql.Book([.. Reversal.Maturing(accruals, unit)], posting with { OccurredAt = at, RecordedAt = at });
        batch.Do(MarkMaturedSql, new { shop = posting.ShopId, order.OrderKey });
    }

    private const string AccrueSql = $"""
        with added as ({PartnerStateSql.AddSql}),
        kept as (
            insert into commission_orders (shop_id, order_key, order_id, customer_key, paid_at, recorded_at, plan_key,
                snapshot, seen, accruals, completed_at, matures_at, shared)
            values (@shop, @orderKey, @orderId, @buyer, @occurredAt, @recordedAt, @plan, @snapshot::jsonb,
                @seen::pg_snapshot, @accruals, @completedAt, @maturesAt, @shared)),
        made as (
            insert into accruals (shop_id, source_kind, source_id, rule, kind, beneficiary_key, depth, tier, amount,
                recorded_at)
            select @shop, 'order', @orderKey, rule, kind, beneficiary, depth, tier, amount, @recordedAt
            from unnest(@rules, @kinds, @beneficiaries, @depths, @tiers, @amounts)
                as a(rule, kind, beneficiary, depth, tier, amount)
            returning accrual_id, beneficiary_key, amount)
        insert into movements (shop_id, journal_id, event, from_account, to_account, unit, customer_key, amount,
            subject_id, order_key, occurred_at, recorded_at)
        select @shop, {Ledger.JournalId}, 'accrued', '{Account.Expense}', '{Account.Pending}', @unit, beneficiary_key,
            amount, accrual_id, @orderKey, @occurredAt, @recordedAt
        from made
        """;

    private const string AccrueLateSql = $"""
        with late as (
            select * from unnest(@rules, @kinds, @beneficiaries, @depths, @tiers, @amounts)
                as a(rule, kind, beneficiary_key, depth, tier, amount)),
        made as (
            insert into accruals (shop_id, source_kind, source_id, rule, kind, beneficiary_key, depth, tier, amount,
                recorded_at)
            select @shop, 'order', @orderKey, rule, kind, beneficiary_key, depth, tier, 0, @recordedAt from late
            returning accrual_id, rule, beneficiary_key)
        insert into movements (shop_id, journal_id, event, from_account, to_account, unit, customer_key, amount,
            subject_id, order_key, occurred_at, recorded_at)
        select @shop, {Ledger.JournalId}, move.event, move.from_account, move.to_account, @unit, beneficiary_key,
            late.amount, made.accrual_id, @orderKey, @occurredAt, @recordedAt
        from made join late using (rule, beneficiary_key)
        join (values
            ('restored', '{Account.Expense}', '{Account.Pending}'),
            ('restored', '{Account.Expense}', '{Account.Available}'))
            as move(event, from_account, to_account) on move.to_account = @account
        """;

    private const string CountLateSql = """
        update commission_orders set accruals = accruals + @made where shop_id = @shop and order_key = @orderKey
        """;

    private const string ReadSql = $"""
        select order_key, order_id, customer_key, paid_at, plan_key, {OrderChanges.SnapshotNow} as snapshot,
            completed_at, matures_at, matured, array(
                select 'chargeback:' || c.chargeback_id from chargebacks c
                where c.shop_id = @shop and c.order_key = {BatchVariables.OrderKey} and not exists (
                    select from chargeback_outcomes d where d.shop_id = @shop and d.chargeback_id = c.chargeback_id)
                union
                select 'fraud:' || f.order_id from fraud_cases f
                where f.shop_id = @shop and f.order_key = {BatchVariables.OrderKey} and not exists (
                    select from fraud_decisions d where d.shop_id = @shop and d.order_key = f.order_key)
                union
                select 'accrualStop:' || h.subject_id from holds h
                join accrual_stops b on b.shop_id = @shop and b.accrual_stop_id = h.subject_id
                    and b.scope not in ('rule', 'person')
                where h.shop_id = @shop and h.order_key = {BatchVariables.OrderKey} and h.cause = 'accrualStop'
            and not exists (
                    select from accrual_stop_releases r where r.shop_id = @shop
                        and r.accrual_stop_id = b.accrual_stop_id)) as holding
        from commission_orders o where shop_id = @shop and order_key = {BatchVariables.OrderKey}
        """;

    private const string LockSql = $"{ReadSql} for no key update";

    private const string NetsSql = $"""
        select a.accrual_id, a.rule, a.kind, a.beneficiary_key, c.customer_id as beneficiary_id, a.depth, a.tier,
            a.amount, coalesce(m.net, 0)::bigint as net, coalesce(m.held, 0)::bigint as held, h.holds, h.rejected,
            coalesce(m.source = '{Account.Available}', false) as of_balance,
            coalesce(m.absorbed, 0)::bigint as absorbed, h.lost_to
        from accruals a
        join customers c on c.shop_id = @shop and c.customer_key = a.beneficiary_key
        left join lateral (
            select sum(case '{Account.Expense}'
                when from_account then amount when to_account then -amount else 0 end) as net,
                sum(case '{Account.Held}'
                    when to_account then amount when from_account then -amount else 0 end) as held,
                {Clawback.HeldOutOf} as source,
                sum(case '{Account.ClawbackLoss}'
                    when from_account then amount when to_account then -amount else 0 end) as absorbed
            from movements where shop_id = @shop and subject_id = a.accrual_id and customer_key = a.beneficiary_key
                and order_key = a.source_id and unit <> '{Movement.Points}') as m on true
        cross join lateral (
            select count(*) filter (where e.outcome is null) as holds,
                coalesce(bool_or({CommissionHolds.IsLost}), false) as rejected,
                array_agg(x.cause || ':' || x.subject_id) filter (where {CommissionHolds.IsLost}) as lost_to
            from holds x left join hold_ends e on e.shop_id = @shop and e.hold_key = x.hold_key
            where x.shop_id = @shop and x.order_key = a.source_id and x.accrual_id = a.accrual_id) as h
        where a.shop_id = @shop and a.source_kind = 'order' and a.source_id = {BatchVariables.OrderKey}
        order by a.accrual_id
        """;

    private const string SetMaturitySql = """
        with past as (
            insert into past_completions (shop_id, order_key, completed_at, heard_at, until)
            select @shop, order_key, completed_at, coalesce(completion_heard_at, recorded_at), @recordedAt
            from commission_orders where shop_id = @shop and order_key = @orderKey)
        update commission_orders set completed_at = @completedAt, matures_at = @maturesAt,
            completion_heard_at = @recordedAt
        where shop_id = @shop and order_key = @orderKey
        """;

    private const string MarkMaturedSql = """
        update commission_orders set matured = true where shop_id = @shop and order_key = @orderKey
        """;
}
