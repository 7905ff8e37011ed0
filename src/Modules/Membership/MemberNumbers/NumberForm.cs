namespace SocialCommerce.Membership.MemberNumbers;

/// <summary>A member number as it was written from a time on.</summary>
/// <param name="Number" example="SVIP070">Prefix and serial number.</param>
/// <param name="TierId">The tier of the prefix; absent for a member without a tier.</param>
/// <param name="Since">From when on.</param>
public sealed record NumberForm(string Number, string? TierId, DateTimeOffset Since);
