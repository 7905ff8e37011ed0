namespace SocialCommerce.Membership.PrivilegeUses;

/// <summary>A use of a privilege as the shop reports it.</summary>
/// <param name="UseId">The merchant's own id of the use.</param>
/// <param name="Code" example="member-price">The privilege's code.</param>
/// <param name="UsedAt">When it was given; tier, limits and day count at this time.</param>
/// <param name="Quantity" example="1">How often at once.</param>
/// <param name="OrderId">The order that used it, if any.</param>
/// <param name="Saved">What it saved the customer, if the shop knows.</param>
public sealed record PrivilegeUseContent(
    string UseId, string Code, DateTimeOffset UsedAt, int Quantity = 1, string? OrderId = null, Money? Saved = null);
