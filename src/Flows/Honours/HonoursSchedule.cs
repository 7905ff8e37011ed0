namespace SocialCommerce.Flows.Honours;

/// <summary>How often this process looks for boards to freeze and badges to award.</summary>
internal sealed class HonoursSchedule(IConfiguration configuration, TimeProvider time)
{
    /// <summary>Setting: milliseconds between two looks.</summary>
    public const string Setting = "SOCIALCOMMERCE_HONOURS_PACE_MS";

    private static readonly TimeSpan Default = TimeSpan.FromMilliseconds(10_000);

    /// <summary>The machine's clock.</summary>
    public TimeProvider Time => time;

    /// <summary>Between two looks: ten seconds.</summary>
    public TimeSpan Pause { get; } = configuration.Milliseconds(Setting, Default);
}
