namespace SocialCommerce.Commissions.Backtests;

/// <summary>How far a backtest is.</summary>
/// <param name="OrdersRead">The shop's orders looked at, also those outside the window.</param>
/// <param name="OrdersAll">How many there are to look at; absent until it runs.</param>
public sealed record BacktestProgress(long OrdersRead, long? OrdersAll = null);
