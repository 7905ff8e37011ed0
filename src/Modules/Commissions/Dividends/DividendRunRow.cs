using SocialCommerce.Commissions.Plans;
using SocialCommerce.Commissions.Settings;

namespace SocialCommerce.Commissions.Dividends;

/// <summary>A run as it is kept.</summary>
/// <param name="AsKnown">
/// Whether everything was read as it was known at the period's end; earlier releases read what was known at the run.
/// </param>
public sealed record DividendRunRow(
    DateTimeOffset PeriodEnd, DateTimeOffset PeriodStart, long SourceKey, long? PlanKey, long? Profit, string Seen,
    string? DecidedBy, DateTimeOffset RecordedAt, DateTimeOffset MaturesAt, bool AsKnown = true,
    string? PreparedBy = null)
{
    internal const string Columns = """
        r.period_end, r.period_start, r.source_key, r.plan_key, r.profit, r.seen::text as seen, r.decided_by,
        r.recorded_at, s.matures_at, r.as_known, r.prepared_by
        from dividend_runs r join bonus_sources s on s.shop_id = r.shop_id and s.source_key = r.source_key
        """;

    /// <summary>The row as the API shows it.</summary>
    public DividendRun ToRun(Shop shop, IEnumerable<DividendPoolRow> pools, CommissionSettings settings) => new(
        PeriodStart, PeriodEnd, MaturesAt, RecordedAt,
        [.. pools.Where(pool => pool.PeriodEnd == PeriodEnd).Select(
            pool => pool.ToPool(shop, settings.ByKey(PlanKey)!.Content.Rules.First(rule => rule.RuleId == pool.Rule)))],
        PlanKey is { } key ? PublicId.Of(PlanVersion.Prefix, key) : null,
        Profit is { } profit ? shop.Money(profit) : null, DecidedBy, PreparedBy);
}
