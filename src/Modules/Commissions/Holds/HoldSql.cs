using SocialCommerce.Commissions.Postings;
using SocialCommerce.Commissions.StopRules;

namespace SocialCommerce.Commissions.Holds;

/// <summary>The statements by which accruals are held and set free; the flows book the movements.</summary>
public static class HoldSql
{
    /// <summary>Notes that accruals are held.</summary>
    public static void Hold(
        this CommissionsBatch batch, PostingContext posting, HoldReason cause, IEnumerable<AccrualNet> accruals) =>
        batch.Do(InsertSql, new
        {
            shop = posting.ShopId,
            posting.OrderKey,
            accruals = accruals.Select(accrual => accrual.AccrualId).ToArray(),
            cause.Cause,
            cause.SubjectId,
            posting.RecordedAt,
        });

    /// <summary>
    /// Holds what the same transaction has accrued: pending or available → held. Fails as a race does when one of the
    /// accrual stops has been released meanwhile.
    /// </summary>
    /// <param name="posting">The order's occasion.</param>
    /// <param name="unit">The currency.</param>
    /// <param name="matured">Whether the order has matured.</param>
    /// <param name="held">Rule, beneficiary and amount of each accrual, once for each cause.</param>
    public static void HoldAccrued(
        this CommissionsBatch batch, PostingContext posting, string unit, bool matured,
        IReadOnlyCollection<NewHold> held)
    {
        if (held.Count == 0) return;
        var stops = held.Where(hold => hold.Cause.Cause == HoldReason.AccrualStop).Select(hold => hold.Cause.SubjectId)
            .Distinct().ToArray();
        if (stops.Length > 0) batch.LockAccrualStopsShared(posting.ShopId, stops);
        batch.Do(HoldAccruedSql, new
        {
            shop = posting.ShopId,
            posting.OrderKey,
            unit,
            account = CommissionHolds.FreeAccount(matured),
            rules = held.Select(hold => hold.Rule).ToArray(),
            beneficiaries = held.Select(hold => hold.BeneficiaryKey).ToArray(),
            amounts = held.Select(hold => hold.Amount).ToArray(),
            causes = held.Select(hold => hold.Cause.Cause).ToArray(),
            subjects = held.Select(hold => hold.Cause.SubjectId).ToArray(),
            posting.OccurredAt,
            posting.RecordedAt,
        });
    }

    /// <summary>The open decisions that hold the carried order, or some of its commissions.</summary>
    public static PendingRows<OpenDecision> OpenDecisions(this CommissionsBatch batch, long shopId) =>
        batch.Rows<OpenDecision>(WaitsSql, new { shop = shopId });

    /// <summary>Ends an order's holds of a cause.</summary>
    public static void EndHolds(
        this CommissionsBatch batch, PostingContext posting, HoldReason cause, string outcome) =>
        batch.Do(EndSql, new
        {
            shop = posting.ShopId,
            posting.OrderKey,
            cause.Cause,
            cause.SubjectId,
            outcome,
            posting.RecordedAt,
        });

    private const string InsertSql = """
        insert into holds (shop_id, order_key, accrual_id, cause, subject_id, recorded_at)
        select @shop, @orderKey, accrual, @cause, @subjectId, @recordedAt from unnest(@accruals) as accrual
        """;

    private const string HoldAccruedSql = $"""
        with found as (
            select a.accrual_id, a.beneficiary_key, w.amount, w.cause, w.subject
            from unnest(@rules, @beneficiaries, @amounts, @causes, @subjects)
                as w(rule, beneficiary, amount, cause, subject)
            join accruals a on a.shop_id = @shop and a.source_kind = 'order' and a.source_id = @orderKey
                and a.rule = w.rule and a.beneficiary_key = w.beneficiary),
        kept as (
            insert into holds (shop_id, order_key, accrual_id, cause, subject_id, recorded_at)
            select @shop, @orderKey, accrual_id, cause, subject, @recordedAt from found)
        insert into movements (shop_id, journal_id, event, from_account, to_account, unit, customer_key, amount,
            subject_id, order_key, occurred_at, recorded_at)
        select @shop, {Ledger.JournalId}, move.event, move.from_account, move.to_account, @unit, beneficiary_key,
            amount, accrual_id, @orderKey, @occurredAt, @recordedAt
        from (select distinct accrual_id, beneficiary_key, amount from found) as held
        join (values
            ('{CommissionHolds.Held}', '{Account.Pending}', '{Account.Held}'),
            ('{CommissionHolds.Held}', '{Account.Available}', '{Account.Held}'))
            as move(event, from_account, to_account) on move.from_account = @account
        order by accrual_id
        """;

    private const string WaitsSql = $"""
        select cause as for, subject_id as id, min(recorded_at) as since
        from (
            select h.cause, h.subject_id, h.recorded_at from holds h
            where h.shop_id = @shop and h.order_key = {BatchVariables.OrderKey} and not exists (
                select from hold_ends e where e.shop_id = @shop and e.hold_key = h.hold_key)
            union all
            select 'chargeback', c.chargeback_id, c.recorded_at from chargebacks c
            where c.shop_id = @shop and c.order_key = {BatchVariables.OrderKey} and not exists (
                select from chargeback_outcomes d where d.shop_id = @shop and d.chargeback_id = c.chargeback_id)) as w
        group by cause, subject_id order by since, cause, subject_id
        """;

    private const string EndSql = """
        insert into hold_ends (shop_id, hold_key, outcome, recorded_at)
        select @shop, h.hold_key, @outcome, @recordedAt
        from holds h
        where h.shop_id = @shop and h.order_key = @orderKey and h.cause = @cause and h.subject_id = @subjectId
            and not exists (select from hold_ends e where e.shop_id = @shop and e.hold_key = h.hold_key)
        """;
}
