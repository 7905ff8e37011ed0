namespace SocialCommerce.Commissions.Backtests;

/// <summary>A page of a shop's orders, whatever the window.</summary>
/// <param name="Last">The last key of the page; 0 for an empty page.</param>
/// <param name="Orders">The number of orders on it.</param>
public sealed record WindowPage(long Last, long Orders);
