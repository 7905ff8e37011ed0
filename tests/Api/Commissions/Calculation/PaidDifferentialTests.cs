using Shouldly;
using SocialCommerce.Kernel.Operators;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Commissions.Calculation;

/// <summary>Differentials with floors, and peers, made and checked through the API alone.</summary>
public sealed class PaidDifferentialTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task A_promoted_downline_leaves_the_upline_what_it_had_and_refunds_follow()
    {
        var shop = await Perpetual();
        // A (T3) ← B ← C: B has no tier yet.
        await shop.Chain(Day(1), ("C", 0), ("B", 0), ("A", 3));
        (await shop.Order("1", "C", Day(2), 1_005)).Paid().ShouldBe(["A 302"], "301.5");
        await shop.Promote("B", 1, Day(3));
        (await shop.Order("2", "C", Day(4), 1_005)).Paid().ShouldBe(["B 100", "A 302"], "100.5, and the floor of 30 %");
        (await shop.Order("climb", "B", Day(5), 20_000)).Promoted().ShouldBe(["B T3"]);
        (await shop.Order("3", "C", Day(6), 1_005, 10_000)).Paid().ShouldBe(["B 3302", "A 3302"], "3,301.5");

        var lines = (await shop.Get("/v1/orders/3/commission")).Must(200).List("lines");
        lines.Select(line => (line.GetProperty("rateBps").GetInt32(), line.GetProperty("takenBps").GetInt32(),
            line.GetProperty("heldBps").GetInt32(), line.GetProperty("exact").GetString()))
            .ShouldBe([(3_000, 0, 0, "6603/2"), (3_000, 3_000, 3_000, "6603/2")]);
        lines[0].GetProperty("rounding").GetString().ShouldBe("cumulative");

        // 10,000 are left, then 9,999, then nothing.
        (await shop.RefundUnits("3", "r1", Day(7), "1", 1)).Must(201);
        (await shop.Explained("3")).ShouldBe(["B 3000", "A 3000"]);
        (await shop.RefundPlain("3", "r2", Day(8), 1)).Must(201).List("commissions").ShouldBeEmpty();
        (await shop.RefundPlain("3", "r3", Day(9), 9_999)).Must(201).List("commissions").Length.ShouldBe(2);
        (await shop.Net("B")).ShouldBe(100);
        (await shop.Explained("3")).ShouldBe(["B zeroBase", "A zeroBase"]);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_promotion_before_the_binding_leaves_no_floor()
    {
        var shop = await Perpetual();
        await shop.Promote("A", 3, Day(1));
        await shop.Promote("B", 1, Day(1));
        await shop.Chain(Day(1), ("C", 0), ("B", 0), ("A", 0));
        (await shop.Order("1", "C", Day(2), 1_000)).Paid().ShouldBe(["B 100", "A 200"]);
        // B climbs by this order, and is paid as before it.
        (await shop.Order("tier-B2", "B", Day(3), 10_000)).Paid().ShouldBe(["A 3000"]);
        (await shop.Order("2", "C", Day(4), 1_000)).Paid().ShouldBe(["B 200", "A 200"], "the floor of 20 % over T1");
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Orders_before_a_promotion_keep_their_snapshot_and_a_corrupted_floor_is_found()
    {
        var shop = await Perpetual();
        await shop.Chain(Day(1), ("C", 0), ("B", 1), ("A", 3));
        (await shop.Order("climb", "B", Day(2), 10_000)).Promoted().ShouldBe(["B T2"]);
        (await shop.Order("open", "C", Day(3), 1_000)).Paid().ShouldBe(["B 200", "A 200"]);
        (await shop.FailedChecks()).ShouldBeEmpty();
        var order = $"shop_id = {shop.ShopKey} and order_id = 'open'";
        await api.Corrupt($"""
            update commission_orders set snapshot = jsonb_set(snapshot, array['c','1','f'], '[{"{"}"u":"T3"{"}"}]')
            where {order}
            """);
        (await shop.FailedChecks()).ShouldBe(["commissions", "snapshots"], ignoreOrder: true);
        await api.Corrupt($"update commission_orders set snapshot = snapshot #- array['c','1','f'] where {order}");
        (await shop.FailedChecks()).ShouldBe(["commissions", "snapshots"], ignoreOrder: true);
    }

    [Fact]
    public async Task Level_differential_and_peer_in_one_plan_pay_in_their_order()
    {
        var shop = await Shop(
            ("payDepth", 3), ("rules", new object[]
            {
                ShopSteps.Level("level", (1, "T1", 500)), ShopSteps.Differential("climb", 0, 1_000, 2_000, 3_000),
                new { ruleId = "peer", kind = "peer", bps = 500, of = "bonus", generations = 1 },
            }));
        await shop.Chain(Day(1), ("D", 0), ("C", 1), ("B", 2), ("A", 2));
        (await shop.Order("1", "D", Day(2), 10_000)).Paid().ShouldBe(["C 500", "C 1000", "B 1000", "A 50"]);
        (await shop.Explained("1")).ShouldBe(
        [
            "C 500", "B noRate", "A noRate", "C 1000", "B 1000", "A takenBelow", "C noPeer", "B noPeer", "A 50",
        ]);
        (await shop.RefundPlain("1", "r1", Day(3), 5_000)).Must(201);
        (await shop.Net("A")).ShouldBe(25);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_share_that_becomes_positive_by_a_refund_starts_from_nothing_and_is_settled()
    {
        var shop = await Shop(("rules", new[] { ShopSteps.Differential("climb", 0, 1_000, 1_100, 1_100) }));
        await shop.Chain(Day(1), ("C", 0), ("B", 1), ("A", 2));
        (await shop.Order("1", "C", Day(2), 15)).Paid().ShouldBe(["B 2"], "1.5 → 2, 1.65 → 2");
        var refund = (await shop.RefundPlain("1", "r1", Day(3), 1)).Must(201);
        refund.List("commissions").Select(change => change.GetProperty("beneficiaryId").GetString() + " "
            + change.GetProperty("change").GetProperty("amount").GetInt64()).ShouldBe(["B -1", "A 1"]);
        (await shop.Explained("1")).ShouldBe(["B 1", "A 1"]);
        (await shop.FailedChecks()).ShouldBeEmpty();
        await shop.SetClock(Day(32));
        (await shop.Settle(Day(32, 0))).Must(201).Minor("total").ShouldBe(2);
        // After maturity the same way, from available; an order that nobody earned from at first is settled as well.
        (await shop.Order("2", "C", Day(32), 4)).Paid().ShouldBeEmpty("0.4 and 0.44");
        (await shop.RefundPlain("1", "r2", Day(33), 14)).Must(201);
        (await shop.Net("A")).ShouldBe(0);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Orders_while_the_downline_climbs_keep_snapshots_that_the_histories_confirm()
    {
        var shop = await Perpetual();
        var other = shop.Through(await api.Instance());
        await shop.Chain(Day(1), ("C", 0), ("B", 0), ("A", 3));
        foreach (var i in Enumerable.Range(1, 10)) await shop.Bind($"c{i}", "B");
        var orders = Enumerable.Range(1, 10).Select(
            i => (i % 2 == 0 ? shop : other).Order($"o{i}", $"c{i}", Day(2), 1_000));
        var climbs = Enumerable.Range(1, 3).Select(i => shop.Order($"b{i}", "B", Day(2), 10_000));
        (await Task.WhenAll(orders.Concat(climbs))).ShouldAllBe(answer => answer.Status == 201);
        (await shop.Order("last", "C", Day(3), 1_000)).Paid().ShouldBe(["B 300", "A 300"]);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Amounts_per_unit_follow_quantities_and_refunds()
    {
        var shop = await Shop(("rules", new[]
        {
            new { ruleId = "unit", kind = "level", rates = new[] { new { depth = 1, tier = "T1", unitMinor = 250 } } },
        }));
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        var lines = new[] { new { lineId = "1", productId = "p", quantity = 4, unitPrice = Pence(3_333) } };
        (await shop.Post("/v1/orders", new { orderId = "1", customerId = "C", paidAt = Day(2), lines }))
            .Paid().ShouldBe(["B 1000"]);
        (await shop.RefundUnits("1", "r1", Day(3), "1", 3)).Must(201);
        (await shop.Net("B")).ShouldBe(250);
        (await shop.RefundLine("1", "r2", Day(3), "1", 3_333)).Must(201);
        (await shop.Net("B")).ShouldBe(0);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    private Task<TestShop> Perpetual() =>
        Shop(("perpetual", true), ("rules", new[] { ShopSteps.Differential("climb", 10_000, 1_000, 2_000, 3_000) }));

    private async Task<TestShop> Shop(params (string Name, object Value)[] changes) =>
        await (await api.Operator(await api.NewShop(jurisdiction: "custom"), "signer", Roles.Operator))
            .WithSpendPlan(changes);
}
