using Shouldly;
using SocialCommerce.ApiTests.Ladder.ProductLinks;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Ladder.Reports;

/// <summary>Who of the customers of a week or month bought in the following ones.</summary>
public sealed class GetRetentionReportTests(TestApi api) : IClassFixture<TestApi>
{
    private const string Path = "/v1/reports/retention";

    [Fact]
    public async Task A_cohort_has_a_rate_in_each_later_week_and_none_in_the_running_one()
    {
        // The 6th, 13th and 20th of December 2010 are Mondays.
        var shop = await api.NewShopWith("tea");
        await shop.Buy("a1", "A", Day(6), "tea");
        await shop.Buy("a2", "A", Day(8), "tea");
        await shop.Buy("a3", "A", Day(14), "tea");
        await shop.Buy("a4", "A", Day(20), "tea");
        await shop.Buy("b1", "B", Day(12), "tea");
        await shop.Buy("b2", "B", Day(15), "tea");
        await shop.GiveBack("b2", Day(16));
        await shop.Buy("c1", "C", Day(13, 0), "tea");
        await shop.Buy("c2", "C", Day(21), "tea");
        await shop.Buy("d1", "D", Day(22), "tea");
        (await Cohorts(shop, "?cohort=week&periods=3")).ShouldBe(
            ["2010-12-06 2: 1/2 5000, 1/2 open", "2010-12-13 1: 1/1 open", "2010-12-20 1: "]);
        await shop.SetClock(Day(27, 0));
        (await Cohorts(shop, "?cohort=week&periods=4")).ShouldBe(
            ["2010-12-06 2: 1/2 5000, 1/2 5000, 0/2 open", "2010-12-13 1: 1/1 10000, 0/1 open",
            "2010-12-20 1: 0/1 open", "2010-12-27 0: "]);
        (await Cohorts(shop, "?periods=2")).ShouldBe(["2010-11-01 0: 0/0 open", "2010-12-01 4: "]);
    }

    [Fact]
    public async Task A_cohort_follows_the_first_order_in_whatever_order_it_is_reported()
    {
        var shop = await api.NewShopWith("tea");
        await shop.Buy("a2", "A", Day(14), "tea");
        await shop.Buy("a1", "A", Day(7), "tea");
        await shop.SetClock(Day(21));
        (await Cohorts(shop, "?cohort=week&periods=3"))
            .ShouldBe(["2010-12-06 1: 1/1 10000, 0/1 open", "2010-12-13 0: 0/0 open", "2010-12-20 0: "]);
        await shop.GiveBack("a1", Day(21));
        (await Cohorts(shop, "?cohort=week&periods=2")).ShouldBe(["2010-12-13 1: 0/1 open", "2010-12-20 0: "]);
    }

    [Fact]
    public async Task Periods_are_those_of_the_shops_time_zone()
    {
        var shop = await api.NewShop(timeZone: "Asia/Shanghai");
        await shop.Buy("a1", "A", Day(5, 15), "tea");
        await shop.Buy("b1", "B", Day(5, 16), "tea");
        (await Cohorts(shop, "?cohort=week&periods=2")).ShouldBe(["2010-11-29 1: 0/1 open", "2010-12-06 1: "]);
    }

    [Fact]
    public async Task A_shop_without_orders_has_twelve_empty_months()
    {
        var cohorts = await Cohorts(await api.NewShop(), "");
        cohorts.Length.ShouldBe(12);
        cohorts[^2].ShouldBe("1969-12-01 0: 0/0 open");
    }

    [Fact]
    public async Task A_unit_or_a_number_of_periods_that_cannot_be_is_refused()
    {
        var shop = await api.NewShop();
        (await shop.Get(Path + "?cohort=day")).Refused(422, "VALUE_UNKNOWN");
        (await shop.Get(Path + "?periods=0")).Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/periods");
        (await shop.Get(Path + "?periods=25")).Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/periods");
    }

    private static async Task<string[]> Cohorts(TestShop shop, string query) =>
        [.. (await shop.Get(Path + query)).Must(200).List("cohorts").Select(cohort =>
            $"{cohort.Text("start")} {cohort.Text("customers")}: "
            + string.Join(", ", cohort.GetProperty("following").EnumerateArray().Select(one =>
                $"{one.Text("numerator")}/{one.Text("denominator")} "
                + (one.GetProperty("isOpen").GetBoolean() ? "open" : one.Text("rateBps")))))];
}
