namespace SocialCommerce.Membership.Coupons;

/// <summary>The states of a coupon, derived from the clock and its redemption; no job changes them.</summary>
internal static class CouponStates
{
    public const string Upcoming = "upcoming";
    public const string Usable = "usable";
    public const string Redeemed = "redeemed";
    public const string Expired = "expired";

    /// <summary>Every state.</summary>
    public static readonly string[] All = [Upcoming, Usable, Redeemed, Expired];

    /// <summary>The state at a time.</summary>
    public static string At(bool isRedeemed, DateTimeOffset validFrom, DateTimeOffset expiresAt, DateTimeOffset now) =>
        isRedeemed ? Redeemed
            : expiresAt <= now ? Expired
            : validFrom > now ? Upcoming
            : Usable;

    /// <summary>SQL: the state of coupon k at @now.</summary>
    public const string StateAtNow = $"""
        case when k.redemption_key is not null then '{Redeemed}' when k.expires_at <= @now then '{Expired}'
            when k.valid_from > @now then '{Upcoming}' else '{Usable}' end
        """;
}
