using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.Refunds;

/// <summary>A refund that failed at the bank, or whose order was reinstated, is taken out again.</summary>
public sealed class CancelRefundTests(TestApi api) : IClassFixture<TestApi>
{
    private static readonly DateTimeOffset January = new(2011, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset February = January.AddMonths(1);

    [Fact]
    public async Task After_the_cancellation_the_true_refund_leaves_nothing_and_nothing_is_refused()
    {
        var shop = await Shop();
        (await shop.Order("o1", "C", Day(2), 7_616)).Paid().ShouldBe(["B 762"]);
        (await shop.RefundPlain("o1", "failed", Day(3), 5_742)).Must(201);
        (await shop.Net("B")).ShouldBe(187);
        var cancelled = (await Cancel(shop, "o1", "failed", Day(4))).Must(200);
        (cancelled.Text("status"), cancelled.Minor("goods")).ShouldBe(("cancelled", 5_742));
        (await shop.Net("B")).ShouldBe(762);
        (await shop.Get("/v1/members/C")).Must(200).Number("points").ShouldBe(76);
        (await shop.Get("/v1/orders/o1")).Must(200).Minor("refundedGoods").ShouldBe(0);

        (await shop.RefundPlain("o1", "true", Day(5), 7_616)).Must(201);
        (await shop.Net("B")).ShouldBe(0);
        (await shop.Get("/v1/members/C")).Must(200).Number("points").ShouldBe(0);
        (await shop.Get("/v1/orders/o1")).Must(200).Minor("refundedGoods").ShouldBe(7_616);
        var refunds = (await shop.Get("/v1/orders/o1/refunds")).Must(200).List("data");
        refunds.Select(refund => refund.GetProperty("status").GetString()).ShouldBe(["cancelled", "applied"]);
        var undone = refunds[0].GetProperty("cancellation");
        undone.GetProperty("cancelledAt").GetDateTimeOffset().ShouldBe(Day(4));
        undone.GetProperty("reason").GetString().ShouldBe("It failed at the bank");
        (await shop.RefundPlain("o1", "failed", Day(3), 5_742)).Must(201).Text("status").ShouldBe("cancelled");
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_same_again_has_the_same_answer_and_another_report_is_refused()
    {
        var shop = await Shop();
        (await shop.Order("o1", "C", Day(2), 1_000)).Must(201);
        (await shop.RefundUnits("o1", "r1", Day(3), "1", 1)).Must(201);
        var other = shop.Through(await api.Instance());
        var both = await Task.WhenAll(Cancel(shop, "o1", "r1", Day(4)), Cancel(other, "o1", "r1", Day(4)));
        both[0].Must(200).Body.ShouldBe(both[1].Must(200).Body);
        (await Cancel(shop, "o1", "r1", Day(4))).Must(200).Body.ShouldBe(both[0].Body);
        (await Cancel(shop, "o1", "r1", Day(5))).Refused(409, "CANCELLATION_CONFLICT").Pointer
            .ShouldBe("#/cancelledAt");
        (await Cancel(shop, "o1", "r1", Day(4), "Another")).Refused(409, "CANCELLATION_CONFLICT").Pointer
            .ShouldBe("#/reason");
        (await Cancel(shop, "o2", "r1", Day(4))).Refused(409, "CANCELLATION_CONFLICT").Pointer.ShouldBe("#");
        (await Cancel(shop, "o1", "r1", Day(4), " ")).Refused(422, "VALIDATION_FAILED");
        (await shop.Net("B")).ShouldBe(100);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_refund_and_its_cancellation_that_meet_before_either_took_effect_have_none()
    {
        var shop = await Shop();
        // The cancellation first, of a known order and of one that comes later; then the refund first.
        (await shop.Order("o1", "C", Day(2), 1_000)).Must(201);
        (await Cancel(shop, "o1", "r1", Day(4))).Must(202).Text("reason").ShouldBe("refundUnknown");
        (await Cancel(shop, "o1", "r1", Day(4))).Must(202).Text("status").ShouldBe("waiting");
        (await Cancel(shop, "o1", "r1", Day(5))).Refused(409, "CANCELLATION_CONFLICT");
        (await Cancel(shop, "o2", "r2", Day(4))).Must(202).Text("reason").ShouldBe("orderUnknown");
        (await shop.RefundPlain("o3", "r3", Day(3), 400)).Must(202).Text("status").ShouldBe("waiting");
        (await shop.FailedChecks()).ShouldBeEmpty();

        (await shop.RefundPlain("o1", "r1", Day(3), 400)).Must(202).Text("status").ShouldBe("cancelled");
        (await shop.RefundPlain("o1", "r1", Day(3), 400)).Must(202).Text("status").ShouldBe("cancelled");
        (await Cancel(shop, "o3", "r3", Day(4))).Must(202).Text("status").ShouldBe("cancelled");
        (await Cancel(shop, "o3", "r3", Day(4))).Must(202).Text("status").ShouldBe("cancelled");
        (await shop.Order("o3", "C", Day(2), 1_000)).Must(201);
        (await shop.Order("o2", "C", Day(2), 1_000)).Must(201);
        (await shop.WaitingFor()).ShouldBe(["refundCancellation r2 refundUnknown"]);
        (await shop.RefundPlain("o2", "r2", Day(3), 400)).Must(202).Text("status").ShouldBe("cancelled");
        (await shop.Waiting()).ShouldBeEmpty();
        (await shop.Waiting("?status=cancelled")).Length.ShouldBe(6);
        (await shop.Net("B")).ShouldBe(300);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_refund_that_waited_for_room_takes_effect_when_another_is_cancelled()
    {
        var shop = await Shop();
        (await shop.RefundPlain("o1", "first", Day(3), 700)).Must(202);
        (await shop.RefundPlain("o1", "second", Day(3), 350)).Must(202);
        (await shop.RefundPlain("o1", "huge", Day(3), 90_000)).Must(202);
        (await shop.Order("o1", "C", Day(2), 1_000)).Must(201);
        (await shop.WaitingFor()).ShouldBe(["refund second exceedsPaid", "refund huge exceedsPaid"]);
        (await Cancel(shop, "o1", "first", Day(4))).Must(200);
        (await shop.WaitingFor()).ShouldBe(["refund huge exceedsPaid"]);
        (await shop.Get("/v1/orders/o1")).Must(200).Minor("refundedGoods").ShouldBe(350);
        (await shop.Net("B")).ShouldBe(65);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_line_that_is_no_longer_refunded_is_open_again()
    {
        var shop = await Shop(("reportsShipments", true));
        (await shop.OpenOrder("o1", "C", Day(2), 600, 400)).Must(201);
        (await shop.Post("/v1/orders/o1/completions", new { completedAt = Day(3), lineIds = new[] { "1" } })).Must(200);
        (await shop.RefundUnits("o1", "r1", Day(4), "2", 1)).Must(201);
        (await shop.Partner("B")).Minor("pending").ShouldBe(60);
        (await Cancel(shop, "o1", "r1", Day(5))).Must(200);
        await shop.SetClock(Day(28));
        (await shop.Partner("B")).Minor("pending").ShouldBe(100);
        (await shop.FailedChecks()).ShouldBeEmpty();
        (await shop.Post("/v1/orders/o1/completions", new { completedAt = Day(6), lineIds = new[] { "2" } })).Must(200);
        await shop.SetClock(Day(50));
        (await shop.Partner("B")).Minor("available").ShouldBe(100);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(3, 4)]
    [InlineData(3, 20)]
    [InlineData(18, 20)]
    [InlineData(3, 40)]
    [InlineData(18, 40)]
    [InlineData(36, 40)]
    public async Task A_refund_with_its_cancellation_is_as_if_it_had_never_happened(int refunded, int cancelled)
    {
        foreach (var withinBalance in new[] { false, true })
        {
            var undone = await Story(refunded, cancelled, withinBalance, true);
            undone.ShouldBe(await Story(refunded, cancelled, withinBalance, false));
        }
    }

    /// <summary>Two months of a shop whose order is refunded for a while, or never is; December is settled.</summary>
    private async Task<string[]> Story(int refunded, int cancelled, bool withinBalance, bool undo)
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
        for (var day = 3; day < 42; day++)
        {
            await shop.SetClock(Day(day));
            if (day == 33) (await shop.Settle(January)).Must(201);
            if (!undo) continue;
            if (day == refunded)
                (await shop.Post("/v1/orders/o1/refunds", new
                {
                    refundId = "r1",
                    refundedAt = Day(day),
                    lines = new object[] { new { lineId = "2", quantity = 1 } },
                    amount = Pence(3_333),
                })).Must(201);
            if (day == cancelled) (await Cancel(shop, "o1", "r1", Day(day))).Must(200);
        }
        await shop.SetClock(February);
        (await shop.Settle(February)).Must(201);
        (await shop.FailedChecks()).ShouldBeEmpty();
        var (member, journey) = (await shop.Get("/v1/members/C"), await shop.Get("/v1/customers/C/journey"));
        var partner = await shop.Partner("B");
        return
        [
            member.Must(200).Number("points").ToString(), member.Body.WithoutShop(), journey.Must(200).Body,
            $"{partner.Minor("net")} {partner.Minor("pending")} {partner.Minor("available")} "
                + $"{partner.Minor("settled")} {partner.Tier()}",
            (await shop.Get("/v1/orders/o1")).Must(200).Minor("refundedGoods").ToString(),
        ];
    }

    private static Task<Answer> Cancel(
        TestShop shop, string orderId, string refundId, DateTimeOffset cancelledAt,
        string reason = "It failed at the bank") =>
        shop.Post($"/v1/orders/{orderId}/refunds/{refundId}/cancellation", new { cancelledAt, reason });

    private async Task<TestShop> Shop(params (string, object)[] changes)
    {
        var shop = await (await api.NewShop()).WithSpendPlan([("minimumPayout", 0), .. changes]);
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        return shop;
    }
}
