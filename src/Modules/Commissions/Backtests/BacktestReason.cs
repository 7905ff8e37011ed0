namespace SocialCommerce.Commissions.Backtests;

/// <summary>How often there is nothing, or less, for a reason.</summary>
/// <param name="Reason" example="noTier">One of those that an explanation gives.</param>
/// <param name="Times">How often.</param>
public sealed record BacktestReason(string Reason, long Times);
