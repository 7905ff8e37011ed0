using SocialCommerce.Commissions.Tiers;

namespace SocialCommerce.Commissions.Backtests;

/// <summary>The parameters of a requested backtest.</summary>
/// <param name="From">The window's first moment.</param>
/// <param name="To">The first moment after it.</param>
/// <param name="Top">The number of winners and losers that the report names.</param>
/// <param name="Tiers">The list by which tiers are re-evaluated; null for tiers as they were.</param>
/// <param name="By">Operator who asks; null for a backend's key.</param>
/// <param name="At">When, by the shop's clock.</param>
public sealed record BacktestAsked(
    DateTimeOffset From, DateTimeOffset To, int Top, IReadOnlyList<PartnerTier>? Tiers, string? By, DateTimeOffset At);
