namespace SocialCommerce.Payouts.Transfers;

/// <summary>Reads the payout register.</summary>
public static class PayoutRegister
{
    /// <summary>Transfers after a position, in the order in which they were made.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="shopId">The shop.</param>
    /// <param name="from">Only those submitted from then on; null: all.</param>
    /// <param name="to">Only those submitted before; null: all.</param>
    /// <param name="after">Key of the last transfer before the page; 0: none.</param>
    /// <param name="take">How many.</param>
    public static PendingRows<TransferRow> Transfers(
        this PayoutsBatch batch, long shopId, DateTimeOffset? from, DateTimeOffset? to, long after, int take) =>
        batch.Rows<TransferRow>(TransfersSql, new { shop = shopId, from, to, after, take });

    private const string TransfersSql = """
        select b.transfer_key, o.batch_key, b.transfer_no, (
                select coalesce(array_agg(s.statement_key order by s.statement_key), array[]::bigint[])
                from payout_transfer_statements s where s.shop_id = @shop
                    and s.transfer_key = b.transfer_key) as statement_keys,
            b.payee_key, p.name, c.customer_id, a.masked, b.channel, b.gross, b.tax, b.net, b.tax_month, b.state,
            b.submitted_at, b.closed_at, b.returned_at, b.reference, (
                select coalesce(array_agg(i.invoice_no order by i.invoice_key), array[]::text[])
                from payee_invoice_uses u
                join payee_invoices i on i.shop_id = @shop and i.invoice_key = u.invoice_key
                where u.shop_id = @shop and u.transfer_key = b.transfer_key) as invoice_nos, b.reason
        from (
            select * from payout_transfers
            where shop_id = @shop and transfer_key > @after and (@from is null or submitted_at >= @from)
                and (@to is null or submitted_at < @to)
            order by transfer_key limit @take) as b
        join payouts o on o.shop_id = @shop and o.payout_key = b.payout_key
        join payees p on p.shop_id = @shop and p.payee_key = b.payee_key
        join payee_accounts a on a.shop_id = @shop and a.account_key = b.account_key
        join customers c on c.shop_id = @shop and c.customer_key = b.customer_key
        order by b.transfer_key
        """;
}
