using SocialCommerce.Membership.Earning;

namespace SocialCommerce.Membership.Terms;

/// <summary>What an order gave, and how much of it still stands after its refunds.</summary>
/// <param name="Amended">The terms after each amendment, by their own times; null without amendments.</param>
/// <param name="PointsCap">The most points that it earns; null: no cap.</param>
/// <param name="Basis">What is asked of the buyer's history; null: nothing.</param>
/// <param name="Facts">What the history says, as it was judged last; null where nothing is asked.</param>
public sealed record GrantRow(
    long OrderKey, long ValueMinor, int PointsBps, int GrowthBps, LineTerms[]? Lines, long Points, long Growth,
    long PointsLeft, long GrowthLeft, AmendedTerms[]? Amended = null, long? PointsCap = null,
    EarningBasis? Basis = null, EarningFacts? Facts = null)
{
    /// <summary>The terms that hold now.</summary>
    public GrantTerms Terms => TermsAfter(Amended?.Length ?? 0);

    /// <summary>Points that it earned when it was paid, as its facts are now.</summary>
    public long PointsNow => Basis is null ? Points : TermsAfter(0).Whole.Points;

    /// <summary>The terms after so many of the order's amendments, by their own times.</summary>
    public GrantTerms TermsAfter(int amendments) => Judged(amendments == 0
        ? new GrantTerms(ValueMinor, PointsBps, GrowthBps, Lines, [], PointsCap)
        : Amended![amendments - 1].ToTerms());

    /// <summary>Terms of the order with what its buyer's history says.</summary>
    public GrantTerms Judged(GrantTerms terms) => Basis is null ? terms : terms with { Basis = Basis, Facts = Facts };
}
