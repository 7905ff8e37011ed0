using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Http;

namespace SocialCommerce.Commissions;

/// <summary>A version of the shop's plan as the API shows it.</summary>
/// <param name="PlanId">Its id.</param>
/// <param name="Status"><c>draft</c> or <c>published</c>.</param>
/// <param name="Content">What it holds.</param>
/// <param name="CreatedAt">When it was drafted, by the shop's clock.</param>
/// <param name="EffectiveFrom">Orders paid from then on are governed by it, until the next version.</param>
/// <param name="PublishedAt">When it was published, by the shop's clock.</param>
/// <param name="DraftedBy">Operator who drafted it, or changed it last; absent for a backend's key.</param>
/// <param name="PublishedBy">Operator who published it; absent for a backend's key.</param>
public sealed record PlanVersion(
    string PlanId, string Status, PlanContent Content, DateTimeOffset CreatedAt, DateTimeOffset? EffectiveFrom = null,
    DateTimeOffset? PublishedAt = null, string? DraftedBy = null, string? PublishedBy = null)
{
    /// <summary>Prefix of plan ids.</summary>
    public const string Prefix = "pln";

    /// <summary>Status of a version that pays nobody yet.</summary>
    public const string Draft = "draft";

    /// <summary>Counts the changes; the ETag.</summary>
    [JsonIgnore]
    public long Revision { get; init; }

    /// <summary>Sends its ETag along.</summary>
    public PlanVersion Tagged(HttpResponse response)
    {
        response.Headers.ETag = VersionTag.Of(Revision);
        return this;
    }
}

/// <summary>A row of the plans.</summary>
public sealed record PlanRow(
    long PlanKey, string Status, string Content, DateTimeOffset? EffectiveFrom, DateTimeOffset CreatedAt,
    DateTimeOffset? PublishedAt, long Revision, string? DraftedBy, string? PublishedBy)
{
    /// <summary>SQL: its columns.</summary>
    internal const string Columns = """
        plan_key, status, content, effective_from, created_at, published_at, revision, drafted_by, published_by
        """;

    /// <summary>Its id.</summary>
    public string PlanId => PublicId.Of(PlanVersion.Prefix, PlanKey);

    /// <summary>What it holds.</summary>
    public PlanContent ReadContent() => Json.Read<PlanContent>(Content);

    /// <summary>Refuses a change of what the caller has not seen as it is: 412 CHANGED_MEANWHILE.</summary>
    public void RequireUnchanged(string? ifMatch) => VersionTag.Require(ifMatch, Revision);

    /// <summary>As the API shows it.</summary>
    public PlanVersion ToVersion() => new(
        PlanId, Status, ReadContent(), CreatedAt, EffectiveFrom, PublishedAt, DraftedBy, PublishedBy)
    { Revision = Revision };
}

/// <summary>The statements about plan versions that several slices carry.</summary>
public static class PlanStatements
{
    /// <summary>A version, locked until the transaction ends.</summary>
    public static Rows<PlanRow> LockPlan(this Batch batch, long shopId, string planId) =>
        batch.Rows<PlanRow>(LockSql, new { shop = shopId, planKey = PublicId.KeyOf(PlanVersion.Prefix, planId) ?? 0 });

    /// <summary>A version.</summary>
    public static Rows<PlanRow> FindPlan(this Batch batch, long shopId, string planId) =>
        batch.Rows<PlanRow>(FindSql, new { shop = shopId, planKey = PublicId.KeyOf(PlanVersion.Prefix, planId) ?? 0 });

    /// <summary>The version, or 404.</summary>
    public static PlanRow OrNotFound(this Rows<PlanRow> rows, string planId) =>
        rows.First ?? throw Refused.NotFound("plan", planId);

    /// <summary>The shop's partner tiers, lowest first.</summary>
    internal static Rows<string> TierIds(this Batch batch, long shopId) =>
        batch.Rows<string>(TierIdsSql, new { shop = shopId });

    /// <summary>A version without a lock, or 404, and the tiers by which it would be published.</summary>
    internal static async Task<(PlanRow Plan, List<string> Tiers)> ReadPlan(
        this Db db, long shopId, string planId, CancellationToken cancel)
    {
        Rows<PlanRow>? plan = null;
        var tiers = await db.Read(shopId, batch =>
        {
            plan = batch.FindPlan(shopId, planId);
            return batch.TierIds(shopId);
        }, cancel);
        return (plan!.OrNotFound(planId), tiers.List);
    }

    private const string TierIdsSql = """
        select tier ->> 'tierId' from (
            select tiers from partner_tier_lists where shop_id = @shop order by version desc limit 1) as list,
            jsonb_array_elements(list.tiers) with ordinality as listed(tier, rank)
        order by rank
        """;

    private const string FindSql = $"""
        select {PlanRow.Columns} from plans where shop_id = @shop and plan_key = @planKey
        """;

    private const string LockSql = $"{FindSql} for no key update";
}
