using SocialCommerce.Membership.Members;
using SocialCommerce.Membership.TierOutlooks;
using SocialCommerce.Membership.Tiers;

namespace SocialCommerce.Membership.TierNotices;

/// <summary>What is to be announced of a member's tier at a time, and when to look again. Pure.</summary>
/// <param name="TierId">The tier in force; null for none.</param>
/// <param name="Changed">Whether another tier was announced last.</param>
/// <param name="Ending">The end that is to be announced; null: none.</param>
/// <param name="WarnedUntil">The end that was announced, with this one.</param>
/// <param name="LookAt">When to look again; null: when something is written.</param>
public sealed record TierNotice(
    string? TierId, bool Changed, TierEnding? Ending, DateTimeOffset? WarnedUntil, DateTimeOffset? LookAt)
{
    /// <summary>The notice for a member of whom so much was announced.</summary>
    public static TierNotice Of(
        MemberRow member, string? toldTier, DateTimeOffset? warnedUntil, MemberCatalogue catalogue, DateTimeOffset now)
    {
        var tier = MemberRules.TierAt(member, catalogue, now);
        var outlook = TierOutlook.Of(member, catalogue, now);
        var noticeAt = tier?.Tier.NoticeDays is { } days ? outlook.Ends?.AddDays(-days) : null;
        var warns = outlook.Outcome is not (null or TierOutlook.Kept) && noticeAt <= now
            && outlook.Ends != warnedUntil;
        DateTimeOffset?[] later =
            [outlook.Ends, noticeAt, .. (member.Invited ?? []).Select(one => (DateTimeOffset?)one.Since)];
        return new TierNotice(
            tier?.Tier.TierId, tier?.Tier.TierId != toldTier,
            warns ? new TierEnding(outlook.Ends!.Value, outlook.Outcome!, outlook.Follows?.Tier.TierId) : null,
            warns ? outlook.Ends : warnedUntil, later.Where(at => at > now).Min());
    }
}
