namespace SocialCommerce.Ladder.Cohorts;

/// <summary>
/// A rate of customers. Those whose window has not passed are open: they count in neither part of the rate, and are no
/// failures.
/// </summary>
/// <param name="From">Start of the period in which the customers of the cohort begin.</param>
/// <param name="To">Its end, which no longer belongs to it.</param>
/// <param name="WindowDays">Days, of 24 hours each, that each customer had.</param>
/// <param name="AsOf">The shop's time of the count.</param>
/// <param name="Denominator">Customers whose window has passed.</param>
/// <param name="Numerator">Those of them who did it within the window.</param>
/// <param name="RateBps">Numerator by denominator, rounded half up; absent where the denominator is 0.</param>
/// <param name="Open">Customers whose window has not passed.</param>
/// <param name="OpenNumerator">Those of them who have done it already.</param>
public sealed record CohortRate(
    DateTimeOffset From, DateTimeOffset To, int WindowDays, DateTimeOffset AsOf, long Denominator, long Numerator,
    long? RateBps, long Open, long OpenNumerator);
