using SocialCommerce.Membership.Members;
using SocialCommerce.Membership.Tiers;

namespace SocialCommerce.Membership.TierOutlooks;

/// <summary>What becomes of a member's tier if the member neither buys nor returns anything. Pure.</summary>
/// <param name="Ends">When the tier in force ends, or a higher one begins; null where it does not.</param>
/// <param name="Outcome">One of the outcomes below; null where the tier does not end.</param>
/// <param name="Follows">The tier from then on; null for none.</param>
/// <param name="Then">What follows the days of grace, where these begin at the end.</param>
internal sealed record TierOutlook(DateTimeOffset? Ends, string? Outcome, TierInForce? Follows, TierOutlook? Then)
{
    /// <summary>The tier goes on for another period.</summary>
    public const string Kept = "kept";

    /// <summary>The tier is not kept and stands for its days of grace.</summary>
    public const string Grace = "grace";

    /// <summary>A lower tier follows.</summary>
    public const string Lower = "lower";

    /// <summary>No tier follows.</summary>
    public const string None = "none";

    private static readonly TierOutlook Endless = new(null, null, null, null);

    /// <summary>The outlook from an instant on.</summary>
    public static TierOutlook Of(MemberRow member, MemberCatalogue catalogue, DateTimeOffset at)
    {
        if (MemberRules.TierAt(member, catalogue, at) is not { Until: { } end } now) return Endless;
        var next = MemberRules.TierAt(member, catalogue, end);
        if (next is null) return new TierOutlook(end, None, null, null);
        if (next.Tier.Rank < now.Tier.Rank) return new TierOutlook(end, Lower, next, null);
        var waits = ReferenceEquals(next.Tier, now.Tier) && IsInGrace(member, catalogue, next, end);
        return waits
            ? new TierOutlook(end, Grace, next, Of(member, catalogue, end))
            : new TierOutlook(end, Kept, next, null);
    }

    private static bool IsInGrace(
        MemberRow member, MemberCatalogue catalogue, TierInForce tier, DateTimeOffset at)
    {
        var moved = MemberSteps.Go(member, catalogue, at, through: true, null);
        return moved.Period?.GraceSince is not null && moved.GrowthTier == tier.Tier.TierId
            && moved.GrowthTierUntil == tier.Until;
    }
}
