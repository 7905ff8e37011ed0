using SocialCommerce.Kernel;

namespace SocialCommerce.Commissions;

/// <summary>A shop's partner tiers and published plan versions, as the flows need them.</summary>
/// <param name="Tiers">Ranked, lowest first.</param>
/// <param name="Plans">Published versions, latest first.</param>
/// <param name="Brakes">The brakes that are on.</param>
/// <param name="Fraud">What holds suspicious orders; null where the shop looks for nothing.</param>
public sealed record CommissionSettings(
    IReadOnlyList<PartnerTier> Tiers, IReadOnlyList<Plan> Plans, IReadOnlyList<Brake> Brakes,
    FraudPolicy.Versioned? Fraud = null)
{
    /// <summary>Whether any tier counts direct partners; elsewhere nobody looks for them.</summary>
    public bool CountsPartners { get; } = PartnerCounts.AreAsked(Tiers);

    /// <summary>The version that governs an order paid at <paramref name="paidAt"/>, or null.</summary>
    public Plan? InForce(DateTimeOffset paidAt) => Plans.FirstOrDefault(plan => plan.EffectiveFrom <= paidAt);

    /// <summary>
    /// The version that governs a period, for statements and dividends alike: the one in force at its last instant. The
    /// end itself belongs to the next period, and so does a version that is effective from it.
    /// </summary>
    public Plan? OfPeriod(DateTimeOffset end) => InForce(end.AddMicroseconds(-1));

    /// <summary>The version in force, if there is one, and those that come after it.</summary>
    public static IEnumerable<Plan> FromNowOn(IReadOnlyList<Plan> plans, DateTimeOffset now)
    {
        foreach (var plan in plans)
        {
            yield return plan;
            if (plan.EffectiveFrom <= now) yield break;
        }
    }

    /// <summary>A published version by its key.</summary>
    public Plan? ByKey(long? planKey) => Plans.FirstOrDefault(plan => plan.Key == planKey);
}

/// <summary>Settings of each shop, kept for as long as its settings version stands.</summary>
public sealed class CommissionSettingsCache(Db db) : ShopCache<CommissionSettings>(db)
{
    /// <inheritdoc/>
    protected override Func<CommissionSettings> Ask(Batch batch, long shopId)
    {
        var tiers = batch.Rows<TierListRow>(TiersSql, new { shop = shopId });
        var plans = batch.Rows<PlanRow>(PlansSql, new { shop = shopId });
        var brakes = batch.Rows<Brake>(BrakesSql, new { shop = shopId });
        var fraud = batch.Rows<FraudPolicyRow>(FraudPolicyRow.LatestSql, new { shop = shopId });
        return () => new CommissionSettings(
            tiers.First?.ToTiers() ?? [], [.. plans.List.Select(row => row.ToPlan())], brakes.List,
            fraud.First?.ToVersion() is { Rules.Threshold: not null } policy ? policy : null);
    }

    internal sealed record TierListRow(long Version, string Tiers)
    {
        public IReadOnlyList<PartnerTier> ToTiers() => Json.Read<List<PartnerTier>>(Tiers);
    }

    internal sealed record PlanRow(long PlanKey, string Status, string Content, DateTimeOffset? EffectiveFrom)
    {
        public Plan ToPlan() => new(PlanKey, Status, Json.Read<PlanContent>(Content), EffectiveFrom);
    }

    internal const string TiersSql = """
        select version, tiers from partner_tier_lists where shop_id = @shop order by version desc limit 1
        """;

    private const string BrakesSql = """
        select b.brake_id, b.scope, b.target from brakes b
        where b.shop_id = @shop and not exists (
            select from brake_releases r where r.shop_id = @shop and r.brake_id = b.brake_id)
        order by b.brake_key
        """;

    internal const string PlansSql = """
        select plan_key, status, content, effective_from from plans
        where shop_id = @shop and status <> 'draft' order by effective_from desc
        """;
}
