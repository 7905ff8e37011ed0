using SocialCommerce.Membership.Members;
using SocialCommerce.Membership.Terms;
using SocialCommerce.Membership.Tiers;

namespace SocialCommerce.Membership.Earning;

/// <summary>What is asked of a buyer's history about an order, and what it says.</summary>
public sealed record EarningInputs(EarningBasis Basis, EarningFacts Facts)
{
    /// <summary>Where only the tier is asked for, of a buyer's order after everything that is counted.</summary>
    public static EarningInputs OfTier(MemberRow? row, MemberCatalogue catalogue, DateTimeOffset at)
    {
        var basis = new EarningBasis();
        return new EarningInputs(
            basis, EarningJudgement.Of(basis, row ?? MemberRow.Nobody, catalogue, at, false, 0));
    }

    /// <summary>The terms of an order with it.</summary>
    public GrantTerms Judge(GrantTerms terms) => terms with { Basis = Basis, Facts = Facts };
}
