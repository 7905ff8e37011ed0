using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.Refunds;

/// <summary>A refund that comes before its order waits for it.</summary>
public sealed class EarlyRefundTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task It_is_listed_with_its_age_and_applied_when_the_order_comes()
    {
        var shop = await Shop();
        var waiting = await shop.RefundPlain("o1", "r1", Day(3), 400);
        waiting.Must(202).Text("status").ShouldBe("waiting");
        waiting.Text("reason").ShouldBe("orderUnknown");
        (await shop.RefundPlain("o1", "r1", Day(3), 400)).Must(202).Body.ShouldBe(waiting.Body);
        (await shop.RefundPlain("o1", "r1", Day(3), 401)).Refused(409, "REFUND_CONFLICT")
            .Pointer.ShouldBe("#/amount/amount");
        (await shop.RefundPlain("o2", "r1", Day(3), 400)).Refused(409, "REFUND_CONFLICT").Pointer.ShouldBe("#");
        await shop.SetClock(Day(4));
        var listed = (await shop.Waiting()).ShouldHaveSingleItem();
        listed.GetProperty("eventId").GetString().ShouldBe(waiting.Text("eventId"));
        listed.GetProperty("referenceId").GetString().ShouldBe("r1");
        listed.GetProperty("ageSeconds").GetInt64().ShouldBe(24 * 3_600);
        listed.GetProperty("reported").GetProperty("amount").GetProperty("amount").GetInt64().ShouldBe(400);

        (await shop.Order("o1", "C", Day(2), 1_000)).Paid().ShouldBe(["B 100"]);
        (await shop.Waiting()).ShouldBeEmpty();
        (await shop.Net("B")).ShouldBe(60);
        var applied = (await shop.RefundPlain("o1", "r1", Day(3), 400)).Must(201);
        applied.Text("status").ShouldBe("applied");
        (await shop.Get("/v1/orders/o1")).Must(200).Minor("refundedGoods").ShouldBe(400);
        (await shop.Get("/v1/members/C")).Must(200).Number("points").ShouldBe(6);
        var kept = (await shop.Get("/v1/orders/o1/refunds")).Must(200).List("data").ShouldHaveSingleItem();
        kept.GetProperty("recordedAt").GetDateTimeOffset().ShouldBe(Day(3), "when it was reported");
        kept.GetProperty("appliedAt").GetDateTimeOffset().ShouldBe(Day(4));
        var ended = (await shop.Waiting("?status=applied")).ShouldHaveSingleItem();
        ended.GetProperty("appliedTo").GetString().ShouldBe("o1");
        ended.GetProperty("resolvedAt").GetDateTimeOffset().ShouldBe(Day(4));
        ended.TryGetProperty("resolution", out _).ShouldBeFalse("no person decided");
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
    public async Task One_that_is_too_large_goes_on_waiting_with_its_reason_and_the_order_stands()
    {
        var shop = await Shop();
        (await shop.RefundPlain("o1", "good", Day(3), 700)).Must(202);
        (await shop.RefundPlain("o1", "large", Day(3), 350)).Must(202);
        (await shop.RefundUnits("o1", "line", Day(3), "9", 1)).Must(202);
        (await shop.RefundUnits("o1", "units", Day(3), "1", 2)).Must(202);
        (await shop.RefundPlain("o1", "small", Day(3), 300)).Must(202);
        (await shop.Order("o1", "C", Day(2), 1_000)).Must(201);
        (await shop.WaitingFor()).ShouldBe(
            ["refund large exceedsPaid", "refund line lineUnknown", "refund units unitsExceedSold"]);
        (await shop.WaitingFor("?status=applied")).ShouldBe(["refund good orderUnknown", "refund small orderUnknown"]);
        var again = (await shop.RefundPlain("o1", "large", Day(3), 350)).Must(202);
        (again.Text("status"), again.Text("reason")).ShouldBe(("waiting", "exceedsPaid"));
        (await shop.Net("B")).ShouldBe(0);
        (await shop.Get("/v1/orders/o1/refunds")).Must(200).List("data").Length.ShouldBe(2);
        (await api.Announced(shop)).Where(told => told.Contains("large", StringComparison.Ordinal)).ShouldBe(
            ["event.waiting refund o1 large orderUnknown", "event.waiting refund o1 large exceedsPaid"]);
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
        (await shop.Waiting()).ShouldBeEmpty();
        (await shop.Net("B")).ShouldBe(0);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task One_id_reported_at_once_for_a_known_and_for_an_unknown_order_has_one_effect()
    {
        var shop = await Shop();
        var other = shop.Through(await api.Instance());
        (await shop.Order("known", "C", Day(2), 100_000)).Must(201);
        for (var i = 0; i < 12; i++)
        {
            var answers = await Task.WhenAll(
                shop.RefundPlain("known", $"r{i}", Day(3), 10), other.RefundPlain($"u{i}", $"r{i}", Day(3), 10));
            answers.Count(answer => answer.Status == 409).ShouldBe(1);
            answers.Count(answer => answer.Status is 201 or 202).ShouldBe(1);
            (await shop.Order($"u{i}", "C", Day(3), 1_000)).Must(201);
        }
        (await shop.Waiting()).ShouldBeEmpty();
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    private async Task<TestShop> Shop()
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        return shop;
    }
}
