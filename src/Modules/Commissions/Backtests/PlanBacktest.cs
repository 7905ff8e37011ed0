using SocialCommerce.Commissions.Tiers;

namespace SocialCommerce.Commissions.Backtests;

/// <summary>Past orders computed again under another version of the plan, as a job.</summary>
/// <param name="BacktestId">Its id.</param>
/// <param name="PlanId">The version.</param>
/// <param name="PlanRevision">Which state of a draft: changes made since are not in it.</param>
/// <param name="From">Orders paid from then on,</param>
/// <param name="To">until just before then.</param>
/// <param name="Top">How many of the winners and losers the report names.</param>
/// <param name="Tiers"><c>reevaluated</c> by a list, or <c>asTheyWere</c>.</param>
/// <param name="Status"><c>waiting</c>, <c>running</c>, <c>done</c>, <c>cancelled</c> or <c>failed</c>.</param>
/// <param name="Progress">How far it is.</param>
/// <param name="CreatedAt">When it was asked for, by the shop's clock.</param>
/// <param name="CreatedBy" example="li.na">Who asked; absent for a backend's key.</param>
/// <param name="EndedAt">When it ended, in the world's time.</param>
/// <param name="Problem" example="It was left 5 times.">Why it failed.</param>
/// <param name="TierList">By which list tiers are re-evaluated; absent where they are as they were.</param>
public sealed record PlanBacktest(
    string BacktestId, string PlanId, long PlanRevision, DateTimeOffset From, DateTimeOffset To, int Top, string Tiers,
    string Status, BacktestProgress Progress, DateTimeOffset CreatedAt, string? CreatedBy = null,
    DateTimeOffset? EndedAt = null, string? Problem = null, IReadOnlyList<PartnerTier>? TierList = null)
{
    /// <summary>Prefix of ids.</summary>
    public const string Prefix = "bkt";

    /// <summary>The key of an id, or 404.</summary>
    public static long KeyOf(string backtestId) =>
        PublicId.KeyOf(Prefix, backtestId) ?? throw BacktestProblems.BacktestNotFound.For(backtestId);
}
