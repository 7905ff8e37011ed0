using Microsoft.Extensions.Configuration;

namespace SocialCommerce.Membership.PointLots;

/// <summary>How often this process looks for points that have become active, expire soon, or have expired.</summary>
internal sealed class PointExpirySchedule(IConfiguration configuration, TimeProvider time)
{
    /// <summary>Setting: milliseconds between two looks.</summary>
    public const string Setting = "SOCIALCOMMERCE_POINT_EXPIRY_PACE_MS";

    private static readonly TimeSpan Default = TimeSpan.FromMilliseconds(60_000);

    /// <summary>The machine's clock.</summary>
    public TimeProvider Time => time;

    /// <summary>Between two looks: a minute.</summary>
    public TimeSpan Pause { get; } = configuration.Milliseconds(Setting, Default);
}
