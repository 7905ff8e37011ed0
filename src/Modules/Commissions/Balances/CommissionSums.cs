namespace SocialCommerce.Commissions.Balances;

/// <summary>Sums of a shop's commissions; money in minor units.</summary>
public sealed record CommissionSums(
    long Accruals, long Accrued, long Net, long Absorbed, long Settled, long Paid, long OpenDisputes);
