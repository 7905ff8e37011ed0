namespace SocialCommerce.Membership.Privileges;

/// <summary>What a privilege gives.</summary>
/// <param name="Type" example="percentage">
/// <c>percentage</c>: a part off the price of all or the named products; <c>fixedPrice</c>: one price for each unit of
/// the named products; <c>priceList</c>: a price for each product; <c>freeShipping</c>; <c>serviceLevel</c>: a level of
/// service; <c>exclusiveProduct</c>: products that others cannot buy; <c>earlyAccess</c>: products some hours before
/// others; <c>couponPack</c>: coupons of the named templates; <c>birthdayGift</c>: a gift around the birthday;
/// <c>memberDay</c>: a part off the price on the named days; <c>pointsMultiplier</c>: a multiplier of the points of
/// orders that are paid in the tier.
/// </param>
/// <param name="PercentBps" example="500">Of <c>percentage</c> and <c>memberDay</c>: 500 is 5 % off.</param>
/// <param name="Price">Of <c>fixedPrice</c>: the price of one unit.</param>
/// <param name="Prices">Of <c>priceList</c>.</param>
/// <param name="ProductIds" example="p-serum">The products; all products where they are optional and absent.</param>
/// <param name="MinimumSpend">Of <c>freeShipping</c>: what the lines of the cart have to come to.</param>
/// <param name="Cap">The most that it takes off a cart; of <c>freeShipping</c> off the shipping.</param>
/// <param name="Level" example="own consultant">Of <c>serviceLevel</c>.</param>
/// <param name="Hours" example="24">Of <c>earlyAccess</c>.</param>
/// <param name="TemplateIds" example="ten-off">Of <c>couponPack</c>: coupon templates to claim from.</param>
/// <param name="DaysBefore" example="3">Of <c>birthdayGift</c>: from how many days before the birthday.</param>
/// <param name="DaysAfter" example="3">Of <c>birthdayGift</c>: until how many days after the birthday.</param>
/// <param name="Weekdays" example="1">Of <c>memberDay</c>: 1 is Monday, 7 is Sunday.</param>
/// <param name="DaysOfMonth" example="8">Of <c>memberDay</c>; a day that a month lacks is left out.</param>
/// <param name="MultiplierBps" example="15000">
/// Of <c>pointsMultiplier</c>: 15000 is one and a half times the points; of several the highest counts.
/// </param>
public sealed record PrivilegeGrant(
    string Type, int? PercentBps = null, Money? Price = null, ProductPrice[]? Prices = null,
    string[]? ProductIds = null, Money? MinimumSpend = null, Money? Cap = null, string? Level = null,
    int? Hours = null, string[]? TemplateIds = null, int? DaysBefore = null, int? DaysAfter = null,
    [property: Most(7)] int[]? Weekdays = null, [property: Most(31)] int[]? DaysOfMonth = null,
    int? MultiplierBps = null);
