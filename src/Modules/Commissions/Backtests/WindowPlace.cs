namespace SocialCommerce.Commissions.Backtests;

/// <summary>A window of payment times, and which page of the shop's orders is looked at.</summary>
/// <param name="From">The first moment.</param>
/// <param name="To">The first moment after it.</param>
/// <param name="After">The key after which the page begins.</param>
/// <param name="UpTo">The last key that counts.</param>
/// <param name="Limit">The number of orders on a page.</param>
public sealed record WindowPlace(DateTimeOffset From, DateTimeOffset To, long After, long UpTo, int Limit);
