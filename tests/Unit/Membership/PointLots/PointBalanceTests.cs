using Shouldly;
using SocialCommerce.Membership.PointLots;
using SocialCommerce.Membership.Points;
using Xunit;

namespace SocialCommerce.UnitTests.Membership.PointLots;

/// <summary>Which lots points are taken from and go back to, and when they begin and end.</summary>
public sealed class PointBalanceTests
{
    private static readonly DateTimeOffset Now = new(2026, 2, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_lot_that_expires_first_is_spent_first_and_pending_points_are_not_spent()
    {
        var balance = PointBalance.Of(
            [Lot(1, 50), Lot(2, 50, until: 9), Lot(3, 50, until: 3), Lot(4, 50, from: 1, until: 2)], 200, Now);
        (balance.Active, balance.Pending, balance.Debt, balance.Total).ShouldBe((150, 50, 0, 200));
        Shown(balance.Spend(120).Parts).ShouldBe([(3, -50), (2, -50), (1, -20)]);
    }

    [Fact]
    public void A_lot_is_gone_from_its_end_on_and_active_from_its_beginning_on()
    {
        var lots = new[] { Lot(1, 10, until: 0), Lot(2, 20, from: 0) };
        var balance = PointBalance.Of(lots, 30, Now);
        (balance.Active, balance.Pending).ShouldBe((20, 0));
        Shown(balance.Expire().Parts).ShouldBe([(1, -10)]);
        var before = PointBalance.Of(lots, 30, Now.AddTicks(-1));
        (before.Active, before.Pending).ShouldBe((10, 20));
    }

    [Fact]
    public void A_refund_takes_its_own_lot_then_active_ones_then_pending_ones_and_leaves_a_debt()
    {
        var balance = PointBalance.Of(
            [Lot(1, 10, own: true), Lot(2, 10, from: 5), Lot(3, 10, until: 9)], 30, Now);
        Shown(balance.TakeBack(25).Parts).ShouldBe([(1, -10), (3, -10), (2, -5)]);
        balance.TakeBack(70).After.Debt.ShouldBe(40);
    }

    [Fact]
    public void What_comes_back_goes_to_the_lot_that_was_drawn_last_and_pays_a_debt()
    {
        var balance = PointBalance.Of([Lot(1, 0, until: 3, drawn: 60), Lot(2, 0, until: 9, drawn: 40)], -5, Now);
        var (after, parts, repaid) = balance.Return(50);
        Shown(parts).ShouldBe([(2, 40), (1, 10)]);
        Shown(repaid).ShouldBe([(1, -5)]);
        (after.Active, after.Debt).ShouldBe((45, 0));
    }

    [Theory]
    [InlineData("exact", "2026-03-13T10:00:00Z")]
    [InlineData("monthEnd", "2026-03-31T16:00:00Z")]
    [InlineData("yearEnd", "2026-12-31T16:00:00Z")]
    public void Points_end_after_their_days_or_at_the_end_of_a_month_or_year_of_the_shop(string expiry, string end)
    {
        var earned = new DateTimeOffset(2026, 2, 1, 10, 0, 0, TimeSpan.Zero);
        var lot = LotTerms.Of(new PointTerms(10, 30, expiry, 7), earned, "Asia/Shanghai");
        (lot.ActiveFrom, lot.ExpiresAt).ShouldBe((earned.AddDays(10), DateTimeOffset.Parse(
            end, System.Globalization.CultureInfo.InvariantCulture)));
        lot.NoticeAt.ShouldBe(lot.ExpiresAt!.Value.AddDays(-7));
        lot.DueAfter(earned).ShouldBe(lot.ActiveFrom);
        lot.DueAfter(lot.ActiveFrom).ShouldBe(lot.NoticeAt);
        lot.DueAfter(lot.NoticeAt!.Value).ShouldBe(lot.ExpiresAt);
        LotTerms.Of(null, earned, "Asia/Shanghai").ShouldBe(new LotTerms(earned, null, null, false));
    }

    private static IEnumerable<(long, long)> Shown(IEnumerable<LotPart> parts) =>
        parts.Select(part => (part.Lot.Key, part.Points));

    private static PointLot Lot(
        long key, long left, int from = -10, int? until = null, bool own = false, long drawn = 0) => new(
        key, left, Now.AddDays(from), until is { } days ? Now.AddDays(days) : null, own, drawn);
}
