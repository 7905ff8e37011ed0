namespace SocialCommerce.Commissions.Dividends;

/// <summary>How a holder's part was computed.</summary>
/// <param name="CustomerId">The holder.</param>
/// <param name="RuleId">The rule.</param>
/// <param name="Tier">The tier held at the period's end.</param>
/// <param name="Base">What the pool was taken from.</param>
/// <param name="Pool">The pool.</param>
/// <param name="Weight">What the holder counts for.</param>
/// <param name="Weights" example="10">What all count for.</param>
/// <param name="Exact" example="3999/2">pool × weight ÷ weights, as a fraction of minor units.</param>
/// <param name="RoundedUp">Whether one of the units that were left went to this part, by its remainder.</param>
/// <param name="Amount">The part.</param>
/// <param name="State"><c>pending</c> or <c>matured</c>; <c>held</c>, or <c>rejected</c> after it was.</param>
/// <param name="MaturesAt">When it matures, or has matured.</param>
internal sealed record DividendShare(
    string CustomerId, string RuleId, string Tier, Money Base, Money Pool, long Weight, string Weights, string Exact,
    bool RoundedUp, Money Amount, string State, DateTimeOffset MaturesAt);
