using Microsoft.Extensions.Configuration;

namespace SocialCommerce.Payouts.Wechat;

/// <summary>How patient calls to WeChat are; everything follows from one setting, so that tests can be quick.</summary>
public sealed class WechatSchedule(IConfiguration configuration)
{
    /// <summary>Setting: milliseconds between two looks for calls to make.</summary>
    public const string Setting = "SOCIALCOMMERCE_PAYOUT_PACE_MS";

    private static readonly TimeSpan Default = TimeSpan.FromMilliseconds(2_000);
    private const int Longest = 8;

    /// <summary>Between two looks.</summary>
    public TimeSpan Look { get; } = configuration.Milliseconds(Setting, Default);

    /// <summary>For one attempt of a call: 3 s.</summary>
    public TimeSpan Attempt => Look * 1.5;

    /// <summary>For a question with all its attempts: 10 s.</summary>
    public TimeSpan Total => Look * 5;

    /// <summary>For how long a transfer is left to who took it up: a minute.</summary>
    public TimeSpan Lease => Look * 30;

    /// <summary>Until a transfer that is on its way is asked after: two minutes; a callback is usually
    /// faster.</summary>
    public TimeSpan Ask => Look * 60;

    /// <summary>Until an unclear call is looked into: 4 s, doubling to 17 minutes.</summary>
    public TimeSpan After(int attempts) => Look * Math.Pow(2, Math.Clamp(attempts, 1, Longest + 1));
}
