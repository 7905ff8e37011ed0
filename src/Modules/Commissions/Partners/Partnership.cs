using SocialCommerce.Commissions.Tiers;

namespace SocialCommerce.Commissions.Partners;

/// <summary>
/// Which decisions about a partner are possible. A suspended partner keeps the tier and earns nothing; resigning ends
/// it. Bindings stay whatever is decided.
/// </summary>
public static class Partnership
{
    /// <summary>Cause of an entry that suspends.</summary>
    public const string Suspended = "suspended";

    /// <summary>Cause of an entry that gives back what a suspension took, or readmits a partner who resigned.</summary>
    public const string Reactivated = "reactivated";

    /// <summary>Cause of an entry that ends the partnership.</summary>
    public const string Resigned = "resigned";

    /// <summary>The tier after the decision; a tier given back is no promotion.</summary>
    /// <exception cref="ProblemException">409 NOT_A_PARTNER or PARTNER_ACTIVE.</exception>
    public static string? TierAfter(string cause, PartnerState partner)
    {
        if (cause == Reactivated)
            return partner.ActiveNow
                ? throw PartnerProblems.PartnerActive.Because("This person is neither suspended nor resigned.")
                : partner.TierNow;
        if (partner.TierNow is null) throw PartnerProblems.NotAPartner.Because("This person holds no partner tier.");
        return TierKept(cause, partner.TierNow);
    }

    /// <summary>The tier that a decision leaves; null after a resignation or without a tier.</summary>
    internal static string? TierKept(string cause, string? tier) => cause == Resigned ? null : tier;
}
