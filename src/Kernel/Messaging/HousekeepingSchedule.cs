using Microsoft.Extensions.Configuration;

namespace SocialCommerce.Kernel.Messaging;

/// <summary>How often housekeeping is done.</summary>
internal sealed class HousekeepingSchedule(IConfiguration configuration, TimeProvider time)
{
    /// <summary>Setting: milliseconds between two rounds.</summary>
    public const string Setting = "SOCIALCOMMERCE_HOUSEKEEPING_PACE_MS";

    private static readonly TimeSpan Default = TimeSpan.FromMilliseconds(300_000);

    /// <summary>The machine's clock.</summary>
    public TimeProvider Time => time;

    /// <summary>Between two rounds: five minutes.</summary>
    public TimeSpan Pause { get; } = configuration.Milliseconds(Setting, Default);
}
