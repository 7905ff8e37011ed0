using SocialCommerce.Membership.Coupons;
using SocialCommerce.Membership.Tiers;

namespace SocialCommerce.Membership.Privileges;

/// <summary>What members of one tier have, and what only higher tiers have.</summary>
internal sealed class TierPrivileges
{
    private readonly IReadOnlyList<MemberPrivilege> _always;
    private readonly Privilege[] _conditional;
    private readonly List<(Privilege Privilege, MemberTier Tier)> _above = [];

    /// <summary>Of a tier, or of who has none.</summary>
    /// <param name="tier">The tier; null for none.</param>
    /// <param name="highestFirst">All tiers in force.</param>
    public TierPrivileges(MemberTier? tier, IEnumerable<MemberTier> highestFirst)
    {
        var own = tier?.Privileges ?? [];
        _always = [.. own.Where(one => !one.IsConditional).Select(one => MemberPrivilege.Of(one, null))];
        _conditional = [.. own.Where(one => one.IsConditional)];
        var known = own.Select(one => one.Code).ToHashSet(StringComparer.Ordinal);
        foreach (var above in highestFirst.Where(one => one.Rank > (tier?.Rank ?? 0)).Reverse())
            _above.AddRange(above.Privileges.Where(one => known.Add(one.Code)).Select(one => (one, above)));
    }

    /// <summary>Whether uses or days decide about some of them.</summary>
    public bool IsConditional => _conditional.Length > 0;

    /// <summary>Those that can be used at a moment.</summary>
    public IReadOnlyList<MemberPrivilege> Usable(PrivilegeMoment moment, IReadOnlyCollection<PastUse> uses) =>
        _conditional.Length == 0
            ? _always
            :
            [
                .. _always,
                .. _conditional.Where(one => PrivilegeRules.Reasons(one, moment, uses).Count == 0)
                    .Select(one => MemberPrivilege.Of(one, PrivilegeRules.Left(one, moment, uses))),
            ];

    /// <summary>Those that cannot, and those of higher tiers, with the reasons.</summary>
    /// <param name="moment">The moment.</param>
    /// <param name="uses">The member's uses of those with limits.</param>
    /// <param name="growth">The member's growth.</param>
    public IReadOnlyList<UnavailablePrivilege> Unavailable(
        PrivilegeMoment moment, IReadOnlyCollection<PastUse> uses, long growth)
    {
        if (_conditional.Length + _above.Count == 0) return [];
        var unavailable = new List<UnavailablePrivilege>(_above.Count);
        foreach (var one in _conditional)
            if (PrivilegeRules.Reasons(one, moment, uses) is { Count: > 0 } reasons)
                unavailable.Add(new UnavailablePrivilege(one.Code, one.Name, null, reasons));
        foreach (var (one, tier) in _above)
            unavailable.Add(new UnavailablePrivilege(one.Code, one.Name, tier.TierId, [MissingTier(tier, growth)]));
        return unavailable;
    }

    private static UnavailableReason MissingTier(MemberTier tier, long growth) => tier.GrowthFrom is { } from
        ? UnavailableReason.Short(UnavailableReason.Tier, from, Math.Min(from, growth))
        : new UnavailableReason(UnavailableReason.Tier);
}
