namespace SocialCommerce.Membership.Members;

/// <summary>A shop where orders may have to be looked at again for member tiers.</summary>
public sealed record MemberReviewShop(
    long ShopId, string Currency, string TimeZone, bool Sandbox, string Jurisdiction)
{
    /// <summary>The shop.</summary>
    public Shop Shop => new(ShopId, Currency, TimeZone, Sandbox, Jurisdiction);
}
