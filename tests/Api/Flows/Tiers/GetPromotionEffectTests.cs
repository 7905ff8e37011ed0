using Shouldly;
using SocialCommerce.Kernel.Operators;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.Tiers;

/// <summary>What a promotion did to the people above (下级客户升级不影响上级客户利益).</summary>
public sealed class GetPromotionEffectTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task With_the_floor_nobody_above_gets_less_and_it_is_shown_by_rule()
    {
        var shop = await Shop(10_000);
        var effect = (await shop.Get("/v1/partners/B/promotion-effect")).Must(200);
        effect.Text("promotedTo").ShouldBe("T2");
        effect.Text("promotedFrom").ShouldBe("T1");
        effect.Json.GetProperty("holds").GetBoolean().ShouldBeTrue();
        Incomes(effect).ShouldBe(["0 A 3000 3000", "1 A 2000 2000"], "30 % less B's 10 %, then less 20 % with a floor");
        var line = effect.List("orders")[1].GetProperty("upline")[0].GetProperty("linesAfter")[0];
        line.GetProperty("heldBps").GetInt64().ShouldBe(2_000);
        line.GetProperty("rule").GetString().ShouldBe("climb");
        var larger = (await shop.Get("/v1/partners/B/promotion-effect?amount=1000000")).Must(200);
        Incomes(larger).ShouldBe(["0 A 300000 300000", "1 A 200000 200000"]);
    }

    [Fact]
    public async Task Without_a_floor_the_loss_is_told()
    {
        var effect = (await (await Shop(0)).Get("/v1/partners/B/promotion-effect")).Must(200);
        effect.Json.GetProperty("holds").GetBoolean().ShouldBeFalse();
        Incomes(effect).ShouldBe(["0 A 3000 3000", "1 A 2000 1000"]);
        effect.List("orders").Select(order => order.GetProperty("holds").GetBoolean()).ShouldBe([true, false]);
    }

    [Fact]
    public async Task Every_promotion_of_the_history_is_reported_by_its_own_time()
    {
        var shop = await Shop(10_000);
        var history = (await shop.Get("/v1/partners/B/history")).Must(200).List("data");
        history.Length.ShouldBe(2);
        history[0].GetProperty("until").GetDateTimeOffset()
            .ShouldBe(history[1].GetProperty("recordedAt").GetDateTimeOffset(), "a history is intervals");
        var first = await shop.Get(
            $"/v1/partners/B/promotion-effect?promotionId={history[0].GetProperty("promotionId").GetString()}");
        first.Must(200).Text("promotedTo").ShouldBe("T1");
        first.Json.TryGetProperty("promotedFrom", out _).ShouldBeFalse();
        Incomes(first).ShouldBeEmpty("B was bound to A only afterwards");
        (await shop.Get("/v1/partners/B/promotion-effect?promotionId=prm_7zzzzzzzzzzzz"))
            .Refused(404, "PROMOTION_NOT_FOUND");
        (await shop.Get("/v1/partners/C/promotion-effect")).Refused(404, "PROMOTION_NOT_FOUND");
        (await shop.Get("/v1/partners/B/promotion-effect?amount=0")).Must(422);
    }

    private static string[] Incomes(Answer effect) =>
    [
        .. from order in effect.List("orders")
           from person in order.GetProperty("upline").EnumerateArray()
           where person.GetProperty("after").GetProperty("amount").GetInt64() > 0
           select $"{order.GetProperty("distance").GetInt64()} {person.GetProperty("customerId").GetString()} "
               + $"{person.GetProperty("before").GetProperty("amount").GetInt64()} "
               + $"{person.GetProperty("after").GetProperty("amount").GetInt64()}",
    ];

    /// <summary>A(T3) above B, who goes from T1 to T2; C buys from B.</summary>
    private async Task<TestShop> Shop(int floorBps)
    {
        var shop = await (await api.Operator(await api.NewShop(), "signer", Roles.Operator)).WithSpendPlan(
            ("rules", new[] { ShopSteps.Differential("climb", floorBps, 1_000, 2_000, 3_000) }));
        await shop.Chain(Day(1), ("C", 0), ("B", 1), ("A", 3));
        (await shop.Order("climb", "B", Day(3), 10_000)).Promoted().ShouldBe(["B T2"]);
        return shop;
    }
}
