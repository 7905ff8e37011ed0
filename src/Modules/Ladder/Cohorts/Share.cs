namespace SocialCommerce.Ladder.Cohorts;

/// <summary>Parts of a whole; none where the whole is 0.</summary>
public static class Share
{
    /// <summary>A part in basis points, rounded half up.</summary>
    public static long? Bps(long numerator, long denominator) =>
        denominator == 0 ? null : ((numerator * 20_000) + denominator) / (denominator * 2);

    /// <summary>What falls on so many units of the whole, with two decimals, rounded half up.</summary>
    public static decimal? Of(long numerator, long denominator, long units = 1) => denominator == 0
        ? null
        : decimal.Round((decimal)numerator * units / denominator, 2, MidpointRounding.AwayFromZero);

    /// <summary>The same of an amount, in whole minor units.</summary>
    public static Money? Of(Money amount, long denominator, long units = 1) => denominator == 0
        ? null
        : amount with
        {
            Amount = (long)decimal.Round((decimal)amount.Amount * units / denominator, MidpointRounding.AwayFromZero),
        };
}
