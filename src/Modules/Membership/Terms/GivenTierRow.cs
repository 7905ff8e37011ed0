namespace SocialCommerce.Membership.Terms;

/// <summary>A tier that a line of an order gave.</summary>
public sealed record GivenTierRow(
    long OrderKey, int LineNo, string TierId, int? ValidityDays, long Units, int? UpgradeBps)
{
    /// <summary>As the rules take it.</summary>
    public Giving Giving => new(LineNo, TierId, ValidityDays, Units, UpgradeBps);
}
