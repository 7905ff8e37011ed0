using System.Globalization;

namespace SocialCommerce.Flows.Plans;

/// <summary>How often shops are looked at for a night that has come.</summary>
internal sealed class ComplianceScanSchedule(IConfiguration configuration, TimeProvider time)
{
    /// <summary>Setting: milliseconds between two looks.</summary>
    public const string Setting = "SOCIALCOMMERCE_NIGHT_PACE_MS";

    private const int Default = 600_000;

    /// <summary>The machine's clock.</summary>
    public TimeProvider Time => time;

    /// <summary>Between two looks: ten minutes.</summary>
    public TimeSpan Look { get; } = TimeSpan.FromMilliseconds(
        int.TryParse(configuration[Setting], CultureInfo.InvariantCulture, out var given) && given > 0
            ? given : Default);
}
