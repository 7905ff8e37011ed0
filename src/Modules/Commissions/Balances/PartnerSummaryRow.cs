using SocialCommerce.Commissions.Accruals;
using SocialCommerce.Commissions.Postings;

namespace SocialCommerce.Commissions.Balances;

/// <summary>A partner with tier, numbers and balances as they are read.</summary>
public sealed record PartnerSummaryRow(
    long Key, string CustomerId, string? Tier, DateTimeOffset? TierSince, bool Active, bool Approved, long Own,
    long Buyers, long Team, long Accruals, long Net, long Absorbed, long Pending, long Available, long Held,
    long Settled, long Payable, long Paid, long OpenDisputes)
{
    /// <summary>Reads the partners of a <c>page</c> of keys and ids.</summary>
    internal const string Figures = $"""
        select p.key, p.customer_id, held.tier, held.since as tier_since,
            coalesce(held.active, true) as active, approval.customer_key is not null as approved,
            numbers.own, numbers.buyers, numbers.team, earned.accruals, money.net, money.absorbed, money.pending,
            money.available, money.held, taken.settled, money.payable, money.paid, disputed.open_disputes
        from page p
        left join lateral (
            select latest.tier, latest.active, (
                select min(h.recorded_at) from partner_history h
                where h.shop_id = @shop and h.customer_key = p.key and h.tier = latest.tier) as since
            from partner_history latest
            where latest.shop_id = @shop and latest.customer_key = p.key
            order by latest.seq desc limit 1) as held on true
        left join partner_approvals approval on approval.shop_id = @shop and approval.customer_key = p.key
        cross join lateral (
            select coalesce(sum(own_minor), 0)::bigint as own, coalesce(sum(buyers), 0)::bigint as buyers,
                coalesce(sum(team1_minor + team2_minor), 0)::bigint as team
            from (
                select own_minor, team1_minor, team2_minor, buyers from partner_totals t
                where t.shop_id = @shop and t.customer_key = p.key
                union all
                select own_minor, team1_minor, team2_minor, buyers from partner_volume v
                where v.shop_id = @shop and v.customer_key = p.key) as entries) as numbers
        cross join lateral (
            select count(*) as accruals from accruals a
            where a.shop_id = @shop and a.beneficiary_key = p.key and a.amount > 0) as earned
        cross join lateral (
            select coalesce(sum(change) filter (where account = '{Account.Expense}'
                    and event <> '{AdjustmentKinds.Event}'), 0)::bigint * -1 as net,
                coalesce(sum(change) filter (where account = '{Account.ClawbackLoss}'
                    and event = 'absorbed'), 0)::bigint * -1 as absorbed,
                coalesce(sum(change) filter (where account = '{Account.Pending}'), 0)::bigint as pending,
                coalesce(sum(change) filter (where account = '{Account.Available}'), 0)::bigint as available,
                coalesce(sum(change) filter (where account = '{Account.Held}'), 0)::bigint as held,
                coalesce(sum(change) filter (where account = '{Account.Settled}'), 0)::bigint as payable,
                coalesce(sum(change) filter (where account = '{Account.Paid}'), 0)::bigint as paid
            from ({Changes}) as changes) as money
        cross join lateral (
            select coalesce(sum(s.total), 0)::bigint as settled from statements s
            where s.shop_id = @shop and s.customer_key = p.key) as taken
        cross join lateral (
            select count(*) as open_disputes from disputes d
            where d.shop_id = @shop and d.customer_key = p.key and not exists (
                select from dispute_answers w where w.shop_id = @shop and w.dispute_key = d.dispute_key)) as disputed
        order by p.key
        """;

    internal const string OneSql = $"""
        with page as (
            select customer_key as key, customer_id from customers where shop_id = @shop and customer_id = @customerId)
        {Figures}
        """;

    // Every movement changes two accounts. Pending of an order that has matured is as good as available. A subquery,
    // since a planner without statistics would read all orders for every person.
    private const string Changes = $"""
        select m.event, sides.change, case
            when sides.account = '{Account.Pending}' and (
                select o.matures_at <= @now and not o.matured from commission_orders o
                where o.shop_id = @shop and o.order_key = m.order_key
                union all
                {AccrualSourceSql.IsDue}) then '{Account.Available}'
            else sides.account end as account
        from movements m
        cross join lateral (values (m.from_account, -m.amount), (m.to_account, m.amount)) as sides(account, change)
        where m.shop_id = @shop and m.customer_key = p.key and m.unit = @currency
        """;

    internal PartnerSummary ToSummary(Shop shop) => new(
        CustomerId, Tier, TierSince, Active, Approved, shop.Money(Own), Buyers, shop.Money(Team), Accruals,
        shop.Money(Net), shop.Money(Absorbed), shop.Money(Pending), shop.Money(Available), shop.Money(Held),
        shop.Money(Settled), shop.Money(Payable), shop.Money(Paid), OpenDisputes);
}
