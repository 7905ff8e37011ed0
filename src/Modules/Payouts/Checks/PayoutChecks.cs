using SocialCommerce.Payouts.Settings;
using SocialCommerce.Payouts.TaxReports;

namespace SocialCommerce.Payouts.Checks;

/// <summary>What the integrity check asks of payouts.</summary>
public static class PayoutChecks
{
    /// <summary>Every transfer is booked as its state says, and every state follows from the one before.</summary>
    public static readonly IReadOnlyList<IntegrityCheck> Checks =
        [
        new("payoutBooks", BooksSql), new("payoutStates", StatesSql), new("payoutTax", TaxSql),
        new("payoutMatches", MatchesSql), new("taxRemittances", RemittancesSql),
        .. PayoutBoundChecks.Checks,
    ];

    // What failed finally or was returned is back where it came from; what is paid is with the person; anything else is
    // in clearing.
    private const string BooksSql = $"""
        select 'transfer ' || coalesce(b.transfer_no, k.subject_id::text) as subject,
            format('%s with net %s and tax %s; submitted %s, withheld %s, paid %s, returned %s, tax returned %s',
                coalesce(b.state, 'unknown'), b.net, b.tax, k.submitted, k.withheld, k.paid, k.returned, k.tax_returned)
                as detail
        from (select * from payout_transfers where shop_id = @shop) as b
        full join (
            select subject_id, customer_key, coalesce(sum(amount) filter (where event = 'submitted'), 0) as submitted,
                coalesce(sum(amount) filter (where event = 'withheld'), 0) as withheld,
                coalesce(sum(amount) filter (where event = 'paid'), 0) as paid,
                coalesce(sum(amount) filter (where event = 'returned'), 0) as returned,
                coalesce(sum(amount) filter (where event = 'taxReturned'), 0) as tax_returned
            from movements
            where shop_id = @shop and unit = @unit
                and event in ('submitted', 'withheld', 'paid', 'returned', 'taxReturned')
            group by subject_id, customer_key) as k on k.subject_id = b.transfer_key and k.customer_key = b.customer_key
        where b.transfer_key is null or k.subject_id is null or k.submitted <> b.net or k.withheld <> b.tax
            or k.paid <> case when b.state in ('paid', 'returned') then b.net else 0 end
            or k.returned <> case when b.state in {TransferStates.NotPaid} then b.net else 0 end
            or k.tax_returned <> case when b.state in {TransferStates.NotPaid} then b.tax else 0 end
        order by b.transfer_key limit 20
        """;

    private const string StatesSql = """
        select subject, detail from (
            select 'transfer ' || b.transfer_no as subject,
                format('%s, but its last step says %s', b.state, s.state) as detail
            from payout_transfers b
            left join lateral (
                select state from payout_transfer_steps
                where shop_id = @shop and transfer_key = b.transfer_key order by step_id desc limit 1) as s on true
            where b.shop_id = @shop and @unit <> '' and s.state is distinct from b.state
            union all
            select 'payout ' || o.payout_key,
                format('%s in a batch that is %s, with %s transfers', o.status, g.status, n.transfers)
            from payouts o
            join payout_batches g on g.shop_id = @shop and g.batch_key = o.batch_key
            cross join lateral (
                select count(*) as transfers from payout_transfers b
                where b.shop_id = @shop and b.payout_key = o.payout_key) as n
            where o.shop_id = @shop and (o.status, g.status, n.transfers > 0) not in (
                ('created', 'created', false), ('approved', 'approved', true), ('cancelled', 'approved', false),
                ('cancelled', 'cancelled', false))
            union all
            select 'transfer ' || b.transfer_no, format('%s, with %s approved returns', b.state, n.approved)
            from payout_transfers b
            cross join lateral (
                select count(*) as approved from payout_returns r
                where b.shop_id = @shop and r.shop_id = @shop and r.transfer_key = b.transfer_key and r.approved) as n
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
        select 'payout ' || payout_key as subject, 'transfers bear different parts of the tax' as detail
        from payout_transfers where shop_id = @shop and @unit <> '' and replaces is null
        group by payout_key
        having max(net) - min(net) > 1 or max(tax) - min(tax) > 1 or count(distinct tax_month) > 1
            or count(distinct coalesce(tax_table, '')) > 1
        order by payout_key limit 20
        """;

    // A transfer takes all that it comes to from statements, and transfers that stand take no more than a statement
    // settled or an invoice says. What was recovered within the shop's tolerance may have no statement; so may what was
    // recovered before recoveries were bounded, which no settings had judged.
    private const string MatchesSql = $"""
        select subject, detail from (
            select 'transfer ' || b.transfer_no as subject,
                format('%s before tax, statements %s', b.gross, n.taken) as detail
            from payout_transfers b
            join payouts o on o.shop_id = @shop and o.payout_key = b.payout_key
            join payout_batches g on g.shop_id = @shop and g.batch_key = o.batch_key
            cross join lateral (
                select coalesce(sum(s.amount), 0) as taken from payout_transfer_statements s
                where s.shop_id = @shop and s.transfer_key = b.transfer_key) as n
            left join payout_recoveries r on r.shop_id = @shop and r.transfer_key = b.transfer_key
            where b.shop_id = @shop and b.state not in {TransferStates.NotPaid}
                and n.taken not between b.gross - coalesce(r.beyond, 0) and b.gross
                and (g.created_by <> 'reconciliation' or g.settings_version is not null)
            union all
            select 'statement key ' || k.statement_key,
                format('settled %s, transfers take %s', coalesce(m.settled, 0), k.taken)
            from (
                select s.statement_key, sum(s.amount) as taken
                from payout_transfer_statements s
                join payout_transfers b on b.shop_id = @shop and b.transfer_key = s.transfer_key
                    and b.state not in {TransferStates.NotPaid}
                where s.shop_id = @shop group by s.statement_key) as k
            left join (
                select subject_id, sum(amount) as settled from movements
                where shop_id = @shop and unit = @unit and event = 'settled' group by subject_id) as m
                on m.subject_id = k.statement_key
            where k.taken > coalesce(m.settled, 0)
            union all
            select 'invoice ' || i.invoice_no, format('%s, transfers take %s', i.amount, k.taken)
            from (
                select u.invoice_key, sum(u.amount) as taken
                from payee_invoice_uses u
                join payout_transfers b on b.shop_id = @shop and b.transfer_key = u.transfer_key
                    and b.state not in {TransferStates.NotPaid}
                where u.shop_id = @shop group by u.invoice_key) as k
            join payee_invoices i on i.shop_id = @shop and i.invoice_key = k.invoice_key
            where k.taken > i.amount or i.voided_at is not null) as found
        order by subject limit 20
        """;

    private const string RemittancesSql = $"""
        select 'remittance ' || coalesce(r.remittance_id, m.subject_id::text) as subject,
            format('%s for %s, decided by %s and asked for by %s; booked %s', r.amount, r.month, r.decided_by,
                r.requested_by, m.booked) as detail
        from (select * from tax_remittances where shop_id = @shop) as r
        full join (
            select subject_id, sum(amount) as booked from movements
            where shop_id = @shop and unit = @unit and event = '{TaxRemittance.Event}' group by subject_id) as m
            on m.subject_id = r.remittance_key
        where r.remittance_key is null or coalesce(m.booked, 0) <> case when r.approved then r.amount else 0 end
            or r.decided_by = r.requested_by
        order by r.remittance_key limit 20
        """;
}
