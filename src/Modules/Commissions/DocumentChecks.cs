using SocialCommerce.Commissions.Postings;

namespace SocialCommerce.Commissions;

/// <summary>Integrity check of the journal's documents.</summary>
public static class DocumentChecks
{
    /// <summary>Every movement that commissions have booked has its document.</summary>
    public static readonly IReadOnlyList<IntegrityCheck> Checks = [new("documents", DocumentsSql)];

    private const string DocumentsSql = $"""
        select 'movement ' || m.movement_id as subject, m.event || ' has no document' as detail
        from movements m
        left join accruals a on a.shop_id = @shop and a.accrual_id = m.subject_id
        left join commission_orders o on o.shop_id = @shop and a.source_kind = 'order' and o.order_key = a.source_id
        left join bonus_sources b on b.shop_id = @shop and b.source_kind = a.source_kind and b.source_key = a.source_id
        left join statements s on s.shop_id = @shop and s.statement_key = m.subject_id
        left join adjustments j on j.shop_id = @shop and j.adjustment_key = m.subject_id
        left join disputes d on d.shop_id = @shop and d.dispute_key = m.subject_id
        where m.shop_id = @shop and m.unit = @unit and case
            when m.event in ('accrued', 'reversed', 'restored', 'absorbed', 'matured', '{CommissionHolds.Held}',
                '{CommissionHolds.Released}', '{CommissionHolds.Rejected}')
                then o.order_key is null and b.source_key is null
            when m.event = 'settled' then s.statement_key is null
            when m.event in ('{AdjustmentKinds.Event}', '{AdjustmentKinds.TaxEvent}') then j.adjustment_key is null
            when m.event in ('{DisputeEvents.Disputed}', '{DisputeEvents.Answered}') then d.dispute_key is null
            else false end
        order by m.movement_id limit 20
        """;
}
