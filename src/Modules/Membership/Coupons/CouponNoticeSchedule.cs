using Microsoft.Extensions.Configuration;

namespace SocialCommerce.Membership.Coupons;

/// <summary>How often this process looks for coupons whose expiry is to be announced.</summary>
internal sealed class CouponNoticeSchedule(IConfiguration configuration, TimeProvider time)
{
    /// <summary>Setting: milliseconds between two looks.</summary>
    public const string Setting = "SOCIALCOMMERCE_COUPON_NOTICE_PACE_MS";

    private static readonly TimeSpan Default = TimeSpan.FromMilliseconds(60_000);

    /// <summary>The machine's clock.</summary>
    public TimeProvider Time => time;

    /// <summary>Between two looks: a minute.</summary>
    public TimeSpan Pause { get; } = configuration.Milliseconds(Setting, Default);
}
