namespace SocialCommerce.Ladder.Cohorts;

/// <summary>How many customers of a cohort did what is counted, by whether their window has passed.</summary>
public sealed record CohortCounts(long Denominator, long Numerator, long Open, long OpenNumerator)
{
    /// <summary>SQL: the counts of rows m with <c>closed</c> and <c>hit</c>.</summary>
    internal const string Columns = """
        count(*) filter (where m.closed) as denominator, count(*) filter (where m.closed and m.hit) as numerator,
            count(*) filter (where not m.closed) as open,
            count(*) filter (where not m.closed and m.hit) as open_numerator
        """;

    /// <summary>The counts with what they were counted by.</summary>
    public CohortRate In(ReportPeriod period, int windowDays, DateTimeOffset asOf) => new(
        period.From, period.To, windowDays, asOf, Denominator, Numerator, Share.Bps(Numerator, Denominator), Open,
        OpenNumerator);
}
