using Shouldly;
using SocialCommerce.Tests.Host;
using Xunit;
using static SocialCommerce.Tests.Host.TestShop;

namespace SocialCommerce.Tests.Flows;

/// <summary>A refund that comes before its order waits for it.</summary>
public sealed class RefundingBeforeTheOrder(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task It_is_listed_with_its_age_and_applied_when_the_order_comes()
    {
        var shop = await Shop();
        var waiting = await shop.RefundPlain("o1", "r1", Day(3), 400);
        waiting.Must(202).Text("status").ShouldBe("waiting");
        (await shop.RefundPlain("o1", "r1", Day(3), 400)).Must(202).Body.ShouldBe(waiting.Body);
        (await shop.RefundPlain("o1", "r1", Day(3), 401)).Refused(409, "REFUND_CONFLICT")
            .Pointer.ShouldBe("#/amount/amount");
        await shop.SetClock(Day(4));
        var listed = (await Waiting(shop)).ShouldHaveSingleItem();
        listed.GetProperty("refundId").GetString().ShouldBe("r1");
        listed.GetProperty("ageSeconds").GetInt64().ShouldBe(24 * 3_600);

        (await shop.Order("o1", "C", Day(2), 1_000)).Paid().ShouldBe(["B 100"]);
        (await Waiting(shop)).ShouldBeEmpty();
        (await shop.Net("B")).ShouldBe(60);
        var applied = (await shop.RefundPlain("o1", "r1", Day(3), 400)).Must(201);
        applied.Text("status").ShouldBe("applied");
        (await shop.Get("/v1/orders/o1")).Must(200).Minor("refundedGoods").ShouldBe(400);
        (await shop.Get("/v1/members/C")).Must(200).Number("points").ShouldBe(6);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task It_takes_effect_at_the_later_of_both_times()
    {
        var shop = await Shop();
        (await shop.RefundPlain("o1", "r1", Day(2), 400)).Must(202);
        (await shop.Order("o1", "C", Day(5), 1_000)).Paid().ShouldBe(["B 100"]);
        var reversal = (await shop.Get("/v1/partners/B/movements")).Must(200).List("data")
            .Single(movement => movement.GetProperty("event").GetString() == "reversed");
        reversal.GetProperty("occurredAt").GetDateTimeOffset().ShouldBe(Day(5));
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task One_that_is_too_large_becomes_refused_and_the_order_stands()
    {
        var shop = await Shop();
        (await shop.RefundPlain("o1", "good", Day(3), 700)).Must(202);
        (await shop.RefundPlain("o1", "large", Day(3), 306)).Must(202);
        (await shop.RefundUnits("o1", "line", Day(3), "9", 1)).Must(202);
        (await shop.RefundPlain("o1", "small", Day(3), 300)).Must(202);
        (await shop.Order("o1", "C", Day(2), 1_000)).Must(201);
        var refused = await Waiting(shop);
        refused.Select(one => $"{one.GetProperty("refundId")} {one.GetProperty("status")} {one.GetProperty("refusal")}")
            .ShouldBe(["large refused exceedsPaid", "line refused lineUnknown"]);
        (await shop.Get("/v1/waiting-refunds?status=waiting")).Must(200).List("data").ShouldBeEmpty();
        (await shop.RefundPlain("o1", "large", Day(3), 306)).Must(202).Text("status").ShouldBe("refused");
        (await shop.Net("B")).ShouldBe(0);
        (await shop.Get("/v1/orders/o1/refunds")).Must(200).List("data").Length.ShouldBe(4);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_order_and_its_refund_at_once_find_each_other()
    {
        var shop = await Shop();
        var other = shop.Through(await api.Instance());
        for (var i = 0; i < 20; i++)
        {
            var id = $"o{i}";
            var answers = await Task.WhenAll(
                shop.Order(id, "C", Day(3), 1_000), other.RefundPlain(id, $"r{i}", Day(3), 1_000));
            answers[0].Must(201);
            answers[1].Status.ShouldBeOneOf(201, 202);
        }
        (await Waiting(shop)).ShouldBeEmpty();
        (await shop.Net("B")).ShouldBe(0);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    private async Task<TestShop> Shop()
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        return shop;
    }

    private static async Task<System.Text.Json.JsonElement[]> Waiting(TestShop shop) =>
        (await shop.Get("/v1/waiting-refunds")).Must(200).List("data");
}
