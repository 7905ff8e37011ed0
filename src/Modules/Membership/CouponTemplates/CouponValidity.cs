namespace SocialCommerce.Membership.CouponTemplates;

/// <summary>How long a coupon may be used: until a fixed time, or for days after its issue.</summary>
/// <param name="Until">When all coupons of the template expire.</param>
/// <param name="Days">Days of 24 hours for which a coupon is valid.</param>
/// <param name="From">When coupons become valid; at their issue without it.</param>
internal sealed record CouponValidity(DateTimeOffset? Until = null, int? Days = null, DateTimeOffset? From = null);
