using Microsoft.AspNetCore.Mvc;
using SocialCommerce.Commissions.Backtests;
using SocialCommerce.Commissions.Compliance;
using SocialCommerce.Commissions.Plans;
using SocialCommerce.Commissions.Settings;
using SocialCommerce.Commissions.Terms;
using SocialCommerce.Commissions.TierHistory;
using SocialCommerce.Commissions.Tiers;

namespace SocialCommerce.Commissions.Publishing;

/// <summary>
/// Sets the shop's partner tiers (合伙人等级), lowest first. The new list applies from now on and demotes no partner;
/// customers who already meet its conditions are promoted soon after, at the time of that promotion. A tier that a
/// partner holds or a published plan pays cannot be removed, and the list must be one with which the published plan
/// could be published now. A new tier begins without conditions, until a version that pays it is published.
/// </summary>
internal static class PutPartnerTiers
{
    /// <summary>The tiers as the shop wants them, lowest first.</summary>
    public sealed record Body(
        [property: Most(PlanRule.MaxTiers, IsChecked = true)] IReadOnlyList<PartnerTier> Tiers);

    /// <summary>The list to set.</summary>
    public sealed record Command(Body Body, string? IfMatch) : IRequest<Versioned<Result>>;

    /// <summary>The partner tiers in force.</summary>
    /// <param name="Tiers">Lowest first.</param>
    /// <param name="Version">Rises with every change; 0 while there is no list. It is the ETag.</param>
    /// <param name="Reviewed">
    /// Whether all people have been evaluated against this list and promoted where its conditions were met already.
    /// </param>
    public sealed record Result(IReadOnlyList<PartnerTier> Tiers, long Version, bool Reviewed);

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPut("/v1/partner-tiers", (
                Body body, [FromHeader(Name = "If-Match")] string? ifMatch, IMediator mediator,
                CancellationToken cancel) => mediator.Send(new Command(body, ifMatch), cancel))
            .Describe(
                "putPartnerTiers", "Commissions", "Set partner tiers",
                "Replaces the shop's list of partner tiers (合伙人等级), lowest first. The list applies from now on and "
                    + "demotes no partner; customers who already meet its conditions are promoted in the background. "
                    + "Add a new tier without conditions until a plan version that pays it is published. The API "
                    + "rejects removing a tier that a partner holds or a published plan pays, and a list with which a "
                    + "published plan could not be published now. A stale `If-Match` is rejected with 412.")
            .Example("""
                {"tiers": [{"tierId": "T1", "name": "Partner", "conditions": {"metric": "ownNetSpend",
                 "atLeast": 20000}}, {"tierId": "T2", "name": "Senior partner",
                 "conditions": {"all": [ {"metric": "directBuyers", "atLeast": 3}, {"metric": "teamNetSales",
                 "atLeast": 300000, "depth": 2}]}}, {"tierId": "T3", "name": "Leading partner",
                 "conditions": {"any": [ {"metric": "teamNetSales", "atLeast": 3000000}, {"metric": "directPartners",
                 "tier": "T2", "atLeast": 3}]}}]}
                """)
            .Scope(Scopes.CommissionsWrite).ForBackends(Roles.Operator).Expensive()
            .Problems(
                PublishingProblems.TierInUse, PublishingProblems.TiersMisfitPlan,
                PublishingProblems.TiersNotCompliant, CommonProblems.ValidationFailed);
        routes.MapGetSetting<Result>("/v1/partner-tiers")
            .Describe(
                "getPartnerTiers", "Commissions", "Get partner tiers",
                "Returns the partner tiers in force, lowest first, with the list's version as ETag. `reviewed` tells "
                    + "whether all customers have been checked against this list and promoted where they qualify.")
            .Scope(Scopes.CommissionsRead);
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.Tiers).IsTierList();
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time, TierReviewSignal bell)
        : IRequestHandler<Command, Versioned<Result>>, IRequestHandler<GetSetting<Result>, Versioned<Result>>
    {
        public async Task<Versioned<Result>> Handle(Command command, CancellationToken cancel)
        {
            var result = await db.Write(caller.Shop.Id, transaction => Set(transaction, command), cancel);
            if (!result.Content.Reviewed) bell.Ring();
            return result;
        }

        private async Task<Versioned<Result>> Set(ShopTransaction transaction, Command command)
        {
            var (shop, tiers) = (transaction.ShopId, command.Body.Tiers);
            var change = new SettingChange<PartnerTierList>(PartnerTierList.Setting, transaction, caller, time);
            var reviewed = change.Reads.Rows<int>(ReviewedSql, new { shop });
            var used = change.Reads.Rows<string>(UsedSql, new { shop });
            var published = change.Reads.Rows<CommissionSettingsCache.PlanRow>(
                CommissionSettingsCache.PlansSql, new { shop });
            await change.Begin(command.IfMatch);

            if (used.List.Find(id => tiers.All(tier => tier.TierId != id)) is { } gone)
                throw PublishingProblems.TierInUse.Because(
                    $"Tier '{gone}' is held by a partner or paid by a published plan.", "#/tiers");
            var list = new PartnerTierList(tiers);
            if (change.IsInForce(list)) return Show(change.InForce, reviewed);
            var plans = published.List.Select(row => row.ToPlan()).ToList();
            if (plans.Count > 0) RefuseUnlessCompliant(tiers, change.Now);
            RefuseUnlessRanked(tiers, CommissionSettings.FromNowOn(plans, change.Now));

            var next = change.Keep(list);
            var review = change.Writes.Rows<int>(ReviewSql, new { shop, next.Version, next.RecordedAt });
            return Show(await change.Commit(next), review);
        }

        /// <summary>While a version is published, its tiers are held to what publishing held them to.</summary>
        private void RefuseUnlessCompliant(IReadOnlyList<PartnerTier> tiers, DateTimeOffset now)
        {
            var catalogue = GuardCatalogue.Shipped;
            var profile = catalogue.InForce(caller.Shop.Jurisdiction, now);
            var refused = Guard.Lint(tiers, catalogue, profile)
                .Where(finding => finding.Severity == GuardFinding.Refuse).ToList();
            if (refused.Count == 0) return;
            throw PublishingProblems.TiersNotCompliant.Because(
                $"The compliance profile {profile.Version} refuses these tiers.",
                errors: [.. refused.Select(PublishingReview.ToError)]);
        }

        /// <summary>
        /// No version in force or to come may fall with rank. A tier that has no conditions and is not paid cannot be
        /// reached.
        /// </summary>
        private static void RefuseUnlessRanked(IReadOnlyList<PartnerTier> tiers, IEnumerable<Plan> plans)
        {
            var faults = plans.SelectMany(plan => PlanTierFit.Faults(plan.Content, Reached(tiers, plan.Content))
                .Select(error => new ProblemError(
                    "#/tiers", error.Code, $"{PublicId.Of(PlanVersion.Prefix, plan.Key)}: {error.Detail}"))).ToList();
            if (faults.Count == 0) return;
            throw PublishingProblems.TiersMisfitPlan.Because(
                "A published plan version is not valid with these tiers.", errors: faults);
        }

        private static IReadOnlyList<string> Reached(IReadOnlyList<PartnerTier> tiers, PlanContent plan) =>
        [
            .. tiers.Where(tier => tier.Conditions is not null || plan.Rules.Any(rule =>
                rule.Tier == tier.TierId || rule.Rates?.Any(rate => rate.Tier == tier.TierId) == true
                || rule.Weights?.Any(weight => weight.Tier == tier.TierId) == true)).Select(tier => tier.TierId),
        ];

        public async Task<Versioned<Result>> Handle(GetSetting<Result> query, CancellationToken cancel)
        {
            PendingSetting<PartnerTierList>? list = null;
            var reviewed = await db.Read(caller.Shop.Id, batch =>
            {
                list = batch.InForce(PartnerTierList.Setting, caller.Shop.Id);
                return batch.Rows<int>(ReviewedSql, new { shop = caller.Shop.Id });
            }, cancel);
            return Show(list!.InForce, reviewed);
        }

        private static Versioned<Result> Show(Versioned<PartnerTierList> list, PendingRows<int> reviewed) =>
            list.As(one => new Result(one.Tiers, list.Version, reviewed.First == list.Version));
    }

    private const string ReviewedSql = """
        select version from tier_reviews where shop_id = @shop order by version desc limit 1
        """;

    private const string UsedSql = """
        select tier from (
            select distinct on (customer_key) tier from partner_history where shop_id = @shop
            order by customer_key, seq desc) as held
        where tier is not null
        union
        select jsonb_path_query(content, '$.rules[*].**.tier') #>> '{}' from plans
        where shop_id = @shop and status = 'published'
        """;

    // A list set before any person has data that its conditions could read counts as reviewed.
    private const string ReviewSql = """
        insert into tier_reviews (shop_id, version, ended_at)
        select @shop, @version, @recordedAt
        where not exists (select from partner_volume where shop_id = @shop)
            and not exists (select from partner_totals where shop_id = @shop)
            and not exists (select from partner_approvals where shop_id = @shop)
            and not exists (select from partner_trainings where shop_id = @shop)
            and not exists (select from direct_partners where shop_id = @shop)
        returning version
        """;
}
