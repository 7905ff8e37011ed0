using SocialCommerce.Commissions.Accruals;
using SocialCommerce.Commissions.Partners;
using SocialCommerce.Commissions.Postings;
using SocialCommerce.Commissions.Settings;
using SocialCommerce.Commissions.Tiers;

namespace SocialCommerce.Commissions.Balances;

/// <summary>
/// Lists partners in the order in which they became known, or returns one: tier, numbers and balances. Commission whose
/// hold has ended by the shop's clock is available, whether or not it is booked. A single partner also shows the
/// metrics that tier conditions read, what is missing to the tiers above, and the balance from which a statement is
/// made.
/// </summary>
internal static class ShowPartners
{
    /// <summary>The page of partners.</summary>
    public sealed record ListQuery(int? Limit, string? Cursor) : IRequest<Page<Result>>;

    /// <summary>The partner.</summary>
    public sealed record Query(string CustomerId) : IRequest<Result>;

    /// <summary>A partner.</summary>
    /// <param name="CustomerId">The person.</param>
    /// <param name="Tier">The tier held; absent for none.</param>
    /// <param name="TierSince">Since when, by the shop's clock.</param>
    /// <param name="Active">False while suspended, and after resigning.</param>
    /// <param name="Approved">Approved by an operator.</param>
    /// <param name="OwnNetSpend">Paid less refunded, by the person.</param>
    /// <param name="DirectBuyers">Direct referrals who have bought.</param>
    /// <param name="TeamNetSales">Net spend of the people at depth 1 and 2.</param>
    /// <param name="Accruals">How many commissions the person ever earned.</param>
    /// <param name="Net">What they come to after refunds.</param>
    /// <param name="Absorbed">
    /// What refunds have taken back and the person keeps, because it had been paid out (<c>withinBalance</c>).
    /// </param>
    /// <param name="Pending">Inside the hold.</param>
    /// <param name="Available">Matured, in no statement yet; may be negative after a late refund.</param>
    /// <param name="Held">Held by chargebacks, brakes and disputes.</param>
    /// <param name="Settled">What all statements came to.</param>
    /// <param name="Payable">Of that, what has not gone into a payout.</param>
    /// <param name="Paid">What has reached the person, after tax.</param>
    /// <param name="OpenDisputes">How many disputes of the person are unanswered.</param>
    /// <param name="DirectPartners">
    /// Direct referrals who have ever reached a tier or a higher one, by tier, lowest first; not in a list.
    /// </param>
    /// <param name="TiersAhead">The tiers above and what is missing to each, lowest first; not in a list.</param>
    /// <param name="MinimumPayout">
    /// The available balance from which on a settlement makes a statement, by the plan version in force; not in a list.
    /// </param>
    /// <param name="MissingToMinimum">
    /// What the available balance lacks of it now, a debt included; 0 where it is reached; not in a list.
    /// </param>
    public sealed record Result(
        string CustomerId, string? Tier, DateTimeOffset? TierSince, bool Active, bool Approved, Money OwnNetSpend,
        long DirectBuyers, Money TeamNetSales, long Accruals, Money Net, Money Absorbed, Money Pending,
        Money Available, Money Held, Money Settled, Money Payable, Money Paid, long OpenDisputes,
        IReadOnlyList<PartnersFrom>? DirectPartners = null, IReadOnlyList<TierAhead>? TiersAhead = null,
        Money? MinimumPayout = null, Money? MissingToMinimum = null);

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/partners", (int? limit, string? cursor, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new ListQuery(limit, cursor), cancel))
            .Describe(
                "listPartners", "Commissions", "List partners",
                "Lists customers who hold or held a partner tier, are approved as partners or earn commission, with "
                    + "tier, volumes and balances, in the order in which the shop learned of them. Conditions of the "
                    + "next tiers are left out here; get a single partner for them. Commission whose hold has ended "
                    + "counts as available.")
            .Scope(Scopes.CommissionsRead).Problems(CommonProblems.CursorUnreadable, CommonProblems.LimitOutOfRange);
        routes.MapGet("/v1/partners/{customerId}", (string customerId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(customerId), cancel))
            .Describe(
                "getPartner", "Commissions", "Get a partner",
                "Returns a partner's tier, volumes and balances, the conditions of the next tiers with what is "
                    + "missing, and the balance from which a statement is made. Commission whose hold has ended counts "
                    + "as available, whether or not it is booked yet. A customer without a partner tier can be read "
                    + "too; an unknown one returns 404.")
            .Scope(Scopes.CommissionsRead).Problems(PartnerProblems.PartnerNotFound, CommonProblems.StillRunning);
    }

    internal sealed class Handler(Db db, Caller caller, CommissionSettingsCache settings, TimeProvider time)
        : IRequestHandler<ListQuery, Page<Result>>, IRequestHandler<Query, Result>
    {
        public async Task<Page<Result>> Handle(ListQuery query, CancellationToken cancel)
        {
            var (shop, limit, after) = (caller.Shop, Paging.Limit(query.Limit), Paging.DecodeKey(query.Cursor));
            var now = (await State(cancel)).Now(shop, time);
            var rows = await db.Rows<Row>(
                shop.Id, ListSql, new { shop = shop.Id, shop.Currency, now, after, take = limit + 1 }, cancel);
            return Paging.Of(rows, limit, row => row.Key).Select(row => row.ToResult(shop));
        }

        public async Task<Result> Handle(Query query, CancellationToken cancel)
        {
            var shop = caller.Shop;
            var state = await State(cancel);
            var now = state.Now(shop, time);
            var row = await db.First<Row>(
                shop.Id, OneSql, new { shop = shop.Id, shop.Currency, now, query.CustomerId }, cancel)
                ?? throw PartnerProblems.PartnerNotFound.For(query.CustomerId);
            var commissions = await settings.Get(shop.Id, state.SettingsVersion, cancel);
            var tiers = commissions.Tiers;
            var minimum = commissions.InForce(now)?.Content.MinimumPayout ?? 0;
            PendingRows<PartnerCount>? counts = null;
            var standings = await db.Read(
                shop.Id, batch =>
                {
                    counts = batch.Commissions.CountPartners(shop.Id, tiers, row.Key);
                    return batch.Commissions.PartnerStates(shop.Id, [row.Key], DateTimeOffset.UnixEpoch);
                },
                cancel);
            return Measured(row.ToResult(shop), tiers, standings.First!, counts!.List) with
            {
                MinimumPayout = shop.Money(minimum),
                MissingToMinimum = shop.Money(PartnerProgress.Missing(minimum, row.Available)),
            };
        }

        private async Task<ShopState> State(CancellationToken cancel) =>
            (await db.Read(caller.Shop.Id, batch => batch.ShopState(caller.Shop.Id), cancel)).First!;
    }

    private static Result Measured(
        Result person, IReadOnlyList<PartnerTier> tiers, PartnerState partner, IReadOnlyList<PartnerCount> counts)
    {
        var partners = tiers.Select(tier => new PartnersFrom(
            tier.TierId, counts.FirstOrDefault(count => count.Tier == tier.TierId)?.People ?? 0)).ToList();
        var from = partners.ToDictionary(one => one.Tier, one => one.People);
        if (partners.Count > 0) from[PartnerCounts.AnyTier] = partners[0].People;
        return person with
        {
            DirectPartners = partners,
            TiersAhead = PartnerProgress.Ahead(
                tiers, partner.TierNow, partner.Numbers() with { PartnersFrom = from }),
        };
    }

    private sealed record Row(
        long Key, string CustomerId, string? Tier, DateTimeOffset? TierSince, bool Active, bool Approved, long Own,
        long Buyers, long Team, long Accruals, long Net, long Absorbed, long Pending, long Available, long Held,
        long Settled, long Payable, long Paid, long OpenDisputes)
    {
        public Result ToResult(Shop shop) => new(
            CustomerId, Tier, TierSince, Active, Approved, shop.Money(Own), Buyers, shop.Money(Team), Accruals,
            shop.Money(Net), shop.Money(Absorbed), shop.Money(Pending), shop.Money(Available), shop.Money(Held),
            shop.Money(Settled), shop.Money(Payable), shop.Money(Paid), OpenDisputes);
    }

    private const string ListSql = $"""
        with page as (
            select c.customer_key as key, c.customer_id
            from (
                (select distinct customer_key as key from partner_history
                    where shop_id = @shop and customer_key > @after order by 1 limit @take)
                union
                (select customer_key from partner_approvals
                    where shop_id = @shop and customer_key > @after order by 1 limit @take)
                union
                (select distinct beneficiary_key from accruals
                    where shop_id = @shop and beneficiary_key > @after order by 1 limit @take)
                order by 1 limit @take) as people
            join customers c on c.shop_id = @shop and c.customer_key = people.key)
        {Figures}
        """;

    private const string OneSql = $"""
        with page as (
            select customer_key as key, customer_id from customers where shop_id = @shop and customer_id = @customerId)
        {Figures}
        """;

    private const string Figures = $"""
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
                    and event = '{Clawback.AbsorbedEvent}'), 0)::bigint * -1 as absorbed,
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
}
