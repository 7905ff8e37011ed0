using SocialCommerce.Commissions.Backtests;

namespace SocialCommerce.Flows.Backtests;

/// <summary>How fast backtests are looked for, and for how long they are left to who works on them.</summary>
internal sealed class BacktestSchedule(IConfiguration configuration, TimeProvider time, BacktestSignal bell)
{
    /// <summary>Setting: milliseconds between two looks for jobs that this process has not been told of.</summary>
    public const string Setting = "SOCIALCOMMERCE_BACKTEST_PACE_MS";

    private static readonly TimeSpan Default = TimeSpan.FromMilliseconds(5_000);
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    /// <summary>The machine's clock.</summary>
    public TimeProvider Time => time;

    /// <summary>Rung when a job was made in this process.</summary>
    public BacktestSignal Bell => bell;

    /// <summary>The machine's time.</summary>
    public DateTimeOffset Now => Timestamps.Micro(time.GetUtcNow());

    /// <summary>The end of a lease that begins now.</summary>
    public DateTimeOffset Until => Now + Lease;

    /// <summary>Between two looks.</summary>
    public TimeSpan Look { get; } = configuration.Milliseconds(Setting, Default);
}
