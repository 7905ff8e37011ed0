using SocialCommerce.Kernel;

namespace SocialCommerce.Commissions;

/// <summary>What publishing found in a version and who answered for it; kept with the version for ever.</summary>
/// <param name="PlanId">The version.</param>
/// <param name="Profile">The guard's profile that was asked.</param>
/// <param name="WorstBps">The worst payout of an order, in basis points of its basis.</param>
/// <param name="Findings">What the guard found.</param>
/// <param name="Acknowledgements">Who answers for each flag.</param>
/// <param name="PublishedAt">When, by the shop's clock.</param>
/// <param name="DraftedBy">Operator who drafted it, or changed it last; absent for a backend's key.</param>
/// <param name="PublishedBy">Operator who published it; absent for a backend's key.</param>
public sealed record Publication(
    string PlanId, string Profile, long WorstBps, IReadOnlyList<GuardFinding> Findings,
    IReadOnlyList<Acknowledged> Acknowledgements, DateTimeOffset PublishedAt, string? DraftedBy = null,
    string? PublishedBy = null);

/// <summary>A flag that somebody acknowledges.</summary>
/// <param name="RuleId">The guard's rule.</param>
/// <param name="Path">The finding's path.</param>
/// <param name="Reason">Why it is all right.</param>
public sealed record Acknowledgement(string RuleId, string Path, string? Reason = null);

/// <summary>A flag that a named person has acknowledged.</summary>
/// <param name="RuleId">The guard's rule.</param>
/// <param name="Path">The finding's path.</param>
/// <param name="OperatorId">Who answers for it.</param>
/// <param name="OperatorName">The person's name then.</param>
/// <param name="Reason">Why it is all right.</param>
public sealed record Acknowledged(
    string RuleId, string Path, string OperatorId, string OperatorName, string? Reason = null);

/// <summary>What publishing reads besides the version itself.</summary>
public sealed class PublishingState
{
    private readonly Rows<CommissionSettingsCache.TierListRow> _tiers;
    private readonly Rows<Latest> _latest;
    private readonly Rows<PublishingPolicy.Policy> _policy;

    internal PublishingState(Batch batch, long shopId)
    {
        _tiers = batch.Rows<CommissionSettingsCache.TierListRow>(
            CommissionSettingsCache.TiersSql, new { shop = shopId });
        _latest = batch.Rows<Latest>(LatestSql, new { shop = shopId });
        _policy = batch.PublishingPolicyInForce(shopId);
    }

    /// <summary>The shop's tiers, lowest first.</summary>
    public IReadOnlyList<PartnerTier> Tiers => _tiers.First?.ToTiers() ?? [];

    /// <summary>The latest time from which a version is effective; null while there is none.</summary>
    public DateTimeOffset? LatestEffectiveFrom => _latest.First!.EffectiveFrom;

    /// <summary>Whether a second person publishes.</summary>
    public bool FourEyes => _policy.First?.FourEyes ?? false;

    private sealed record Latest(DateTimeOffset? EffectiveFrom);

    private const string LatestSql = """
        select max(effective_from) as effective_from from plans where shop_id = @shop
        """;
}

/// <summary>The statements by which a version is published; the flow carries them.</summary>
public static class PublicationStatements
{
    /// <summary>What publishing reads besides the version itself.</summary>
    public static PublishingState PublishingState(this Batch batch, long shopId) => new(batch, shopId);

    /// <summary>Publishes a locked draft, and keeps what was found.</summary>
    public static Rows<PlanRow> Publish(
        this Batch batch, long shopId, PlanRow plan, DateTimeOffset from, Publication kept)
    {
        var made = batch.Rows<PlanRow>(PublishSql, new
        {
            shop = shopId,
            plan.PlanKey,
            from,
            kept.PublishedBy,
            now = kept.PublishedAt,
        });
        batch.Do(KeepSql, new
        {
            shop = shopId,
            plan.PlanKey,
            kept.Profile,
            kept.WorstBps,
            findings = Json.Write(kept.Findings),
            acknowledgements = Json.Write(kept.Acknowledgements),
            now = kept.PublishedAt,
        });
        batch.OpenBudgets(shopId, plan.PlanKey, plan.ReadContent());
        return made;
    }

    private const string PublishSql = $"""
        update plans set status = 'published', effective_from = @from, published_at = @now,
            published_by = @publishedBy, revision = revision + 1
        where shop_id = @shop and plan_key = @planKey
        returning {PlanRow.Columns}
        """;

    private const string KeepSql = """
        insert into plan_publications (shop_id, plan_key, profile, worst_bps, findings, acknowledgements, recorded_at)
        values (@shop, @planKey, @profile, @worstBps, @findings::jsonb, @acknowledgements::jsonb, @now)
        """;
}
