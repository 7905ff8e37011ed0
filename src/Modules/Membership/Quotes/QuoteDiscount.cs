namespace SocialCommerce.Membership.Quotes;

/// <summary>What makes a price lower.</summary>
/// <param name="Kind" example="privilege"><c>privilege</c> or <c>coupon</c>.</param>
/// <param name="Code" example="member-price">The privilege's code, or the coupon's.</param>
/// <param name="Amount">What it takes off.</param>
public sealed record QuoteDiscount(string Kind, string Code, Money Amount)
{
    internal const string Privilege = "privilege";
    internal const string Coupon = "coupon";

    /// <summary>Whether it is a coupon's.</summary>
    public bool IsOfCoupon() => Kind == Coupon;
}
