using SocialCommerce.Commissions.TierHistory;

namespace SocialCommerce.Flows.Tiers;

/// <summary>How often this process looks for changes of tiers and products of which it has not been told.</summary>
internal sealed class TierReviewSchedule(IConfiguration configuration, TimeProvider time, TierReviewSignal bell)
{
    /// <summary>Setting: milliseconds between two looks.</summary>
    public const string Setting = "SOCIALCOMMERCE_TIER_REVIEW_PACE_MS";

    private static readonly TimeSpan Default = TimeSpan.FromMilliseconds(30_000);

    /// <summary>The machine's clock.</summary>
    public TimeProvider Time => time;

    /// <summary>Rung when this process has made, or left, something to look at.</summary>
    public TierReviewSignal Bell => bell;

    /// <summary>Between two looks.</summary>
    public TimeSpan Look { get; } = configuration.Milliseconds(Setting, Default);
}
