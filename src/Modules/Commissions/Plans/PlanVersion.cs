using System.Text.Json.Serialization;
using SocialCommerce.Commissions.Terms;

namespace SocialCommerce.Commissions.Plans;

/// <summary>A version of the shop's plan as the API shows it.</summary>
/// <param name="PlanId">Its id.</param>
/// <param name="Status"><c>draft</c> or <c>published</c>.</param>
/// <param name="Content">What it holds.</param>
/// <param name="CreatedAt">When it was drafted, by the shop's clock.</param>
/// <param name="EffectiveFrom">Orders paid from then on are governed by it, until the next version.</param>
/// <param name="PublishedAt">When it was published, by the shop's clock.</param>
/// <param name="DraftedBy" example="li.na">
/// Operator who drafted it, or changed it last; absent for a backend's key.
/// </param>
/// <param name="PublishedBy" example="wang.fang">Operator who published it; absent for a backend's key.</param>
public sealed record PlanVersion(
    string PlanId, string Status, PlanContent Content, DateTimeOffset CreatedAt, DateTimeOffset? EffectiveFrom = null,
    DateTimeOffset? PublishedAt = null, string? DraftedBy = null, string? PublishedBy = null)
{
    /// <summary>Prefix of plan ids.</summary>
    public const string Prefix = "pln";

    /// <summary>Status of a version that does not pay yet.</summary>
    public const string Draft = "draft";

    /// <summary>Counts the changes; the ETag.</summary>
    [JsonIgnore]
    public long Revision { get; init; }

    /// <summary>Sends its ETag along.</summary>
    public PlanVersion Tagged(HttpResponse response)
    {
        response.Headers.ETag = EntityTag.Of(Revision);
        return this;
    }
}
