using System.Globalization;
using System.Numerics;
using SocialCommerce.Commissions.Calculation;

namespace SocialCommerce.Commissions.Dividends;

/// <summary>A part as it is kept, with its pool.</summary>
internal sealed record DividendShareRow(
    long Place, string CustomerId, string Rule, string Tier, long Base, long Pool, long Weight, string Weights,
    long Amount, DateTimeOffset MaturesAt, string? Hold)
{
    public DividendShare ToShare(Shop shop, DateTimeOffset now)
    {
        var weights = BigInteger.Parse(Weights, CultureInfo.InvariantCulture);
        var exact = weights.IsZero ? Exact.Zero : new Exact((BigInteger)Pool * Weight, weights);
        return new DividendShare(
            CustomerId, Rule, Tier, shop.Money(Base), shop.Money(Pool), Weight, Weights,
            exact.ToText(CultureInfo.InvariantCulture), Amount > exact.Numerator / exact.Denominator,
            shop.Money(Amount), Hold ?? (MaturesAt <= now ? "matured" : "pending"), MaturesAt);
    }
}
