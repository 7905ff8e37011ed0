namespace SocialCommerce.Membership.MemberNumbers;

/// <summary>A customer's member number.</summary>
/// <param name="Number" example="SVIP070">The number in use.</param>
/// <param name="Serial" example="70">The serial number of the shop; it never changes.</param>
/// <param name="GivenAt">When it was given.</param>
/// <param name="Forms">The number in all forms that it has had, oldest first; each of them finds the customer.</param>
public sealed record MemberNumber(
    string CustomerId, string Number, long Serial, DateTimeOffset GivenAt, IReadOnlyList<NumberForm> Forms);
