using SocialCommerce.Membership.Badges;

namespace SocialCommerce.Membership.BadgeAwards;

/// <summary>An award as it is kept.</summary>
public sealed record AwardRow(
    long AwardKey, string? AwardId, string BadgeId, BadgeTerms Terms, string CustomerId, string? Within,
    string? BoardId, string? StartsOn, string? Reason, string? GivenBy, DateTimeOffset ReachedAt,
    DateTimeOffset AwardedAt, DateTimeOffset? ExpiresAt, string? RevokeReason, string? RevokedBy,
    DateTimeOffset? RevokedAt)
{
    internal const string Columns = """
        a.award_key, a.award_id, a.badge_id, b.terms, c.customer_id, a.within, a.board_id, a.starts_on, a.reason,
            a.given_by, a.reached_at, a.awarded_at, a.expires_at, a.revoke_reason, a.revoked_by, a.revoked_at
        from badge_awards a join badges b on b.shop_id = @shop and b.badge_id = a.badge_id
            join customers c on c.shop_id = @shop and c.customer_key = a.customer_key
        """;

    /// <summary>As it is answered.</summary>
    public BadgeAward Shown => new(
        AwardId ?? PublicId.Of(BadgeAward.Prefix, AwardKey), BadgeId, Terms.Name, CustomerId, Within, BoardId, StartsOn,
        Reason, GivenBy, ReachedAt, AwardedAt, ExpiresAt,
        RevokedAt is { } at ? new BadgeRevocation(RevokeReason!, RevokedBy!, at) : null);
}
