namespace SocialCommerce.Payouts.Settings;

/// <summary>What the host knows and this module does not: modules do not know each other.</summary>
/// <param name="Of">The demands, by shop and time.</param>
/// <param name="Balances">What people have that no statement holds.</param>
public sealed record PayoutRequirementsCheck(Func<Shop, DateTimeOffset, PayoutRequirements> Of, OpenBalances Balances);
