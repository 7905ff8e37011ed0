using SocialCommerce.Ladder.Cohorts;
using SocialCommerce.Ladder.Products;

namespace SocialCommerce.Ladder.Reports;

/// <summary>A rung in numbers.</summary>
/// <param name="Place">Its place on the ladder, from 1; 0 for the customers without a rung.</param>
/// <param name="Next">The place of the rung that follows; 0 where none does.</param>
/// <param name="Customers">Customers whose highest rung it is.</param>
/// <param name="Ready">Those of them who are ready to step up.</param>
internal sealed record RungStanding(
    int Place, int Next, long Customers, long Ready, long Denominator, long Numerator, long Open, long OpenNumerator,
    long Completed, decimal? MedianDays, decimal? P90Days)
{
    public GetRungReport.RungCount ToCount() => new(Name(Place), Name(Next), Customers, Ready);

    public GetRungReport.Step ToStep(ReportPeriod period, int days, DateTimeOffset asOf) => new(
        Name(Place)!, Name(Next)!,
        new CohortCounts(Denominator, Numerator, Open, OpenNumerator).In(period, days, asOf),
        new CycleTimes(Completed, MedianDays, P90Days));

    private static string? Name(int place) => Rungs.All.ElementAtOrDefault(place - 1);
}
