namespace SocialCommerce.Flows.Plans;

/// <summary>How often shops are looked at for a scan that is due.</summary>
internal sealed class ComplianceScanSchedule(IConfiguration configuration, TimeProvider time)
{
    /// <summary>Setting: milliseconds between two looks.</summary>
    public const string Setting = "SOCIALCOMMERCE_COMPLIANCE_SCAN_PACE_MS";

    private static readonly TimeSpan Default = TimeSpan.FromMilliseconds(600_000);

    /// <summary>The machine's clock.</summary>
    public TimeProvider Time => time;

    /// <summary>Between two looks: ten minutes.</summary>
    public TimeSpan Look { get; } = configuration.Milliseconds(Setting, Default);
}
