using SocialCommerce.Commissions.Postings;

namespace SocialCommerce.Commissions.Disputes;

/// <summary>Integrity checks of disputes.</summary>
public static class DisputeChecks
{
    /// <summary>
    /// A dispute of a line holds its amount until it is answered, and nothing afterwards; it holds what is the
    /// partner's, never more than is disputed; who upheld it names an approved adjustment of the same partner.
    /// </summary>
    public static readonly IReadOnlyList<IntegrityCheck> Checks = [new("disputes", Sql)];

    private const string Sql = $"""
        select coalesce('dispute ' || d.dispute_id, 'movement of dispute ' || m.subject_id) as subject,
            format('%s of %s holds %s; booked %s, given back %s', coalesce(a.outcome, 'open'), d.amount, d.held,
                coalesce(m.held, 0), coalesce(m.answered, 0)) as detail
        from (select * from disputes where shop_id = @shop) as d
        full join (
            select subject_id, customer_key, sum(amount) filter (where event = '{DisputeEvents.Disputed}') as held,
                coalesce(sum(amount) filter (where event = '{DisputeEvents.Answered}'), 0) as answered
            from movements
            where shop_id = @shop and unit = @unit
                and event in ('{DisputeEvents.Disputed}', '{DisputeEvents.Answered}')
            group by subject_id, customer_key) as m
            on m.subject_id = d.dispute_key and m.customer_key = d.customer_key
        left join dispute_answers a on a.shop_id = @shop and a.dispute_key = d.dispute_key
        left join adjustments j on j.shop_id = @shop and j.adjustment_key = a.adjustment_key
        left join adjustment_decisions e on e.shop_id = @shop and e.adjustment_key = j.adjustment_key
        left join movements w on w.shop_id = @shop and w.movement_id = d.movement_id
        left join statement_lines l on l.shop_id = @shop and l.statement_key = d.statement_key
            and l.movement_id = d.movement_id
        where d.dispute_key is null or w.customer_key is distinct from d.customer_key or w.amount <> abs(d.amount)
            or (d.statement_key is not null and (l.amount is distinct from d.amount
                or d.held > greatest(d.amount, 0)))
            or (d.statement_key is null and (d.held > 0) <> exists (
                select from holds h
                where h.shop_id = @shop and h.cause = 'dispute' and h.subject_id = d.dispute_id))
            or coalesce(m.held, 0) <> case when d.statement_key is null then 0 else d.held end
            or coalesce(m.answered, 0) <> case when a.outcome is null then 0 else coalesce(m.held, 0) end
            or (a.outcome = '{Dispute.Upheld}' and (
                e.approved is distinct from true or j.customer_key is distinct from d.customer_key))
        order by 1 limit 20
        """;
}
