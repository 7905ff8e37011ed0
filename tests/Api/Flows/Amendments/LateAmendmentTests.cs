using Shouldly;
using SocialCommerce.Kernel.Operators;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;
using static SocialCommerce.TestSupport.Steps.AmendmentSteps;

namespace SocialCommerce.ApiTests.Flows.Amendments;

/// <summary>
/// An amendment that is heard of when its order's commission was settled, paid out or in a closed month: the difference
/// is booked then, and nothing that was kept changes.
/// </summary>
public sealed class LateAmendmentTests(TestApi api) : IClassFixture<TestApi>
{
    private static readonly DateTimeOffset January = ClawBackSteps.January;
    private static readonly DateTimeOffset February = ClawBackSteps.February;

    [Theory]
    [InlineData("carryDebt", 24_000, 900)]
    [InlineData("carryDebt", 15_000, 0)]
    [InlineData("carryDebt", 10_000, 0)]
    [InlineData("withinBalance", 24_000, 900)]
    [InlineData("withinBalance", 10_000, 0)]
    public async Task After_the_payout_the_difference_goes_into_the_next_statement(
        string policy, long price, long total)
    {
        var shop = await ClawBackSteps.Settled(api, policy);
        var before = (await shop.Statements("B")).Single().Body;
        (await shop.Amend("a", "a1", January.AddDays(4), Line("1", 1, price))).Changed()
            .ShouldBe([$"B {(price - 20_000) / 10}"]);
        (await shop.Net("B")).ShouldBe(4_500 + ((price - 20_000) / 10));
        await ClawBackSteps.Close(shop, total);
        (await shop.Statements("B"))[0].Body.ShouldBe(before);
        var absorbed = policy == "withinBalance" && price == 10_000 ? 500 : 0;
        (await shop.Partner("B")).Minor("available").ShouldBe(Math.Min(0, 500 + ((price - 20_000) / 10) + absorbed));
    }

