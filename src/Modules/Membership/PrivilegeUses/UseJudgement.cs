using SocialCommerce.Membership.Members;
using SocialCommerce.Membership.Privileges;

namespace SocialCommerce.Membership.PrivilegeUses;

/// <summary>
/// Whether a use was what the member was entitled to at its own time, whenever it was reported. Pure.
/// </summary>
/// <param name="TierId">The tier in force at the use; null for none.</param>
/// <param name="Breach">What was broken; null for nothing.</param>
public sealed record UseJudgement(string? TierId, string? Breach)
{
    /// <summary>The customer had no tier.</summary>
    public const string NotMember = "notMember";

    /// <summary>The customer's tier has no such privilege.</summary>
    public const string NotInTier = "notInTier";

    /// <summary>The limits left no use.</summary>
    public const string OverLimit = "overLimit";

    /// <summary>It was not the day of the privilege.</summary>
    public const string NotThatDay = "notThatDay";

    /// <summary>Every breach.</summary>
    public static readonly string[] Breaches = [NotMember, NotInTier, OverLimit, NotThatDay];

    /// <summary>Judges all uses of one customer: of several in one window the later ones exceed a limit.</summary>
    /// <param name="uses">The uses that stand, by their own times.</param>
    /// <param name="tiers">The customer's tiers over time.</param>
    /// <param name="versions">What tiers granted over time.</param>
    /// <param name="timeZone">The shop's zone.</param>
    /// <param name="birthday">The customer's birthday; a gift to who has told none is no breach.</param>
    public static List<UseJudgement> Of(
        IReadOnlyList<PastUse> uses, IReadOnlyList<TierInterval> tiers, IReadOnlyList<PrivilegeVersion> versions,
        string timeZone, Birthday? birthday)
    {
        var judgements = new List<UseJudgement>(uses.Count);
        var before = new List<PastUse>(uses.Count);
        foreach (var use in uses)
        {
            var tier = tiers.LastOrDefault(one => one.Since <= use.UsedAt && !(one.Until <= use.UsedAt));
            judgements.Add(new UseJudgement(tier?.TierId, Breach(use, tier)));
            before.Add(use);
        }
        return judgements;

        string? Breach(PastUse use, TierInterval? tier)
        {
            if (tier?.TierId is null) return NotMember;
            var version = PrivilegeVersion.At(versions, tier.TierId, use.UsedAt);
            var privilege = version?.Privileges.FirstOrDefault(one => one.Code == use.Code);
            if (privilege is null) return NotInTier;
            var moment = PrivilegeMoment.In(use.UsedAt, timeZone, tier.Until, version!.ValidityDays, birthday);
            var reason = PrivilegeRules.DayReason(privilege.Grant, moment)?.Code;
            if (reason is not null and not Coupons.UnavailableReason.BirthdayUnknown) return NotThatDay;
            return PrivilegeRules.Left(privilege, moment, before) < use.Quantity ? OverLimit : null;
        }
    }
}
