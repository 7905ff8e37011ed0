namespace SocialCommerce.Commissions.Balances;

/// <summary>What a shop's commissions come to; money in minor units.</summary>
public sealed record CommissionSums(
    long Accruals, long Accrued, long Net, long Absorbed, long Settled, long Paid, long OpenDisputes);
