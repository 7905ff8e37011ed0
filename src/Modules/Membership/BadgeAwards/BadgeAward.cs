namespace SocialCommerce.Membership.BadgeAwards;

/// <summary>A badge or title that a customer was awarded.</summary>
/// <param name="AwardId" example="aw-20260131-1">
/// The merchant's own id of an award by a person; of one by rule an id that begins with <c>awd_</c>.
/// </param>
/// <param name="BadgeId">The badge.</param>
/// <param name="Name" example="Patron of the month">The badge's name.</param>
/// <param name="CustomerId">The customer.</param>
/// <param name="Within" example="month">
/// Of one by rule: <c>ever</c>, <c>month</c>, <c>quarter</c>, <c>year</c>, or <c>leaderboard</c>.
/// </param>
/// <param name="BoardId">Of one by a rank: the leaderboard.</param>
/// <param name="StartsOn">Of one by rule within a period: its first day.</param>
/// <param name="Reason" example="Host of our spring festival">Of one by a person: why.</param>
/// <param name="GivenBy" example="op-li">Of one by a person: the operator.</param>
/// <param name="ReachedAt">When it was earned: the time of the event that reached the rule, or of the freezing.</param>
/// <param name="AwardedAt">When it was awarded, by the shop's clock.</param>
/// <param name="ExpiresAt">When it ends; absent: not before it is revoked.</param>
/// <param name="Revocation">Who revoked it; absent where it stands.</param>
public sealed record BadgeAward(
    string AwardId, string BadgeId, string Name, string CustomerId, string? Within, string? BoardId, string? StartsOn,
    string? Reason, string? GivenBy, DateTimeOffset ReachedAt, DateTimeOffset AwardedAt, DateTimeOffset? ExpiresAt,
    BadgeRevocation? Revocation = null)
{
    /// <summary>Prefix of the ids of awards by rule.</summary>
    public const string Prefix = "awd";
}
