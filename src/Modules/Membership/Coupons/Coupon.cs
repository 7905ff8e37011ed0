using SocialCommerce.Membership.CouponTemplates;

namespace SocialCommerce.Membership.Coupons;

/// <summary>A coupon (优惠券) of a customer.</summary>
/// <param name="CouponCode">Its code, which cannot be guessed and has a check character.</param>
/// <param name="TemplateId">The template from which it was issued.</param>
/// <param name="TemplateVersion">The version of the template whose terms it has.</param>
/// <param name="Name" example="10.00 off from 100.00">What people read.</param>
/// <param name="Discount">What it takes off.</param>
/// <param name="MinimumSpend">What the products that it applies to have to come to.</param>
/// <param name="FundedBy" example="merchant">Who bears the discount: <c>merchant</c> or <c>platform</c>.</param>
/// <param name="CustomerId">Whose it is.</param>
/// <param name="Status" example="usable">
/// <c>upcoming</c>, <c>usable</c>, <c>redeemed</c> or <c>expired</c>, at the shop's time.
/// </param>
/// <param name="ValidFrom">When it becomes valid.</param>
/// <param name="ExpiresAt">When it expires.</param>
/// <param name="IssuedAt">When it was issued, by the shop's clock.</param>
/// <param name="OrderId">The order that holds it; absent for a coupon that is not redeemed.</param>
internal sealed record Coupon(
    string CouponCode, string TemplateId, int TemplateVersion, string Name, CouponDiscount Discount,
    Money? MinimumSpend, string FundedBy, string CustomerId, string Status, DateTimeOffset ValidFrom,
    DateTimeOffset ExpiresAt, DateTimeOffset IssuedAt, string? OrderId = null);
