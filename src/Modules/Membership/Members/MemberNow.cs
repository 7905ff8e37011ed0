using SocialCommerce.Membership.Tiers;

namespace SocialCommerce.Membership.Members;

/// <summary>A member at the shop's time.</summary>
/// <param name="Member">The row.</param>
/// <param name="Catalogue">The shop's tiers.</param>
/// <param name="At">The shop's time.</param>
internal sealed record MemberNow(MemberRow Member, MemberCatalogue Catalogue, DateTimeOffset At)
{
    /// <summary>The tier in force; null for none.</summary>
    public TierInForce? Tier { get; } = MemberRules.TierAt(Member, Catalogue, At);

    /// <summary>The row as time has made it.</summary>
    public MemberRow Moved { get; } = MemberSteps.Go(Member, Catalogue, At, through: true, null);

    /// <summary>The ETag of what follows from these.</summary>
    public string Tag => MemberTag.Of(Catalogue, Moved, Tier);
}
