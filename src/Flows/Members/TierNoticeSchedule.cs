namespace SocialCommerce.Flows.Members;

/// <summary>How often this process looks for tiers that have changed or end soon.</summary>
internal sealed class TierNoticeSchedule(IConfiguration configuration, TimeProvider time)
{
    /// <summary>Setting: milliseconds between two looks.</summary>
    public const string Setting = "SOCIALCOMMERCE_TIER_NOTICE_PACE_MS";

    private static readonly TimeSpan Default = TimeSpan.FromMilliseconds(10_000);

    /// <summary>The machine's clock.</summary>
    public TimeProvider Time => time;

    /// <summary>Between two looks: ten seconds.</summary>
    public TimeSpan Pause { get; } = configuration.Milliseconds(Setting, Default);
}
