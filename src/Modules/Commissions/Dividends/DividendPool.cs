namespace SocialCommerce.Commissions.Dividends;

/// <summary>A rule's pool of a period.</summary>
/// <param name="RuleId">The rule.</param>
/// <param name="Of"><c>sales</c> or <c>profit</c>.</param>
/// <param name="Earned">Net sales completed in the period less refunds booked in it; or the profit.</param>
/// <param name="CarriedIn">What the period before left below 0.</param>
/// <param name="Base">The two together.</param>
/// <param name="PoolBps">The pool, in basis points of the base.</param>
/// <param name="Pool">The pool, rounded half to even.</param>
/// <param name="Share"><c>equal</c>, <c>weights</c> or <c>teamSales</c>.</param>
/// <param name="Holders">Who held the tier at the period's end.</param>
/// <param name="Weights" example="10">What they count for together.</param>
/// <param name="Shared">What was shared: the pool, or nothing without holders.</param>
/// <param name="CarriedOut">What the next period begins with.</param>
/// <param name="Reason">Why nothing was shared: <c>zeroBase</c>, <c>roundedToZero</c>, <c>noHolders</c>
/// where no holder has a part, also when all weights or team sales are 0.</param>
public sealed record DividendPool(
    string RuleId, string Of, Money Earned, Money CarriedIn, Money Base, int PoolBps, Money Pool, string Share,
    long Holders, string Weights, Money Shared, Money CarriedOut, string? Reason = null);
