namespace SocialCommerce.Membership.Terms;

/// <summary>On what one line earns, and at which rates.</summary>
/// <param name="Base">In minor units.</param>
/// <param name="Points">In basis points.</param>
/// <param name="Growth">In basis points.</param>
public sealed record LineTerms(long Base, int Points, int Growth);
