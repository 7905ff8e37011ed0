using SocialCommerce.Ladder.Cohorts;

namespace SocialCommerce.Ladder.Reports;

/// <summary>A step of the deal cycle in numbers, in total or of one touchpoint.</summary>
/// <param name="Step">The step, from 1.</param>
/// <param name="TouchpointId">The touchpoint; null in total.</param>
/// <param name="Negative">Cases whose end lies before their beginning.</param>
/// <param name="OpenCases">Cases that have not ended; by their age in days in the four that follow.</param>
public sealed record DealCycleRow(
    int Step, string? TouchpointId, long Denominator, long Numerator, long Open, long OpenNumerator, long Completed,
    decimal? MedianDays, decimal? P90Days, long Negative, long OpenCases, long Under7, long Under30, long Under90,
    long Older)
{
    /// <summary>The rate of those who completed the step within a window.</summary>
    public CohortRate Rate(ReportPeriod period, int days, DateTimeOffset asOf) =>
        new CohortCounts(Denominator, Numerator, Open, OpenNumerator).In(period, days, asOf);

    /// <summary>How long the completed cases took.</summary>
    public CycleTimes Times => new(Completed, MedianDays, P90Days);
}
