namespace SocialCommerce.Membership.Terms;

/// <summary>The terms on which an order earns after an amendment, as they are kept.</summary>
/// <param name="ValueMinor">On what it earns in all.</param>
/// <param name="PointsBps">The general rate of points.</param>
/// <param name="GrowthBps">The general rate of growth.</param>
/// <param name="Lines">Line by line, where not every line earns on its whole value at the general rates.</param>
/// <param name="Cap">The most points that it earns; null: no cap.</param>
public sealed record AmendedTerms(
    long ValueMinor, int PointsBps, int GrowthBps, LineTerms[]? Lines = null, long? Cap = null)
{
    /// <summary>As the rules take them.</summary>
    public GrantTerms ToTerms() => new(ValueMinor, PointsBps, GrowthBps, Lines, [], Cap);

    /// <summary>As they are kept.</summary>
    public static AmendedTerms Of(GrantTerms terms) =>
        new(terms.ValueMinor, terms.PointsBps, terms.GrowthBps, terms.Lines, terms.Cap);
}
