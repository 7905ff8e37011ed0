using SocialCommerce.Membership.CouponTemplates;

namespace SocialCommerce.Membership.CouponRedemptions;

/// <summary>A coupon, locked.</summary>
/// <param name="CouponKey">Internal key.</param>
/// <param name="Code">Its code as it is kept.</param>
/// <param name="CustomerId">Whose it is.</param>
/// <param name="Terms">The terms under which it was issued, in JSON.</param>
/// <param name="ValidFrom">When it becomes valid.</param>
/// <param name="ExpiresAt">When it expires.</param>
public sealed record CouponToRedeem(
    long CouponKey, string Code, string CustomerId, string Terms, DateTimeOffset ValidFrom, DateTimeOffset ExpiresAt)
{
    internal CouponTerms ReadTerms() => Json.Read<CouponTerms>(Terms);
}
