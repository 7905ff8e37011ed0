using Shouldly;
using SocialCommerce.Membership.Leaderboards;
using Xunit;

namespace SocialCommerce.UnitTests.Membership.Leaderboards;

/// <summary>When periods of a leaderboard are frozen.</summary>
public sealed class LeaderboardTermsTests
{
    [Theory]
    [InlineData("UTC", 0, "2026-03-01T00:00:00Z")]
    [InlineData("Asia/Shanghai", 0, "2026-02-28T16:00:00Z")]
    [InlineData("Asia/Shanghai", 3, "2026-03-03T16:00:00Z")]
    [InlineData("Europe/London", 30, "2026-03-30T23:00:00Z")]
    public void A_period_is_frozen_at_the_end_of_its_last_settle_day_where_the_shop_is(
        string zone, int settleDays, string at)
    {
        var terms = new LeaderboardTerms("n", "spend", "month", 10, settleDays);
        var period = terms.Of(new DateOnly(2026, 2, 11));
        terms.FreezesAt(period, zone).ShouldBe(DateTimeOffset.Parse(at, null));
        var window = terms.Window(period, zone);
        (window.From, window.To, window.Cut).ShouldBe(
            (period.Begin(zone), period.End(zone), terms.FreezesAt(period, zone)));
    }
}
