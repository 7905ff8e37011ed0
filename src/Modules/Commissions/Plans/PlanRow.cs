using SocialCommerce.Commissions.Terms;

namespace SocialCommerce.Commissions.Plans;

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
    public void RequireUnchanged(string? ifMatch) => EntityTag.Require(ifMatch, Revision);

    /// <summary>The row as the API shows it.</summary>
    public PlanVersion ToVersion() => new(
        PlanId, Status, ReadContent(), CreatedAt, EffectiveFrom, PublishedAt, DraftedBy, PublishedBy)
    { Revision = Revision };
}
