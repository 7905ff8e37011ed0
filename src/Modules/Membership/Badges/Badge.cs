namespace SocialCommerce.Membership.Badges;

/// <summary>A badge (徽章) or title (称号) as it is in force.</summary>
/// <param name="BadgeId">The merchant's own id.</param>
/// <param name="Version">Rises by one with every change.</param>
/// <param name="Terms">The terms.</param>
/// <param name="RuleSince">Since when it has its rule.</param>
/// <param name="RecordedAt">When this version came into force, by the shop's clock.</param>
public sealed record Badge(
    string BadgeId, int Version, BadgeTerms Terms, DateTimeOffset RuleSince, DateTimeOffset RecordedAt)
{
    internal const string Columns = "badge_id, version, terms, rule_since, recorded_at";
}
