using SocialCommerce.Payouts.Accounts;
using SocialCommerce.Payouts.Settings;

namespace SocialCommerce.Payouts.Planning;

/// <summary>Reads what stands to be paid, from the ledger itself and, of what no statement holds, by time.</summary>
internal static class PayableSql
{
    /// <summary>The people with something in statements, once the batch has run.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="shop">The shop.</param>
    /// <param name="filter">The customers, and the end of the statements' periods.</param>
    /// <param name="settings">Which agreement must have been accepted.</param>
    /// <param name="context">Whether an acceptance counts without an address; what no statement holds; and what opens
    /// accounts.</param>
    /// <param name="now">The shop's clock.</param>
    public static Func<List<PayoutCandidate>> Candidates(
        this PayoutsBatch batch, Shop shop, PayableFilter filter, PayoutSettingsRow settings, PayoutContext context,
        DateTimeOffset now)
    {
        var rows = batch.Rows<PayoutCandidate>(CandidatesSql, new
        {
            shop = shop.Id,
            unit = shop.Currency,
            filter.Channel,
            filter.PeriodEnd,
            filter.Keys,
            besides = filter.BesidesBatch,
            agreement = settings.Content.AgreementVersion,
            record = context.Guard.Of(shop, now).WantsRecord,
        });
        // After what is settled: what a statement takes meanwhile is then missed, and never counted twice.
        var balances = context.Guard.Balances(batch.Sql, shop, filter.Keys, now);
        return () =>
        {
            var open = balances();
            return rows.List.ConvertAll(one => one with
            {
                Available = open.GetValueOrDefault(one.CustomerKey),
                Altered = one.IsAltered(context.Vault, shop.Id),
            });
        };
    }

    private static bool IsAltered(this PayoutCandidate one, SecretProtector protector, long shopId) =>
        one is { PayeeKey: { } payee, AccountKey: { } account, Details: { } details }
        && protector.Approved(shopId, new AccountToPay(account, payee, details, one.ApprovedHash)) is null;

    // Older statements are paid first: of those up to the period's end, what has not gone out yet. What is disputed of
    // later ones is held for them.
    private const string CandidatesSql = $"""
        with money as (
            select customer_key,
                coalesce(sum(case '{Account.Settled}' when to_account then amount else -amount end) filter (
                    where event in ('settled', 'disputed', 'answered') and occurred_at > @periodEnd), 0)::bigint
                    as later,
                sum(case '{Account.Settled}' when to_account then amount when from_account then -amount else 0 end)
                    ::bigint as settled
            from movements
            where shop_id = @shop and unit = @unit and customer_key > 0
                and '{Account.Settled}' in (from_account, to_account)
                and (@keys is null or customer_key = any(@keys))
            group by customer_key)
        select c.customer_key, c.customer_id, m.settled - m.later as due, exists (
                select from payouts o where o.shop_id = @shop and o.customer_key = c.customer_key
                    and o.status = 'created' and o.batch_key <> @besides) as waiting,
            p.payee_key, p.kind, p.verified_at is not null as verified, exists (
                select from payee_agreements g where g.shop_id = @shop and g.payee_key = p.payee_key
                    and (@agreement is null or g.version = @agreement)
                        and (g.ip is not null or not @record)) as agreed,
            a.account_key, a.usable_from, a.details, a.approved_hash
        from money m
        join customers c on c.shop_id = @shop and c.customer_key = m.customer_key
        left join payee_customers pc on pc.shop_id = @shop and pc.customer_key = m.customer_key
        left join payees p on p.shop_id = @shop and p.payee_key = pc.payee_key
        left join lateral (
            select account_key, usable_from, details, approved_hash from payee_accounts
            where shop_id = @shop and payee_key = p.payee_key and channel = @channel and approved_at is not null
            order by account_key desc limit 1) as a on true
        where m.settled - m.later > 0
        order by c.customer_key
        """;
}
