namespace SocialCommerce.Membership.Coupons;

/// <summary>
/// Why a coupon or a privilege is unavailable: a coupon not to be claimed, assigned or used for a cart, a privilege not
/// to be used now. What is asked for, what there is and what is missing are in minor units for amounts, in growth for a
/// tier, else in coupons or uses.
/// </summary>
/// <param name="Code" example="minimumSpend">
/// <c>ended</c>, <c>claimWindow</c>, <c>audience</c>, <c>soldOut</c>, <c>perDay</c>, <c>perCustomer</c>,
/// <c>perCustomerPerDay</c> or <c>customerUnknown</c> of an issue; <c>notYetValid</c>, <c>noEligibleProduct</c>,
/// <c>minimumSpend</c> or <c>nothingToDiscount</c> of a use; <c>tier</c>, <c>perDay</c>, <c>perMonth</c>,
/// <c>perPeriod</c>, <c>memberDay</c>, <c>birthday</c> or <c>birthdayUnknown</c> of a privilege; <c>reserved</c> by
/// another quote, or <c>couponUnknown</c> of a coupon in a cart.
/// </param>
/// <param name="Required">What is required.</param>
/// <param name="Available">What there is.</param>
/// <param name="Missing">What is missing.</param>
/// <param name="From">When it becomes available, where time alone is missing.</param>
public sealed record UnavailableReason(
    string Code, long? Required = null, long? Available = null, long? Missing = null, DateTimeOffset? From = null)
{
    public const string Ended = "ended";
    public const string ClaimWindow = "claimWindow";
    public const string Audience = "audience";
    public const string SoldOut = "soldOut";
    public const string PerDay = "perDay";
    public const string PerCustomer = "perCustomer";
    public const string PerCustomerPerDay = "perCustomerPerDay";
    public const string CustomerUnknown = "customerUnknown";
    public const string NotYetValid = "notYetValid";
    public const string NoEligibleProduct = "noEligibleProduct";
    public const string MinimumSpend = "minimumSpend";
    public const string NothingToDiscount = "nothingToDiscount";
    public const string Tier = "tier";
    public const string Reserved = "reserved";
    public const string CouponUnknown = "couponUnknown";
    public const string PerMonth = "perMonth";
    public const string PerPeriod = "perPeriod";
    public const string MemberDay = "memberDay";
    public const string Birthday = "birthday";
    public const string BirthdayUnknown = "birthdayUnknown";

    /// <summary>An amount that falls short.</summary>
    public static UnavailableReason Short(string code, long required, long available) =>
        new(code, required, available, required - available);

    /// <summary>One coupon or use is wanted and none is left, until a time where one is given.</summary>
    public static UnavailableReason None(string code, DateTimeOffset? from = null) => new(code, 1, 0, 1, from);
}
