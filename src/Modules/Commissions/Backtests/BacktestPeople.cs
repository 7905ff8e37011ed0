namespace SocialCommerce.Commissions.Backtests;

/// <summary>People whose commission the version changes.</summary>
/// <param name="Count">The number of people.</param>
/// <param name="Difference">What it comes to for all of them.</param>
/// <param name="Top">The people with the largest difference.</param>
public sealed record BacktestPeople(long Count, Money Difference, IReadOnlyList<BacktestPerson> Top);
