using Microsoft.Extensions.Configuration;

namespace SocialCommerce.Ladder.Payments;

/// <summary>How often this process looks for parts of payment plans that have become overdue.</summary>
internal sealed class OverduePartSchedule(IConfiguration configuration, TimeProvider time)
{
    /// <summary>Setting: milliseconds between two looks.</summary>
    public const string Setting = "SOCIALCOMMERCE_OVERDUE_PART_PACE_MS";

    private static readonly TimeSpan Default = TimeSpan.FromMilliseconds(60_000);

    /// <summary>The machine's clock.</summary>
    public TimeProvider Time => time;

    /// <summary>Between two looks: a minute.</summary>
    public TimeSpan Pause { get; } = configuration.Milliseconds(Setting, Default);
}
