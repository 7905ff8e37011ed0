namespace SocialCommerce.Ladder.Cohorts;

/// <summary>How long completed cases took, however long that was.</summary>
/// <param name="Completed" example="42">The cases that are completed.</param>
/// <param name="MedianDays" example="11.50">
/// Half of them took at most so many days, of 24 hours each; absent without a completed case.
/// </param>
/// <param name="P90Days" example="36.25">
/// Nine of ten took at most so many days; absent without a completed case.
/// </param>
public sealed record CycleTimes(long Completed, decimal? MedianDays, decimal? P90Days)
{
    /// <summary>
    /// SQL: the times of rows m, whose <c>took</c> is in seconds, and null of a case that is not completed.
    /// </summary>
    internal const string Columns = """
        count(m.took) as completed,
            round(percentile_disc(0.5) within group (order by m.took) / 86400, 2) as median_days,
            round(percentile_disc(0.9) within group (order by m.took) / 86400, 2) as p90_days
        """;
}
