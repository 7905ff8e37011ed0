namespace SocialCommerce.Commissions.Backtests;

/// <summary>A part of what is paid.</summary>
/// <param name="Key" example="level">The rule, kind, tier or depth.</param>
/// <param name="Backtested">What the version pays.</param>
/// <param name="Booked">What was booked.</param>
/// <param name="BacktestedTimes">How often the version pays it.</param>
/// <param name="BookedTimes">How often it was booked.</param>
public sealed record BacktestPart(string Key, Money Backtested, Money Booked, long BacktestedTimes, long BookedTimes);
