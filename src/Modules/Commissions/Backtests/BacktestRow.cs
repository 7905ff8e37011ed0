using SocialCommerce.Commissions.Plans;
using SocialCommerce.Commissions.Terms;
using SocialCommerce.Commissions.Tiers;

namespace SocialCommerce.Commissions.Backtests;

/// <summary>A row of the backtests.</summary>
public sealed record BacktestRow(
    long BacktestKey, long PlanKey, long Revision, string Content, DateTimeOffset PaidFrom, DateTimeOffset PaidTo,
    int Top, string? Tiers, string Status, int Attempt, long OrdersRead, long? OrdersAll, string? Report,
    string? Problem, string? CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset? EndedAt)
{
    /// <summary>SQL: its columns.</summary>
    internal const string Columns = """
        backtest_key, plan_key, revision, content, paid_from, paid_to, top, tiers, status, attempt, orders_read,
        orders_all, report, problem, created_by, created_at, ended_at
        """;

    /// <summary>Whether work on the job is over: it is neither waiting nor running.</summary>
    public bool HasEnded => Status is not ("waiting" or "running");

    /// <summary>The version as the job began with it.</summary>
    public PlanContent ReadContent() => Json.Read<PlanContent>(Content);

    /// <summary>The list by which tiers are re-evaluated; null where they are as they were.</summary>
    public IReadOnlyList<PartnerTier>? ReadTiers() => Tiers is null ? null : Json.Read<List<PartnerTier>>(Tiers);

    /// <summary>The row as the API shows it.</summary>
    public PlanBacktest ToBacktest() => new(
        PublicId.Of(
            PlanBacktest.Prefix, BacktestKey), PublicId.Of(PlanVersion.Prefix, PlanKey), Revision, PaidFrom, PaidTo,
        Top, Tiers is null ? BacktestTiers.AsTheyWere : BacktestTiers.Reevaluated, Status,
        new BacktestProgress(OrdersRead, OrdersAll), CreatedAt, CreatedBy, EndedAt, Problem, ReadTiers());
}
