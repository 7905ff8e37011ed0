namespace SocialCommerce.Commissions.Backtests;

/// <summary>People to whom the version makes a difference.</summary>
/// <param name="Count">How many.</param>
/// <param name="Difference">What it comes to for all of them.</param>
/// <param name="Top">Those to whom it is largest.</param>
public sealed record BacktestPeople(long Count, Money Difference, IReadOnlyList<BacktestPerson> Top);
