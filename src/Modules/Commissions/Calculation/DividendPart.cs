namespace SocialCommerce.Commissions.Calculation;

/// <summary>A holder's part of a pool.</summary>
/// <param name="Holder">Who.</param>
/// <param name="Weight">What the holder counts for.</param>
/// <param name="Amount">The part, minor units.</param>
public sealed record DividendPart(Holder Holder, long Weight, long Amount);
