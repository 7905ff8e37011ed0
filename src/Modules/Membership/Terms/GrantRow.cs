namespace SocialCommerce.Membership.Terms;

/// <summary>What an order gave, and how much of it still stands after its refunds.</summary>
/// <param name="Amended">The terms after each amendment, by their own times; null without amendments.</param>
/// <param name="PointsCap">The most points that it earns; null: no cap.</param>
public sealed record GrantRow(
    long OrderKey, long ValueMinor, int PointsBps, int GrowthBps, LineTerms[]? Lines, long Points, long Growth,
    long PointsLeft, long GrowthLeft, AmendedTerms[]? Amended = null, long? PointsCap = null)
{
    /// <summary>The terms that hold now.</summary>
    public GrantTerms Terms => TermsAfter(Amended?.Length ?? 0);

    /// <summary>The terms after so many of the order's amendments, by their own times.</summary>
    public GrantTerms TermsAfter(int amendments) => amendments == 0
        ? new GrantTerms(ValueMinor, PointsBps, GrowthBps, Lines, [], PointsCap)
        : Amended![amendments - 1].ToTerms();
}
