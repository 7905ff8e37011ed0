using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.Delivery;

/// <summary>A chargeback holds what an order has earned until it is won or lost.</summary>
public sealed class OpenChargebackTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task Won_it_gives_back_what_it_held_and_the_next_statement_takes_it()
    {
        var shop = await Shop();
        (await Open(shop, "cb1", Day(5))).Must(200).Text("status").ShouldBe("open");
        (await Balances(shop)).ShouldBe("1000 net, 0 pending, 0 available, 1000 held");
        var explained = (await shop.Get("/v1/orders/o1/commission")).Must(200);
        explained.List("waits").ShouldHaveSingleItem().GetProperty("for").GetString().ShouldBe("chargeback");
        explained.List("lines")[0].GetProperty("held").GetProperty("amount").GetInt64().ShouldBe(1_000);
        await shop.SetClock(Day(40));
        (await shop.Settle(Day(32))).Must(201).Minor("total").ShouldBe(0);
        (await shop.FailedChecks()).ShouldBeEmpty();
        (await Decide(shop, "cb1", "won", Day(40))).Must(200);
        (await Balances(shop)).ShouldBe("1000 net, 0 pending, 1000 available, 0 held");
        await shop.SetClock(Day(64));
        (await shop.Settle(Day(63))).Must(201).Minor("total").ShouldBe(1_000);
        var statements = (await shop.Statements("B")).OrderBy(statement => statement.Text("periodEnd")).ToList();
        statements.Select(statement => statement.Minor("total")).ShouldBe([0, 1_000]);
        statements.SelectMany(statement => statement.List("lines"))
            .Select(line => $"{line.GetProperty("event")} {line.GetProperty("amount").GetProperty("amount")}")
            .ShouldBe(["accrued 1000", "held -1000", "released 1000"]);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(6, 20)]
    [InlineData(20, 22)]
    public async Task Lost_it_refunds_what_is_left_of_the_order(int opened, int decided)
    {
        var shop = await Shop();
        (await shop.RefundPlain("o1", "r1", Day(4), 3_000)).Must(201);
        await shop.SetClock(Day(opened));
        (await Open(shop, "cb1", Day(opened))).Must(200);
        (await shop.RefundPlain("o1", "r2", Day(opened), 2_000)).Must(201);
        (await Balances(shop)).ShouldBe("500 net, 0 pending, 0 available, 500 held");
        await shop.SetClock(Day(decided));
        var lost = (await Decide(shop, "cb1", "lost", Day(decided))).Must(200);
        (await Balances(shop)).ShouldBe("0 net, 0 pending, 0 available, 0 held");
        (await shop.Get("/v1/orders/o1")).Must(200).Minor("refundedGoods").ShouldBe(10_000);
        (await shop.Get("/v1/orders/o1/refunds")).Must(200).List("data").Length.ShouldBe(3);
        (await Decide(shop, "cb1", "lost", Day(decided))).Must(200).Body.ShouldBe(lost.Body);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_settled_before_becomes_a_debt_until_it_is_won()
    {
        var shop = await Shop();
        await shop.SetClock(Day(33));
        (await shop.Settle(Day(32))).Must(201).Minor("total").ShouldBe(1_000);
        (await Open(shop, "cb1", Day(33))).Must(200);
        (await Balances(shop)).ShouldBe("1000 net, 0 pending, -1000 available, 1000 held");
        (await shop.Get("/v1/debts")).Must(200).List("data").ShouldHaveSingleItem();
        (await Decide(shop, "cb1", "won", Day(33))).Must(200);
        (await Balances(shop)).ShouldBe("1000 net, 0 pending, 0 available, 0 held");
        await shop.SetClock(Day(64));
        (await shop.Settle(Day(63))).Must(201).Minor("total").ShouldBe(0);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_two_chargebacks_the_last_to_be_won_sets_it_free()
    {
        var shop = await Shop();
        (await Open(shop, "cb1", Day(5))).Must(200);
        (await Open(shop, "cb2", Day(5))).Must(200);
        (await Decide(shop, "cb1", "won", Day(6))).Must(200);
        (await Balances(shop)).ShouldBe("1000 net, 0 pending, 0 available, 1000 held");
        (await shop.Get("/v1/holds")).Must(200).List("data").ShouldHaveSingleItem()
            .GetProperty("causeId").GetString().ShouldBe("cb2");
        (await Decide(shop, "cb2", "won", Day(6))).Must(200);
        (await Balances(shop)).ShouldBe("1000 net, 1000 pending, 0 available, 0 held");
        (await shop.Get("/v1/holds?status=released")).Must(200).List("data").Length.ShouldBe(2);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_cannot_be_is_refused_and_the_same_again_is_the_same()
    {
        var shop = await Shop();
        (await shop.Order("o2", "C", Day(2), 1_000)).Must(201);
        (await shop.RefundPlain("o1", "r1", Day(4), 1)).Must(201);
        await shop.SetClock(Day(7));
        (await Open(shop, "cb9", Day(5), "none")).Must(202).Text("reason").ShouldBe("orderUnknown");
        (await shop.RefundPlain("o1", "cb9", Day(4), 1)).Refused(409, "CHARGEBACK_ID_TAKEN").Pointer
            .ShouldBe("#/refundId");
        (await Open(shop, "cb1", Day(1))).Refused(422, "BEFORE_PAYMENT").Pointer.ShouldBe("#/openedAt");
        (await Open(shop, "r1", Day(5))).Refused(409, "REFUND_ID_TAKEN").Pointer.ShouldBe("#/chargebackId");
        (await Decide(shop, "cb8", "won", Day(6))).Must(202).Text("reason").ShouldBe("chargebackUnknown");
        var opened = (await Open(shop, "cb1", Day(5))).Must(200);
        (await Open(shop, "cb1", Day(5))).Must(200).Body.ShouldBe(opened.Body);
        (await Open(shop, "cb1", Day(6))).Refused(409, "CHARGEBACK_ID_REUSED");
        (await Open(shop, "cb1", Day(5), "o2")).Refused(409, "CHARGEBACK_ID_REUSED");
        (await Open(shop, "cb1", Day(5), "none")).Refused(409, "CHARGEBACK_ID_REUSED");
        (await shop.RefundPlain("o1", "cb1", Day(4), 1)).Refused(409, "CHARGEBACK_ID_TAKEN");
        (await Decide(shop, "cb1", "drawn", Day(6))).Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/outcome");
        (await Decide(shop, "cb1", "won", Day(4))).Refused(422, "BEFORE_OPENING").Pointer.ShouldBe("#/decidedAt");
        (await Decide(shop, "cb1", "won", Day(6))).Must(200);
        (await Decide(shop, "cb1", "lost", Day(6))).Refused(409, "CHARGEBACK_DECIDED");
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Raced_with_refunds_and_a_settlement_the_books_agree_and_the_net_is_that_of_the_sums()
    {
        var shop = await Shop();
        var other = shop.Through(await api.Instance());
        await shop.SetClock(Day(33));
        var events = Enumerable.Range(1, 8).Select(i => other.RefundPlain("o1", $"r{i}", Day(20), 100))
            .Append(shop.Settle(Day(32))).Append(Open(shop, "cb1", Day(20))).Append(Open(other, "cb1", Day(20)));
        (await Task.WhenAll(events)).ShouldAllBe(answer => answer.Status == 200 || answer.Status == 201);
        (await shop.FailedChecks()).ShouldBeEmpty();
        (await shop.Partner("B")).Minor("held").ShouldBe(920);
        var decided = await Task.WhenAll(
            Decide(shop, "cb1", "won", Day(33)), Decide(other, "cb1", "won", Day(33)),
            other.RefundPlain("o1", "r9", Day(33), 100), Decide(other, "cb1", "lost", Day(33)));
        decided.Count(answer => answer.Status == 409).ShouldBeInRange(1, 2);
        (await shop.Partner("B")).Minor("held").ShouldBe(0);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    /// <summary>B earns 1,000 of o1, which was received on the second day.</summary>
    private async Task<TestShop> Shop()
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        (await shop.Order("o1", "C", Day(2), 10_000)).Paid().ShouldBe(["B 1000"]);
        return shop;
    }

    private static Task<Answer> Open(TestShop shop, string id, DateTimeOffset at, string order = "o1") =>
        shop.Post($"/v1/orders/{order}/chargebacks", new { chargebackId = id, openedAt = at });

    private static Task<Answer> Decide(TestShop shop, string id, string outcome, DateTimeOffset at) =>
        shop.Post($"/v1/orders/o1/chargebacks/{id}/outcome", new { outcome, decidedAt = at });

    private static async Task<string> Balances(TestShop shop)
    {
        var partner = await shop.Partner("B");
        return string.Join(", ", new[] { "net", "pending", "available", "held" }
            .Select(name => $"{partner.Minor(name)} {name}"));
    }
}
