namespace SocialCommerce.Membership.CouponTemplates;

/// <summary>How many coupons of a template are issued. Days end at midnight in the shop's time zone.</summary>
/// <param name="Stock">In all; unlimited without it.</param>
/// <param name="PerDay">Claimed by all customers in a day.</param>
/// <param name="PerCustomer">To one customer.</param>
/// <param name="PerCustomerPerDay">Claimed by one customer in a day.</param>
internal sealed record CouponLimits(
    long? Stock = null, long? PerDay = null, int? PerCustomer = null, int? PerCustomerPerDay = null);
