namespace SocialCommerce.Flows.Joining;

/// <summary>How often this process looks for memberships that follow an order, a setting or the clock.</summary>
internal sealed class JoiningSchedule(IConfiguration configuration, TimeProvider time)
{
    /// <summary>Setting: milliseconds between two looks.</summary>
    public const string Setting = "SOCIALCOMMERCE_JOINING_PACE_MS";

    private static readonly TimeSpan Default = TimeSpan.FromMilliseconds(10_000);

    /// <summary>The machine's clock.</summary>
    public TimeProvider Time => time;

    /// <summary>Between two looks: ten seconds.</summary>
    public TimeSpan Pause { get; } = configuration.Milliseconds(Setting, Default);
}
