using System.Text.Json;
using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Commissions.Balances;

/// <summary>A partner is shown what conditions read, and what is missing to the tiers above.</summary>
public sealed class GetPartnerTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task A_partner_sees_what_is_counted_and_what_is_missing_to_every_tier_above()
    {
        var shop = await Shop();
        foreach (var id in new[] { "a", "b", "c" }) await shop.Bind(id, "P");
        await shop.Order("p", "P", Day(1), 10_000);
        await shop.Order("a", "a", Day(1), 10_000);
        await shop.Order("b", "b", Day(1), 4_000);
        await shop.Bind("x", "a");
        await shop.Order("x", "x", Day(1), 500);

        var partner = (await shop.Partner("P")).Must(200);
        partner.Tier().ShouldBe("T1");
        Text(partner.List("directPartners")).ShouldBe(["T1 1", "T2 0", "T3 0"]);
        var ahead = partner.List("tiersAhead");
        ahead.Select(tier => tier.GetProperty("tierId").GetString()).ShouldBe(["T2", "T3"]);
        ahead[1].TryGetProperty("conditions", out _).ShouldBeFalse("nobody is promoted to it by numbers");
        var conditions = ahead[0].GetProperty("conditions");
        conditions.GetProperty("met").GetBoolean().ShouldBeFalse();
        conditions.GetProperty("all").EnumerateArray().Select(Line).ShouldBe(
        [
            "directPartners 1 of 3, missing 2, met False", "directBuyers 2 of 2, missing 0, met True",
            "teamNetSales 14000 of 20000, missing 6000, met False", "training, met False",
        ]);
        (await shop.Partner("x")).List("tiersAhead").Length.ShouldBe(3);
        (await shop.Get("/v1/partners")).Must(200).List("data")[0].TryGetProperty("tiersAhead", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Without_tiers_nothing_is_ahead()
    {
        var shop = await api.NewShop();
        await shop.Order("1", "a", Day(1), 100);
        var person = (await shop.Partner("a")).Must(200);
        person.List("directPartners").ShouldBeEmpty();
        person.List("tiersAhead").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_partner_sees_from_which_balance_on_a_statement_is_made_and_what_is_missing()
    {
        var shop = await api.NewShop();
        await shop.WithSpendPlan(("minimumPayout", 1_500));
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        (await Missing(shop)).ShouldBe((1_500, 1_500));
        (await shop.Order("o1", "C", Day(2), 10_000)).Paid().ShouldBe(["B 1000"]);
        (await Missing(shop)).ShouldBe((1_500, 1_500), "it is inside the hold");
        await shop.SetClock(Day(16));
        (await Missing(shop)).ShouldBe((1_500, 500), "derived from time, whether it has been booked or not");
        (await shop.Order("o2", "C", Day(16), 4_999)).Paid().ShouldBe(["B 500"]);
        await shop.SetClock(Day(30));
        (await Missing(shop)).ShouldBe((1_500, 0));
        (await shop.RefundPlain("o1", "r1", Day(30, 9), 10_000)).Must(201);
        (await Missing(shop)).ShouldBe((1_500, 1_000));
        await shop.SetClock(Day(30, 10));
        (await shop.Settle(Day(30, 10))).Must(201);
        (await Missing(shop)).ShouldBe((1_500, 1_000), "what is carried forward counts");
        await shop.Publish(ShopSteps.Plan(("minimumPayout", 300)), Day(31));
        (await Missing(shop)).ShouldBe((1_500, 1_000), "the version is not in force yet");
        await shop.SetClock(Day(31));
        (await Missing(shop)).ShouldBe((300, 0));
        (await shop.Settle(Day(31, 9))).Must(422);
        await shop.SetClock(Day(31, 10));
        (await shop.Settle(Day(31, 9))).Must(201);
        (await Missing(shop)).ShouldBe((300, 300), "the statement has taken the balance");
        (await shop.Get("/v1/partners")).Must(200).List("data")[0].TryGetProperty("minimumPayout", out _)
            .ShouldBeFalse();
    }

    [Fact]
    public async Task A_debt_is_missing_as_well_and_without_a_plan_there_is_no_minimum()
    {
        var bare = await api.NewShop();
        await bare.Order("1", "a", Day(1), 100);
        (await Missing(bare, "a")).ShouldBe((0, 0));

        var shop = await api.NewShop();
        await shop.WithSpendPlan(("minimumPayout", 300));
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        (await shop.Order("o1", "C", Day(2), 10_000)).Paid().ShouldBe(["B 1000"]);
        await shop.SetClock(Day(20));
        (await shop.Settle(Day(20))).Must(201);
        (await Missing(shop)).ShouldBe((300, 300));
        (await shop.RefundPlain("o1", "r1", Day(20, 9), 4_000)).Must(201);
        (await Missing(shop)).ShouldBe((300, 700), "400 of debt and 300");
    }

    private static async Task<(long Minimum, long Missing)> Missing(TestShop shop, string id = "B")
    {
        var partner = await shop.Partner(id);
        return (partner.Minor("minimumPayout"), partner.Minor("missingToMinimum"));
    }

    private async Task<TestShop> Shop()
    {
        var shop = await api.NewShop();
        object Number(string metric, long atLeast, int? depth = null) => new { metric, atLeast, depth };
        (await shop.Put("/v1/partner-tiers", new
        {
            tiers = new object[]
            {
                new { tierId = "T1", name = "One", conditions = Number("ownNetSpend", 10_000) },
                new
                {
                    tierId = "T2", name = "Two", conditions = new
                    {
                        all = new[]
                        {
                            Number("directPartners", 3), Number("directBuyers", 2), Number("teamNetSales", 20_000, 1),
                            new { metric = "training", training = "exam" },
                        },
                    },
                },
                new { tierId = "T3", name = "Three" },
            },
        })).Must(200);
        return shop;
    }

    private static string[] Text(JsonElement[] counts) =>
    [
        .. counts.Select(count => $"{count.GetProperty("tier").GetString()} {count.GetProperty("people").GetInt64()}"),
    ];

    private static string Line(JsonElement one)
    {
        var (metric, met) = (one.GetProperty("metric").GetString(), one.GetProperty("met").GetBoolean());
        return one.TryGetProperty("reached", out var reached)
            ? $"{metric} {reached} of {one.GetProperty("atLeast")}, missing {one.GetProperty("missing")}, met {met}"
            : $"{metric}, met {met}";
    }
}