    [Fact]
    public async Task A_closed_month_keeps_its_bytes_and_the_difference_is_a_late_fact_with_its_document()
    {
        var shop = await api.Operator(await Shop(), "li", Roles.Operator, Roles.Finance);
        (await shop.Order("o1", "C", Day(2), 10_000, 5_000)).Paid().ShouldBe(["B 1500"]);
        await shop.SetClock(January.AddDays(2));
        (await shop.Post("/v1/months", new { month = "2010-12" })).Must(201);
        var balance = (await shop.Get("/v1/months/2010-12/trial-balance/csv")).Must(200).Body;
        (await shop.Amend("o1", "a1", Day(20), Line("1", 2, 10_000), Line("3", 1, 500))).Changed()
            .ShouldBe(["B 1050"]);
        (await shop.RefundUnits("o1", "r1", January.AddDays(2), "3", 1)).Must(201);
        (await shop.Get("/v1/months/2010-12/trial-balance/csv")).Must(200).Body.ShouldBe(balance);
        var late = (await shop.Get("/v1/months/2010-12/late-facts")).Must(200).Body;
        late.ShouldContain("\"amendment\"");
        await shop.SetClock(February);
        (await shop.Post("/v1/months", new { month = "2011-01" })).Must(201);
        (await shop.Get("/v1/months/2011-01/journal/csv")).Must(200).Body.ShouldContain("amendment,a1");
        (await shop.Get("/v1/commissions/costs?from=2011-01&to=2011-01&by=product")).Status.ShouldBeOneOf(200, 404);
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    [Fact]
    public async Task A_dividend_of_an_earlier_period_is_what_it_was_and_the_next_one_takes_the_difference()
    {
        var earned = new List<(long, long)>();
        foreach (var amendsFirst in new[] { true, false })
        {
            var shop = await Shop(("rules", new[]
            {
                new { ruleId = "pool", kind = "dividend", poolBps = 1_000, tier = "T1", share = "equal" },
            }));
            (await shop.Order("o1", "C", Day(20), 40_000)).Must(201);
            await shop.SetClock(January.AddDays(3));
            if (amendsFirst) await Amend(shop);
            var december = Earned(await Run(shop, Day(1).Date, January));
            if (!amendsFirst) await Amend(shop);
            await shop.SetClock(February);
            earned.Add((december, Earned(await Run(shop, January, February))));
            (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
        }
        earned[0].ShouldBe((50_000, 6_000));
        earned[1].ShouldBe(earned[0]);

        static async Task Amend(TestShop shop) =>
            (await shop.Amend("o1", "a1", January.AddDays(3), Line("1", 1, 39_000), Line("2", 1, 7_000))).Must(201);
    }

    [Theory]
    [InlineData(3, 4)]
    [InlineData(3, 20)]
    [InlineData(18, 20)]
    [InlineData(18, 40)]
    [InlineData(36, 40)]
    public async Task An_amendment_that_is_amended_back_is_as_if_it_had_never_happened(int amended, int back)
    {
        foreach (var withinBalance in new[] { false, true })
            (await Story(amended, back, withinBalance, true))
                .ShouldBe(await Story(amended, back, withinBalance, false));
    }

    /// <summary>
    /// Two months of a shop whose order is another one for a while, or never is; December is settled.
    /// </summary>
    private async Task<string[]> Story(int amended, int back, bool withinBalance, bool amends)
    {
        var shop = await Shop(("returnPolicy", withinBalance ? "withinBalance" : "carryDebt"));
        (await shop.Put("/v1/member-tiers/gold", new
        {
            name = "Gold",
            rank = 2,
            growthFrom = 90,
            privileges = Array.Empty<object>(),
        })).Must(200);
        (await shop.Order("o1", "C", Day(2), 6_001, 3_999)).Must(201);
        (await shop.Order("o2", "C", Day(2), 777)).Must(201);
        (await shop.RefundLine("o1", "r1", Day(2), "1", 333)).Must(201);
        for (var day = 3; day < 42; day++)
        {
            await shop.SetClock(Day(day));
            if (day == 33) (await shop.Settle(January)).Must(201);
            if (!amends) continue;
            if (day == amended)
                (await shop.Amend("o1", "a1", Day(day), Line("1", 2, 6_001), Line("2", 1, 100), Line("x", 3, 7, "p1")))
                    .Must(201);
            if (day == back)
                (await shop.Amend(
                    "o1", "a2", Day(day), Line("1", 1, 6_001), Line("2", 1, 3_999),
                    new { lineId = "x", productId = "p1", quantity = 0 })).Must(201);
        }
        await shop.SetClock(February);
        (await shop.Settle(February)).Must(201);
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
        var (member, journey) = (await shop.Get("/v1/members/C"), await shop.Get("/v1/customers/C/journey"));
        var partner = await shop.Partner("B");
        var order = (await shop.Get("/v1/orders/o1")).Must(200);
        return
        [
            member.Must(200).Number("points").ToString(), journey.Must(200).Body,
            // What was settled while it was more is netted by the next statements.
            $"{partner.Minor("net")} {partner.Minor("pending")} "
                + $"{partner.Minor("available") + partner.Minor("settled")} {partner.Tier()} "
                + $"{partner.Minor("teamNetSales")}",
            $"{order.Minor("due")} {order.Minor("value")} {order.Minor("left")} {order.Minor("refundedGoods")}",
        ];
    }

    private static Task<Answer> Run(TestShop shop, DateTimeOffset start, DateTimeOffset end) =>
        shop.Post("/v1/dividends", new { periodStart = start, periodEnd = end });

    private static long Earned(Answer run) =>
        run.Must(201).List("pools")[0].GetProperty("earned").GetProperty("amount").GetInt64();

    private async Task<TestShop> Shop(params (string, object)[] changes)
    {
        var shop = await (await api.NewShop()).WithSpendPlan([("minimumPayout", 0), .. changes]);
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        return shop;
    }
}
