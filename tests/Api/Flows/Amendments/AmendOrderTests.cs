using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;
using static SocialCommerce.TestSupport.Steps.AmendmentSteps;

namespace SocialCommerce.ApiTests.Flows.Amendments;

/// <summary>An order is changed after payment: lines and units are added, prices change.</summary>
public sealed class AmendOrderTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task The_document_s_example_pays_and_takes_back_what_it_says()
    {
        var shop = await Shop();
        (await shop.Order("o1", "C", Day(2), 10_000)).Paid().ShouldBe(["B 1000"]);
        var answer = await shop.Amend("o1", "a1", Day(3), Line("1", 2, 10_000), Line("2", 1, 5_000));
        answer.Changed().ShouldBe(["B 1500"]);
        (answer.Minor("due"), answer.Minor("value"), answer.Minor("left")).ShouldBe((25_000, 25_000, 25_000));
        (await shop.RefundUnits("o1", "r1", Day(4), "1", 1)).Must(201).Minor("goods").ShouldBe(10_000);
        (await shop.Net("B")).ShouldBe(1_500);

        (await shop.Order("o2", "C", Day(2), 10_000)).Must(201);
        (await shop.RefundUnits("o2", "r2", Day(3), "1", 1)).Must(201);
        (await shop.Net("B")).ShouldBe(1_500);
        (await shop.Amend("o2", "a2", Day(4), Line("1", 2, 10_000), Line("2", 1, 5_000))).Changed()
            .ShouldBe(["B 1500"], "what was refunded stays refunded");
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    [Fact]
    public async Task Points_spend_journey_and_team_sales_follow_and_the_order_shows_its_amendments()
    {
        var shop = await Shop();
        (await shop.Order("o1", "C", Day(2), 10_000)).Must(201);
        (await shop.Amend("o1", "up", Day(3), Line("1", 1, 12_000))).Number("points").ShouldBe(20);
        (await shop.Amend("o1", "down", Day(4), Line("1", 1, 8_000))).Changed().ShouldBe(["B -400"]);
        (await shop.Get("/v1/members/C")).Must(200).Number("points").ShouldBe(80);
        var journey = (await shop.Get("/v1/customers/C/journey")).Must(200);
        (journey.Number("orders"), journey.Minor("paid"), journey.Minor("refunded")).ShouldBe((1, 8_000, 0));
        (await shop.Partner("B")).Body.ShouldContain("8000", Case.Insensitive, "team sales");
        var order = (await shop.Get("/v1/orders/o1")).Must(200);
        order.List("amendments").Select(one => one.GetProperty("amendmentId").GetString()).ShouldBe(["up", "down"]);
        order.List("lines")[0].GetProperty("unitPrice").GetProperty("amount").GetInt64().ShouldBe(8_000);
        (await shop.Get("/v1/orders/o1/commission")).Must(200).List("amendments").Length.ShouldBe(2);
        (await shop.Get("/v1/orders/tier-B")).Must(200).Json.TryGetProperty("amendments", out _).ShouldBeFalse();
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    [Fact]
    public async Task Commission_is_by_the_order_s_own_chain_tiers_and_version()
    {
        var shop = await Shop();
        (await shop.Order("o1", "C", Day(2), 10_000)).Paid().ShouldBe(["B 1000"]);
        await shop.SetClock(Day(4));
        (await shop.Order("more", "B", Day(4), 30_000)).Promoted().ShouldBe(["B T3"]);
        await shop.Promote("A", 1, Day(4));
        await shop.Bind("B", "A");
        await shop.Publish(ShopSteps.Plan(
            ("rules", new[] { ShopSteps.Level("level", (1, "T1", 5_000), (1, "T3", 9_000)) })));
        await shop.SetClock(Day(5));
        (await shop.Amend("o1", "a1", Day(5), Line("2", 1, 3_000))).Changed().ShouldBe(["B 300"]);
        (await shop.Explained("o1")).ShouldBe(["B 1300"]);
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    [Fact]
    public async Task A_line_that_is_taken_off_and_put_back_is_as_if_nothing_had_happened()
    {
        var shop = await Shop();
        (await shop.Order("o1", "C", Day(2), 6_001, 3_999)).Must(201);
        var before = await shop.State("o1");
        (await shop.Amend("o1", "off", Day(3), new { lineId = "2", productId = "p2", quantity = 0 }, Line("3", 1, 500)))
            .Changed().ShouldBe(["B -350"]);
        (await shop.Net("B")).ShouldBe(650);
        (await shop.Amend("o1", "back", Day(4), Line("2", 1, 3_999), new
        {
            lineId = "3",
            productId = "p3",
            quantity = 0,
        })).Changed().ShouldBe(["B 350"]);
        (await shop.State("o1")).Where(line => !line.StartsWith("3 0 0 0", StringComparison.Ordinal)).ShouldBe(before);
        (await shop.Amend("o1", "empty", Day(5), new { lineId = "1", productId = "p1", quantity = 0 }, new
        {
            lineId = "2",
            productId = "p2",
            quantity = 0,
        })).Minor("value").ShouldBe(0);
        (await shop.Net("B")).ShouldBe(0);
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    [Fact]
    public async Task Tenders_discounts_fees_and_tax_are_taken_as_they_are_now()
    {
        var shop = await Shop();
        (await shop.Post("/v1/orders", new
        {
            orderId = "o1",
            customerId = "C",
            paidAt = Day(2),
            completedAt = Day(2),
            lines = new[] { Line("1", 1, 10_000) },
            tenders = new[] { Tender("points", 2_000), Tender("card", 8_000) },
        })).Paid().ShouldBe(["B 800"]);
        (await shop.Post("/v1/orders/o1/amendments", new
        {
            amendmentId = "a1",
            amendedAt = Day(3),
            lines = new[] { Line("2", 1, 5_000) },
            tenders = new[] { Tender("points", 3_000), Tender("card", 12_000) },
        })).Changed().ShouldBe(["B 400"]);
        (await shop.Post("/v1/orders/o1/amendments", new
        {
            amendmentId = "a2",
            amendedAt = Day(4),
            discounts = new[] { new { amount = Pence(3_000), fundedBy = "merchant" } },
            tenders = Array.Empty<object>(),
        })).Must(201).Minor("value").ShouldBe(12_000);
        var third = (await shop.Post("/v1/orders/o1/amendments", new
        {
            amendmentId = "a3",
            amendedAt = Day(5),
            discounts = new[] { new { amount = Pence(90_000), fundedBy = "platform" } },
            tenders = new[] { Tender("card", 1) },
        })).Must(201);
        third.Warnings().ShouldBe(["discountExceedsOrder #/discounts", "tendersRounded #/tenders"]);
        (third.Minor("due"), third.Minor("value")).ShouldBe((0, 15_000));
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    [Fact]
    public async Task What_cannot_be_read_is_refused_and_named()
    {
        var shop = await Shop();
        (await shop.Order("o1", "C", Day(2), 10_000)).Must(201);
        (await shop.Amend("o1", "a1", Day(3))).Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/lines");
        (await shop.Amend("o1", "a1", Day(3), Line("1", 1, 5, "other"))).Refused(422, "LINE_PRODUCT_CHANGED").Pointer
            .ShouldBe("#/lines/0/productId");
        (await shop.Amend("o1", "a1", Day(3), new
        {
            lineId = "1",
            productId = "p1",
            quantity = 1,
            unitPrice = new { amount = 5, currency = "EUR" },
        })).Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/lines/0/unitPrice/currency");
        (await shop.Amend("o1", "a1", Day(3), Line("1", -1, 5))).Refused(422, "VALIDATION_FAILED").Pointer
            .ShouldBe("#/lines/0/quantity");
        (await shop.Amend("o1", "a1", Day(3), Line("9", 1, 5), Line("9", 1, 5))).Refused(422, "VALIDATION_FAILED")
            .Pointer.ShouldBe("#/lines/1/lineId");
        (await shop.Amend("o1", "a1", Day(3), Line("9", 1, 999_999_999_999), Line("8", 1, 999_999_999_999)))
            .Refused(422, "AMOUNT_OUT_OF_RANGE").Pointer.ShouldBe("#/lines");
        (await shop.Net("B")).ShouldBe(1_000);
        (await shop.Get("/v1/orders/o1")).Must(200).Json.TryGetProperty("amendments", out _).ShouldBeFalse();
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_same_again_has_the_same_answer_and_another_body_is_refused()
    {
        var shop = await Shop();
        (await shop.Order("o1", "C", Day(2), 10_000)).Must(201);
        (await shop.Order("o2", "C", Day(2), 10_000)).Must(201);
        var other = shop.Through(await api.Instance());
        var both = await Task.WhenAll(
            shop.Amend("o1", "a1", Day(3), Line("2", 1, 500)), other.Amend("o1", "a1", Day(3), Line("2", 1, 500)));
        both[0].Must(201).Body.ShouldBe(both[1].Must(201).Body);
        var again = await shop.Amend("o1", "a1", Day(3), Line("2", 1, 500));
        (again.Must(201).Body, again.IsReplayed()).ShouldBe((both[0].Body, true));
        (await shop.Amend("o1", "a1", Day(3), Line("2", 2, 500))).Refused(409, "AMENDMENT_CONFLICT").Pointer
            .ShouldBe("#/lines/0/quantity");
        (await shop.Amend("o1", "a1", Day(4), Line("2", 1, 500))).Refused(409, "AMENDMENT_CONFLICT").Pointer
            .ShouldBe("#/amendedAt");
        (await shop.Amend("o2", "a1", Day(3), Line("2", 1, 500))).Refused(409, "AMENDMENT_CONFLICT").Pointer
            .ShouldBe("#");
        (await shop.Net("B")).ShouldBe(2_050);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_does_not_fit_together_is_taken_with_a_warning()
    {
        var shop = await Shop();
        (await shop.Post("/v1/orders", new
        {
            orderId = "o1",
            customerId = "C",
            paidAt = Day(2),
            completedAt = Day(2),
            lines = new[] { Line("1", 3, 1_000) },
            tenders = new[] { Tender("card", 3_000) },
        })).Must(201);
        (await shop.RefundUnits("o1", "r1", Day(3), "1", 2)).Must(201);
        (await shop.Amend("o1", "a1", Day(4), Line("1", 1, 1_000), Line("2", 1, 10, "new"), new
        {
            lineId = "no-such-line",
            productId = "p1",
            quantity = 0,
        })).Warnings().ShouldBe(
            [
                "quantityBelowRefunded #/lines/0/quantity", "unknownProduct #/lines/1/productId",
                "unknownLine #/lines/2/lineId", "tendersDoNotAddUp #/tenders",
            ]);
        var order = (await shop.Get("/v1/orders/o1")).Must(200);
        (order.Minor("left"), order.Minor("refundedGoods")).ShouldBe((10, 1_000), "both units of one are back");
        (await shop.Net("B")).ShouldBe(1);
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    [Fact]
    public async Task The_same_order_reported_again_says_what_is_left_of_it_now()
    {
        var shop = await Shop();
        var first = (await shop.Order("o1", "C", Day(2), 10_000)).Must(201);
        first.Json.TryGetProperty("now", out _).ShouldBeFalse();
        (await shop.Amend("o1", "a1", Day(3), Line("1", 2, 10_000))).Must(201);
        (await shop.RefundUnits("o1", "r1", Day(4), "1", 1)).Must(201);
        var again = (await shop.Order("o1", "C", Day(2), 10_000)).Must(201);
        again.IsReplayed().ShouldBeTrue();
        (again.Minor("now", "due"), again.Minor("now", "refundedGoods"), again.Minor("now", "value"),
            again.Minor("now", "refunded"), again.Minor("now", "left"))
            .ShouldBe((20_000, 10_000, 20_000, 10_000, 10_000));
        again.Json.GetProperty("now").GetProperty("amendments").GetInt32().ShouldBe(1);
        again.Minor("value").ShouldBe(10_000, "the rest is the first answer");
        again.Body.ShouldStartWith(first.Body[..^1]);
        (await shop.Order("o1", "C", Day(2), 10_000, 1)).Refused(409, "ORDER_CONFLICT");
    }

    internal static object Tender(string kind, long amount) => new { kind, amount = Pence(amount) };

    private async Task<TestShop> Shop(params (string, object)[] changes)
    {
        var shop = await (await api.NewShop()).WithSpendPlan([("minimumPayout", 0), .. changes]);
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        return shop;
    }
}
