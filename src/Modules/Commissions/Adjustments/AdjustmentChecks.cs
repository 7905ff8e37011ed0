using SocialCommerce.Commissions.Postings;

namespace SocialCommerce.Commissions.Adjustments;

/// <summary>Integrity checks of adjustments.</summary>
public static class AdjustmentChecks
{
    /// <summary>
    /// Every approved adjustment is one movement of its amount between the accounts of its kind, at the time of the
    /// approval, decided by another person than who asked; and no movement is an adjustment otherwise.
    /// </summary>
    public static readonly IReadOnlyList<IntegrityCheck> Checks = [new("adjustments", Sql)];

    private const string Sql = $"""
        select coalesce('adjustment ' || j.adjustment_id, 'movement ' || m.movement_id) as subject,
            format('%s of %s by %s and %s, booked %s', coalesce(j.kind, 'none'), coalesce(j.amount, 0),
                coalesce(j.requested_by, 'nobody'), coalesce(j.decided_by, 'nobody'), coalesce(m.amount, 0)) as detail
        from (
            select a.adjustment_key, a.adjustment_id, a.customer_key, a.kind, a.amount, a.requested_by, d.approved,
                d.decided_by, d.recorded_at, may.from_account, may.to_account
            from adjustments a
            join adjustment_decisions d on d.shop_id = @shop and d.adjustment_key = a.adjustment_key
            left join (values
                ('{AdjustmentKinds.Credit}', '{Account.Expense}', '{Account.Available}'),
                ('{AdjustmentKinds.Debit}', '{Account.Available}', '{Account.Expense}'),
                ('{AdjustmentKinds.Repayment}', '{Account.Clearing}', '{Account.Available}'),
                ('{AdjustmentKinds.WriteOff}', '{Account.ClawbackLoss}', '{Account.Available}'),
                ('{AdjustmentKinds.TaxRefund}', '{Account.TaxPayable}', '{Account.Paid}'),
                ('{AdjustmentKinds.TaxCharge}', '{Account.Paid}', '{Account.TaxPayable}'))
                as may(kind, from_account, to_account) on may.kind = a.kind
            where a.shop_id = @shop) as j
        full join (
            select *, count(*) over (partition by subject_id) as booked from movements
            where shop_id = @shop and event in ('{AdjustmentKinds.Event}', '{AdjustmentKinds.TaxEvent}')) as m
            on m.subject_id = j.adjustment_key
        where j.requested_by is not distinct from j.decided_by
            or case when j.approved
                then (j.amount, j.customer_key, j.from_account, j.to_account, @unit, j.recorded_at, 1) is distinct from
                    (m.amount, m.customer_key, m.from_account, m.to_account, m.unit, m.recorded_at, m.booked)
                else m.movement_id is not null end
        order by 1 limit 20
        """;
}
