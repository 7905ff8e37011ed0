namespace SocialCommerce.Payouts.Taxes;

/// <summary>A step of a rate table.</summary>
/// <param name="UpTo">Taxable amount up to which it holds, minor units; null for the last.</param>
/// <param name="RateBps">Rate.</param>
/// <param name="Quick">Quick deduction (速算扣除数), minor units.</param>
internal sealed record TaxBracket(long? UpTo, int RateBps, long Quick);
