namespace SocialCommerce.Membership.MemberNumbers;

/// <summary>The prefix of the numbers of a tier.</summary>
/// <param name="TierId">The tier.</param>
/// <param name="Prefix" example="SVIP">1 to 8 letters <c>A</c> to <c>Z</c>.</param>
public sealed record TierPrefix(string TierId, string Prefix);
