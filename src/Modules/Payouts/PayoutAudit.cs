using SocialCommerce.Kernel;

namespace SocialCommerce.Payouts;

/// <summary>What the integrity check asks of payouts.</summary>
public static class PayoutAudit
{
    /// <summary>Every bill is booked as its state says, and every state follows from the one before.</summary>
    public static readonly IReadOnlyList<Audit> Checks =
        [new("payoutBooks", BooksSql), new("payoutStates", StatesSql), new("payoutTax", TaxSql)];

    // What failed finally or was returned is back where it came from; what is paid is with the person; anything else is
    // in clearing.
    private const string BooksSql = $"""
        select 'bill ' || coalesce(b.bill_no, k.subject_id::text) as subject,
            format('%s with net %s and tax %s; submitted %s, withheld %s, paid %s, returned %s, tax returned %s',
                coalesce(b.state, 'unknown'), b.net, b.tax, k.submitted, k.withheld, k.paid, k.returned, k.tax_returned)
                as detail
        from (select * from payout_bills where shop_id = @shop) as b
        full join (
            select subject_id, customer_key, coalesce(sum(amount) filter (where event = 'submitted'), 0) as submitted,
                coalesce(sum(amount) filter (where event = 'withheld'), 0) as withheld,
                coalesce(sum(amount) filter (where event = 'paid'), 0) as paid,
                coalesce(sum(amount) filter (where event = 'returned'), 0) as returned,
                coalesce(sum(amount) filter (where event = 'taxReturned'), 0) as tax_returned
            from movements
            where shop_id = @shop and unit = @unit
                and event in ('submitted', 'withheld', 'paid', 'returned', 'taxReturned')
            group by subject_id, customer_key) as k on k.subject_id = b.bill_key and k.customer_key = b.customer_key
        where b.bill_key is null or k.subject_id is null or k.submitted <> b.net or k.withheld <> b.tax
            or k.paid <> case when b.state in ('paid', 'returned') then b.net else 0 end
            or k.returned <> case when b.state in {BatchReading.NotPaid} then b.net else 0 end
            or k.tax_returned <> case when b.state in {BatchReading.NotPaid} then b.tax else 0 end
        order by b.bill_key limit 20
        """;

    private const string StatesSql = """
        select subject, detail from (
            select 'bill ' || b.bill_no as subject, format('%s, but its last step says %s', b.state, s.state) as detail
            from payout_bills b
            left join lateral (
                select state from payout_bill_steps
                where shop_id = @shop and bill_key = b.bill_key order by step_id desc limit 1) as s on true
            where b.shop_id = @shop and @unit <> '' and s.state is distinct from b.state
            union all
            select 'payout ' || o.payout_key,
                format('%s in a batch that is %s, with %s bills', o.status, g.status, n.bills)
            from payouts o
            join payout_batches g on g.shop_id = @shop and g.batch_key = o.batch_key
            cross join lateral (
                select count(*) as bills from payout_bills b
                where b.shop_id = @shop and b.payout_key = o.payout_key) as n
            where o.shop_id = @shop and (o.status, g.status, n.bills > 0) not in (
                ('created', 'created', false), ('approved', 'approved', true), ('cancelled', 'approved', false),
                ('cancelled', 'cancelled', false))
            union all
            select 'bill ' || b.bill_no, format('%s, with %s approved returns', b.state, n.approved)
            from payout_bills b
            cross join lateral (
                select count(*) as approved from payout_returns r
                where b.shop_id = @shop and r.shop_id = @shop and r.bill_key = b.bill_key and r.approved) as n
            where b.shop_id = @shop and n.approved <> case when b.state = 'returned' then 1 else 0 end
            union all
            select 'return ' || return_key, format('reported and decided by %s', reported_by) from payout_returns
            where shop_id = @shop and decided_by = reported_by
            union all
            select 'batch ' || batch_key, format('made and decided by %s', created_by) from payout_batches
            where shop_id = @shop and status = 'approved' and decided_by = created_by) as found
        order by subject limit 20
        """;

    // A taxable event is not split to stay below a threshold: its parts bear the same tax, but for a rounding.
    private const string TaxSql = """
        select 'payout ' || payout_key as subject, 'bills bear different parts of the tax' as detail
        from payout_bills where shop_id = @shop and @unit <> '' and replaces is null
        group by payout_key
        having max(net) - min(net) > 1 or max(tax) - min(tax) > 1 or count(distinct tax_month) > 1
            or count(distinct coalesce(tax_table, '')) > 1
        order by payout_key limit 20
        """;
}
