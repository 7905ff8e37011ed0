using SocialCommerce.Commissions.Partners;
using SocialCommerce.Commissions.Settings;
using SocialCommerce.Commissions.Tiers;

namespace SocialCommerce.Commissions.Balances;

/// <summary>
/// Gets a partner: tier, numbers and balances, the metrics that tier conditions read, what is missing to the tiers
/// above, and the balance from which a statement is made. Commission whose hold has ended by the shop's clock is
/// available, whether or not it is booked.
/// </summary>
internal static class GetPartner
{
    /// <summary>The partner.</summary>
    public sealed record Query(string CustomerId) : IRequest<PartnerSummary>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/partners/{customerId}", (string customerId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(customerId), cancel))
            .Describe(
                "getPartner", "Commissions", "Get a partner",
                "Returns a partner's tier, volumes and balances, the conditions of the next tiers with what is "
                    + "missing, and the balance from which a statement is made. Commission whose hold has ended counts "
                    + "as available, whether or not it is booked yet. A customer without a partner tier can be read "
                    + "too; an unknown one returns 404.")
            .Scope(Scopes.CommissionsRead).Problems(PartnerProblems.PartnerNotFound, CommonProblems.StillRunning);

    internal sealed class Handler(Db db, Caller caller, CommissionSettingsCache settings, TimeProvider time)
        : IRequestHandler<Query, PartnerSummary>
    {
        public async Task<PartnerSummary> Handle(Query query, CancellationToken cancel)
        {
            var shop = caller.Shop;
            var state = (await db.Read(shop.Id, batch => batch.ShopState(shop.Id), cancel)).First!;
            var now = state.Now(shop, time);
            var row = await db.First<PartnerSummaryRow>(
                shop.Id, PartnerSummaryRow.OneSql, new { shop = shop.Id, shop.Currency, now, query.CustomerId }, cancel)
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
            return Measured(row.ToSummary(shop), tiers, standings.First!, counts!.List) with
            {
                MinimumPayout = shop.Money(minimum),
                MissingToMinimum = shop.Money(PartnerProgress.Missing(minimum, row.Available)),
            };
        }

        private static PartnerSummary Measured(
            PartnerSummary person, IReadOnlyList<PartnerTier> tiers, PartnerState partner,
            IReadOnlyList<PartnerCount> counts)
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
    }
}
