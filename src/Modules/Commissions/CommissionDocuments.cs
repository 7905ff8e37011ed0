using SocialCommerce.Commissions.Accruals;
using SocialCommerce.Commissions.Postings;
using SocialCommerce.Commissions.TierHistory;

namespace SocialCommerce.Commissions;

/// <summary>
/// The documents of the movements that commissions book: the refund, its cancellation, the amendment or chargeback that
/// changed a commission, what held it and set it free, else the order, dividend, project or promotion that it comes
/// from; statements, adjustments and disputes.
/// </summary>
internal static class CommissionDocuments
{
    /// <summary>The sources, those that say more first.</summary>
    public static readonly IReadOnlyList<DocumentSource> Sources =
    [
        new(["reversed", "restored", "absorbed"], ChangesSql),
        new([CommissionHolds.Held], HoldsSql),
        new([CommissionHolds.Released, CommissionHolds.Rejected], HoldEndsSql),
        new(
            [
                "accrued", "reversed", "restored", "absorbed", "matured", CommissionHolds.Held,
                CommissionHolds.Released,
                CommissionHolds.Rejected,
            ],
            AccrualsSql),
        new(["settled"], StatementsSql),
        new([AdjustmentKinds.Event, AdjustmentKinds.TaxEvent], AdjustmentsSql),
        new([DisputeEvents.Disputed, DisputeEvents.Answered], DisputesSql),
    ];

    /// <summary>SQL: what an accrual comes from, of a and its source o or s.</summary>
    private const string SourceKind = $"""
        case a.source_kind when 'order' then 'order' when '{AccrualSource.Period}' then 'dividend'
            when '{AccrualSource.Task}' then 'project' else 'promotion' end
        """;

    private const string NoKey = "null::text as prefix, null::bigint as key";

    private const string NoRule = "null::text as rule, null::text as rule_kind";

    private const string Asked = "m.shop_id = @shop and m.movement_id = any(@movements)";

    private const string ChangesSql = $"""
        select m.movement_id, case when c.chargeback_id is not null and d.document_kind = '{OrderChanges.Refund}'
                then 'chargeback' else d.document_kind end as kind,
            d.document_id as id, {NoKey}, {NoRule}
        from movements m
        cross join lateral (
            select document_kind, document_id from order_changes
            where shop_id = @shop and order_key = m.order_key and journal_id = m.journal_id
            order by change_key limit 1) as d
        left join chargebacks c on c.shop_id = @shop and c.chargeback_id = d.document_id and c.order_key = m.order_key
        where {Asked}
        """;

    private const string HoldsSql = $"""
        select m.movement_id, case h.cause when '{HoldReason.Fraud}' then 'fraudCase' else h.cause end as kind,
            h.subject_id as id, {NoKey}, {NoRule}
        from movements m
        cross join lateral (
            select cause, subject_id from holds
            where shop_id = @shop and accrual_id = m.subject_id and journal_id = m.journal_id
            order by hold_key limit 1) as h
        where {Asked}
        """;

    private const string HoldEndsSql = $"""
        select m.movement_id, case h.cause when '{HoldReason.Fraud}' then 'fraudCase' else h.cause end as kind,
            h.subject_id as id, {NoKey}, {NoRule}
        from movements m
        cross join lateral (
            select o.cause, o.subject_id from holds o
            join hold_ends e on e.shop_id = @shop and e.hold_key = o.hold_key and e.journal_id = m.journal_id
            where o.shop_id = @shop and o.accrual_id = m.subject_id
            order by o.hold_key limit 1) as h
        where {Asked}
        """;

    private const string AccrualsSql = $"""
        select m.movement_id, {SourceKind} as kind,
            case a.source_kind when '{AccrualSource.Promotion}' then null else coalesce(o.order_id, s.source_id) end
                as id,
            case when a.source_kind = '{AccrualSource.Promotion}' then '{ListTierHistory.Prefix}' end as prefix,
            p.history_seq as key, a.rule, a.kind as rule_kind
        from movements m
        join accruals a on a.shop_id = @shop and a.accrual_id = m.subject_id
        left join commission_orders o on o.shop_id = @shop and a.source_kind = 'order' and o.order_key = a.source_id
        left join bonus_sources s on s.shop_id = @shop and s.source_kind = a.source_kind and s.source_key = a.source_id
        left join promotion_bonuses p on p.shop_id = @shop and p.source_key = s.source_key
            and a.source_kind = '{AccrualSource.Promotion}'
        where {Asked} and (o.order_id is not null or s.source_id is not null)
        """;

    private const string StatementsSql = $"""
        select m.movement_id, 'statement' as kind, s.statement_id as id, {NoKey}, {NoRule}
        from movements m join statements s on s.shop_id = @shop and s.statement_key = m.subject_id
        where {Asked}
        """;

    private const string AdjustmentsSql = $"""
        select m.movement_id, 'adjustment' as kind, j.adjustment_id as id, {NoKey}, {NoRule}
        from movements m join adjustments j on j.shop_id = @shop and j.adjustment_key = m.subject_id
        where {Asked}
        """;

    private const string DisputesSql = $"""
        select m.movement_id, 'dispute' as kind, d.dispute_id as id, {NoKey}, {NoRule}
        from movements m join disputes d on d.shop_id = @shop and d.dispute_key = m.subject_id
        where {Asked}
        """;
}
