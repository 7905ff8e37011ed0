using SocialCommerce.Payouts.Invoices;
using SocialCommerce.Payouts.Planning;
using SocialCommerce.Payouts.Settings;

namespace SocialCommerce.Payouts.Batches;

/// <summary>
/// Which statements a transfer pays, oldest first, and which invoices cover it: kept when the transfer is made, so that
/// a register can say so for good.
/// </summary>
internal static class StatementMatching
{
    /// <summary>The invoices that payees may still use, oldest first.</summary>
    public static PendingRows<OpenInvoice> OpenInvoices(this PayoutsBatch batch, long shopId, long[] payees) =>
        batch.Rows<OpenInvoice>(OpenSql, new { shop = shopId, payees });

    /// <summary>The same for planning, once the batch has run; null where the shop asks for no invoices.</summary>
    public static Func<InvoiceCover?> Invoices(
        this PayoutsBatch batch, long shopId, PayoutSettingsRow settings, IEnumerable<long> payees)
    {
        if (!settings.Content.InvoiceRequired) return () => null;
        var open = batch.OpenInvoices(shopId, [.. payees.Distinct()]);
        return () => new InvoiceCover(open.List);
    }

    /// <summary>Matches the transfers of payouts that were just made with the statements that they pay.</summary>
    public static void MatchStatements(this PayoutsBatch batch, long shopId, params long[] payouts) =>
        batch.Do(StatementsSql, new { shop = shopId, payouts });

    /// <summary>The same, and with the invoices that they are paid against.</summary>
    public static void Match(this PayoutsBatch batch, long shopId, IReadOnlyList<PlannedPayout> planned)
    {
        var paid = planned.Where(one => one.Transfers.Count > 0).ToList();
        batch.MatchStatements(shopId, [.. paid.Select(one => one.PayoutKey)]);
        var uses = paid.SelectMany(one => one.Invoices.Select(use => (one.PayoutKey, use))).ToList();
        if (uses.Count == 0) return;
        batch.Do(InvoicesSql, new
        {
            shop = shopId,
            payouts = uses.Select(one => one.PayoutKey).ToArray(),
            invoices = uses.Select(one => one.use.InvoiceKey).ToArray(),
            amounts = uses.Select(one => one.use.Amount).ToArray(),
        });
    }

    // An invoice of which every transfer failed is as new. Of one that was used in part, as much is open as its largest
    // payout took, less what stands: what it said beyond that payout is used up.
    private const string OpenSql = $"""
        select i.payee_key, i.invoice_key,
            case when u.standing = 0 then i.amount else u.taken - u.standing end as open
        from payee_invoices i
        cross join lateral (
            select coalesce(sum(p.standing), 0)::bigint as standing, coalesce(max(p.taken), 0)::bigint as taken
            from (
                select sum(n.amount) as taken,
                    coalesce(sum(n.amount) filter (where b.state not in {TransferStates.NotPaid}), 0) as standing
                from payee_invoice_uses n
                join payout_transfers b on b.shop_id = @shop and b.transfer_key = n.transfer_key
                where n.shop_id = @shop and n.invoice_key = i.invoice_key
                group by b.payout_key) as p) as u
        where i.shop_id = @shop and i.payee_key = any(@payees) and i.voided_at is null
            and (u.standing = 0 or u.taken > u.standing)
        order by i.payee_key, i.issued_on, i.invoice_key
        """;

    // Two rows of lengths beside each other: what statements have left, and what the new transfers take.
    private const string StatementsSql = $"""
        with transfers as (
            select b.transfer_key, b.customer_key, b.gross,
                sum(b.gross) over (partition by b.customer_key order by b.transfer_key)::bigint as upto
            from payout_transfers b
            where b.shop_id = @shop and b.payout_key = any(@payouts) and not exists (
                select from payout_transfer_statements s where s.shop_id = @shop and s.transfer_key = b.transfer_key)),
        statements as (
            select m.customer_key, m.subject_id as statement_key, m.amount - t.taken as left_over,
                sum(m.amount - t.taken) over (
                    partition by m.customer_key order by m.occurred_at, m.movement_id)::bigint as upto
            from movements m
            cross join lateral (
                select coalesce(sum(s.amount), 0)::bigint as taken
                from payout_transfer_statements s
                join payout_transfers b on b.shop_id = @shop and b.transfer_key = s.transfer_key
                    and b.state not in {TransferStates.NotPaid}
                where s.shop_id = @shop and s.statement_key = m.subject_id) as t
            where m.shop_id = @shop and m.event = 'settled'
                and m.customer_key in (select customer_key from transfers))
        insert into payout_transfer_statements (shop_id, transfer_key, statement_key, amount)
        select @shop, b.transfer_key, s.statement_key,
            least(b.upto, s.upto) - greatest(b.upto - b.gross, s.upto - s.left_over)
        from transfers b
        join statements s on s.customer_key = b.customer_key and s.upto > b.upto - b.gross
            and s.upto - s.left_over < b.upto and s.left_over > 0
        order by b.transfer_key, s.statement_key
        """;

    private const string InvoicesSql = """
        insert into payee_invoice_uses (shop_id, transfer_key, invoice_key, amount)
        select @shop, b.transfer_key, i.invoice_key,
            least(b.upto, i.upto) - greatest(b.upto - b.gross, i.upto - i.amount)
        from (
            select payout_key, transfer_key, gross,
                sum(gross) over (partition by payout_key order by transfer_key)::bigint as upto
            from payout_transfers b
            where b.shop_id = @shop and b.payout_key = any(@payouts) and not exists (
                select from payee_invoice_uses u where u.shop_id = @shop and u.transfer_key = b.transfer_key)) as b
        join (
            select payout_key, invoice_key, amount,
                sum(amount) over (partition by payout_key order by position)::bigint as upto
            from unnest(@payouts, @invoices, @amounts) with ordinality
                as u(payout_key, invoice_key, amount, position)) as i
            on i.payout_key = b.payout_key and i.upto > b.upto - b.gross and i.upto - i.amount < b.upto
        order by b.transfer_key, i.invoice_key
        """;
}
