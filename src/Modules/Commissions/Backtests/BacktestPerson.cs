namespace SocialCommerce.Commissions.Backtests;

/// <summary>What the version means to a person.</summary>
/// <param name="CustomerId">The person.</param>
/// <param name="Booked">What was booked.</param>
/// <param name="Backtested">What the version pays.</param>
/// <param name="Difference">The one less the other.</param>
public sealed record BacktestPerson(string CustomerId, Money Booked, Money Backtested, Money Difference);
