using SocialCommerce.Payouts.Settings;

namespace SocialCommerce.Payouts.Checks;

/// <summary>
/// What the integrity check asks of the bounds of payouts. For each customer and for the shop: what is settled and not
/// paid out is not below 0, what was paid is not more than statements settled, and what is with a channel is not below
/// 0. Only transfers recovered within the shop's tolerance may go beyond. Recovered transfers are those of lists that
/// two persons have approved.
/// </summary>
internal static class PayoutBoundChecks
{
    /// <summary>The checks.</summary>
    public static readonly IReadOnlyList<IntegrityCheck> Checks =
        [new("payoutBounds", BoundsSql), new("payoutRecoveries", RecoveriesSql)];

    // Settled is what statements took less what is disputed of it. What goes out leaves settled as net to clearing and
    // as tax to tax payable, and comes back by both when a transfer fails or is returned. A repayment passes through
    // clearing and is no payout. A tax refund is part of what was settled: it goes from tax payable to paid.
    private const string BoundsSql = $"""
        select case when t.is_shop then 'shop' else 'customer key ' || t.customer_key end as subject,
            format('statements %s, settled %s, clearing %s, paid %s, recovered beyond %s', t.statements, t.settled,
                t.clearing, t.paid, t.beyond) as detail
        from (
            select k.customer_key, grouping(k.customer_key) = 1 as is_shop, sum(k.statements) as statements,
                sum(k.settled) as settled, sum(k.clearing) as clearing, sum(k.paid) as paid, sum(k.beyond) as beyond
            from (
                select m.customer_key,
                    case when m.event in ('settled', 'answered') then m.amount when m.event = 'disputed' then -m.amount
                        else 0 end as statements,
                    case '{Account.Settled}' when m.to_account then m.amount when m.from_account then -m.amount
                        else 0 end as settled,
                    case when m.event = 'adjusted' then 0 when m.to_account = '{Account.Clearing}' then m.amount
                        when m.from_account = '{Account.Clearing}' then -m.amount else 0 end as clearing,
                    case '{Account.Paid}' when m.to_account then m.amount when m.from_account then -m.amount
                        else 0 end as paid,
                    0 as beyond
                from movements m
                where m.shop_id = @shop and m.unit = @unit and (
                    m.from_account in ('{Account.Settled}', '{Account.Clearing}', '{Account.Paid}')
                    or m.to_account in ('{Account.Settled}', '{Account.Clearing}', '{Account.Paid}'))
                union all
                select b.customer_key, 0, 0, 0, 0, r.beyond
                from payout_recoveries r
                join payout_transfers b on b.shop_id = @shop and b.transfer_key = r.transfer_key
                where r.shop_id = @shop and b.state not in {TransferStates.NotPaid}) as k
            group by rollup (k.customer_key)) as t
        where t.settled + t.beyond < 0 or t.paid > t.statements + t.beyond or t.clearing < 0
        order by t.is_shop desc, t.customer_key limit 20
        """;

    private const string RecoveriesSql = """
        select 'transfer ' || coalesce(b.transfer_no, l.transfer_no) as subject,
            format('gross %s and tax %s, listed with %s and %s', b.gross, b.tax, l.gross, l.tax) as detail
        from (
            select o.transfer_no, o.gross, o.tax, n.reconciliation_key
            from payout_recoveries n
            join payout_transfers o on o.shop_id = @shop and o.transfer_key = n.transfer_key
            where n.shop_id = @shop) as b
        full join (
            select r.reconciliation_key, e ->> 'transferNo' as transfer_no,
                (e -> 'gross' ->> 'amount')::bigint as gross, (e -> 'tax' ->> 'amount')::bigint as tax
            from payout_reconciliations r
            cross join lateral jsonb_array_elements(r.found -> 'recoveries') as e
            where r.shop_id = @shop and @unit <> '' and r.approved and r.decided_by <> r.proposed_by) as l
            on l.reconciliation_key = b.reconciliation_key and l.transfer_no = b.transfer_no
        where (b.gross, b.tax) is distinct from (l.gross, l.tax)
        order by 1 limit 20
        """;
}
