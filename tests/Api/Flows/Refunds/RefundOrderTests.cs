using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.Refunds;

/// <summary>A refund: what it takes back, what it refuses, what it does again.</summary>
public sealed class RefundOrderTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task A_repeated_refund_has_one_effect_and_the_same_answer()
    {
        var shop = await Shop();
        var first = (await shop.RefundUnits("o1", "r1", Day(3), "1", 1)).Must(201);
        first.Minor("goods").ShouldBe(500);
        var again = (await shop.RefundUnits("o1", "r1", Day(3), "1", 1)).Must(201);
        again.Body.ShouldBe(first.Body);
        again.IsReplayed().ShouldBeTrue();
        (await shop.Net("B")).ShouldBe(50);
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 10).Select(_ => shop.RefundPlain("o1", "r2", Day(3), 100)));
        answers.ShouldAllBe(answer => answer.Status == 201);
        answers.Select(answer => answer.Body).Distinct().Count().ShouldBe(1);
        (await shop.Net("B")).ShouldBe(40);
        (await shop.Get("/v1/orders/o1/refunds")).Must(200).List("data").Length.ShouldBe(2);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_same_refund_id_with_other_content_is_refused_and_names_the_field()
    {
        var shop = await Shop();
        (await shop.RefundUnits("o1", "r1", Day(3), "1", 1)).Must(201);
        (await shop.RefundUnits("o1", "r1", Day(3), "1", 2)).Refused(409, "REFUND_CONFLICT")
            .Pointer.ShouldBe("#/lines/0/quantity");
        (await shop.RefundUnits("o1", "r1", Day(4), "1", 1)).Refused(409, "REFUND_CONFLICT")
            .Pointer.ShouldBe("#/refundedAt");
        (await shop.RefundPlain("o1", "r1", Day(3), 500)).Refused(409, "REFUND_CONFLICT").Pointer.ShouldBe("#/lines");
        (await shop.RefundUnits("o2", "r1", Day(3), "1", 1)).Refused(409, "REFUND_CONFLICT");
        (await shop.Net("B")).ShouldBe(50);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Units_that_came_back_for_nothing_leave_nothing_and_cannot_come_back_again()
    {
        var shop = await Shop();
        var free = new { lineId = "1", quantity = 2, amount = Pence(0) };
        (await shop.Post("/v1/orders/o1/refunds", new
        {
            refundId = "r1",
            refundedAt = Day(3),
            lines = new[] { free },
            shipping = Pence(0),
        })).Must(201).Minor("goods").ShouldBe(0);
        (await shop.Net("B")).ShouldBe(0);
        (await shop.RefundUnits("o1", "r2", Day(3), "1", 1)).Must(202).Text("reason").ShouldBe("unitsExceedSold");
        (await shop.RefundPlain("o1", "r3", Day(3), 1_000)).Must(201);
        (await shop.Net("B")).ShouldBe(0);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"lines":[{"lineId":"1","quantity":3}]}""", "unitsExceedSold")]
    [InlineData("""{"lines":[{"lineId":"1","amount":{"amount":1006,"currency":"GBP"}}]}""", "exceedsPaid")]
    [InlineData("""{"amount":{"amount":1006,"currency":"GBP"}}""", "exceedsPaid")]
    [InlineData("""{"lines":[{"lineId":"1","quantity":1}],"amount":{"amount":506,"currency":"GBP"}}""", "exceedsPaid")]
    public async Task More_than_was_paid_waits_for_a_decision_and_changes_nothing(string body, string reason)
    {
        var shop = await Shop();
        var refund = Refund("r1", body);
        var kept = (await shop.Post("/v1/orders/o1/refunds", refund)).Must(202);
        (kept.Text("status"), kept.Text("reason")).ShouldBe(("waiting", reason));
        (await shop.Post("/v1/orders/o1/refunds", refund)).Must(202).Body.ShouldBe(kept.Body);
        (await shop.Net("B")).ShouldBe(100);
        (await shop.WaitingFor()).ShouldBe([$"refund r1 {reason}"]);
        (await shop.Get("/v1/orders/o1")).Must(200).Minor("refundedGoods").ShouldBe(0);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"amount":{"amount":1005,"currency":"GBP"}}""", "#/amount", 0)]
    [InlineData("""{"lines":[{"lineId":"1","amount":{"amount":1005,"currency":"GBP"}}]}""", "#/lines/0/amount", 0)]
    [InlineData("""{"shipping":{"amount":301,"currency":"GBP"}}""", "#/shipping", 100)]
    [InlineData("""{"shipping":{"amount":99999,"currency":"GBP"}}""", "#/shipping", 100)]
    [InlineData("""{"tax":{"amount":51,"currency":"GBP"}}""", "#/tax", 100)]
    [InlineData("""{"lines":[{"lineId":"1","quantity":1}],"tax":{"amount":76,"currency":"GBP"}}""", "#/tax", 50)]
    public async Task A_little_too_much_or_only_in_shipping_or_tax_is_taken_with_a_warning(
        string body, string pointer, long left)
    {
        var shop = await Shop();
        var refund = Refund("r1", body);
        var taken = (await shop.Post("/v1/orders/o1/refunds", refund)).Must(201);
        taken.Warnings().ShouldBe([$"refundExceedsPaid {pointer}"]);
        (await shop.Post("/v1/orders/o1/refunds", refund)).Must(201).Body.ShouldBe(taken.Body);
        (await shop.Net("B")).ShouldBe(left);
        (await shop.WaitingFor()).ShouldBeEmpty();
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_refunded_before_counts_against_the_next_one()
    {
        var shop = await Shop();
        (await shop.RefundPlain("o1", "r1", Day(3), 600)).Must(201);
        (await shop.RefundLine("o1", "r2", Day(3), "1", 406)).Must(202).Text("reason").ShouldBe("exceedsPaid");
        (await shop.RefundUnits("o1", "r9", Day(3), "7", 1)).Refused(422, "LINE_UNKNOWN")
            .Pointer.ShouldBe("#/lines/0/lineId");
        var (amount, shipping, tax) = (Pence(400), Pence(300), Pence(50));
        var parts = new { refundId = "r3", refundedAt = Day(3), amount, shipping, tax };
        (await shop.Post("/v1/orders/o1/refunds", parts)).Must(201);
        (await shop.Net("B")).ShouldBe(0);
        (await shop.RefundPlain("o1", "r4", Day(3), 6)).Must(202).Text("reason").ShouldBe("exceedsPaid");
        var more = new { refundId = "r5", refundedAt = Day(3), shipping = Pence(1) };
        (await shop.Post("/v1/orders/o1/refunds", more)).Warnings().ShouldBe(["refundExceedsPaid #/shipping"]);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Units_with_an_amount_of_their_own_count_by_the_amount()
    {
        var shop = await Shop();
        var refund = new
        {
            refundId = "r1",
            refundedAt = Day(3),
            lines = new[] { new { lineId = "1", quantity = 1, amount = Pence(100) } },
        };
        (await shop.Post("/v1/orders/o1/refunds", refund)).Must(201).Minor("goods").ShouldBe(100);
        (await shop.Net("B")).ShouldBe(90);
        (await shop.RefundUnits("o1", "r2", Day(3), "1", 2)).Must(202).Text("reason").ShouldBe("unitsExceedSold");
        (await shop.RefundUnits("o1", "r3", Day(3), "1", 1)).Must(201).Minor("goods").ShouldBe(500);
        (await shop.Net("B")).ShouldBe(0, "every unit is back");
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Points_are_taken_back_at_the_rate_at_which_they_were_granted()
    {
        var shop = await Shop();
        (await shop.Order("big", "C", Day(2), 10_000)).Must(201).Number("points").ShouldBe(100);
        (await shop.Put("/v1/membership-settings", new { pointsPerUnitBps = 500, growthPerUnitBps = 500 })).Must(200);
        (await shop.RefundPlain("big", "r1", Day(3), 4_999)).Must(201).Number("points").ShouldBe(-50, "5,001 keeps 50");
        (await shop.Order("new", "C", Day(3), 1_000)).Must(201).Number("points").ShouldBe(50);
        (await shop.RefundPlain("big", "r2", Day(3), 5_001)).Must(201).Number("points").ShouldBe(-50);
        (await shop.Get("/v1/members/C")).Must(200).Number("points").ShouldBe(10 + 50);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_refund_lowers_team_sales_and_nobodys_tier()
    {
        var shop = await (await api.NewShop()).WithMainJobPlan();
        await shop.MakePartner("B", Day(1));
        (await shop.RefundPlain("own-B", "r1", Day(2), 20_000)).Must(201);
        (await shop.RefundPlain("first-B", "r2", Day(2), 1)).Must(201);
        var partner = await shop.Partner("B");
        partner.Tier().ShouldBe("T1");
        partner.Minor("ownNetSpend").ShouldBe(0);
        partner.Minor("teamNetSales").ShouldBe(0);
        partner.Number("directBuyers").ShouldBe(1, "who has bought has bought");
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    private static string Refund(string refundId, string body) =>
        $"{{\"refundId\":\"{refundId}\",\"refundedAt\":\"2010-12-03T08:00:00Z\",{body[1..]}";

    /// <summary>B's buyer C has paid 2 × 5.00 and shipping of 3.00 with tax of 0.50 inside.</summary>
    private async Task<TestShop> Shop()
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        (await shop.Post("/v1/orders", new
        {
            orderId = "o1",
            customerId = "C",
            paidAt = Day(2),
            completedAt = Day(2),
            shipping = Pence(300),
            tax = Pence(50),
            lines = new[] { new { lineId = "1", productId = "p1", quantity = 2, unitPrice = Pence(500) } },
        })).Paid().ShouldBe(["B 100"]);
        return shop;
    }
}
