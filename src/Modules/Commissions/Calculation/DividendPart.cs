namespace SocialCommerce.Commissions.Calculation;

/// <summary>A holder's part of a pool.</summary>
/// <param name="Holder">The person who holds the tier.</param>
/// <param name="Weight">What the holder counts for.</param>
/// <param name="Amount">The part, minor units.</param>
public sealed record DividendPart(Holder Holder, long Weight, long Amount);
