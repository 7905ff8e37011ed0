namespace SocialCommerce.Commissions.Costs;

/// <summary>Amounts in minor units.</summary>
internal sealed record CostAmounts(long Accrued, long Reversed, long Absorbed)
{
    public static readonly CostAmounts Zero = new(0, 0, 0);

    public static CostAmounts operator +(CostAmounts a, CostAmounts b) =>
        new(a.Accrued + b.Accrued, a.Reversed + b.Reversed, a.Absorbed + b.Absorbed);
}
