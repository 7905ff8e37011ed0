using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;
using static SocialCommerce.TestSupport.Steps.ShopSteps;

namespace SocialCommerce.ApiTests.Flows.Refunds;

/// <summary>What refunds come to depends on their sums alone, and on nothing in which they came.</summary>
public sealed class RefundTotalTests(TestApi api) : IClassFixture<TestApi>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_line_and_a_plain_amount_leave_the_same_whichever_came_first(bool lineFirst)
    {
        var shop = await TwoLines();
        for (var i = 0; i < 2; i++)
            (await (i == 0 == lineFirst
                ? shop.RefundLine("o1", "line", Day(3), "1", 100)
                : shop.RefundPlain("o1", "plain", Day(3), 50))).Must(201);
        (await shop.Explained("o1")).ShouldBe(["B zeroBase", "B 50"], "left (0, 50)");
        (await shop.Net("B")).ShouldBe(50);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_plain_amount_alone_is_spread_over_the_lines()
    {
        var shop = await TwoLines();
        (await shop.RefundPlain("o1", "plain", Day(3), 50)).Must(201);
        (await shop.Explained("o1")).ShouldBe(["B 75", "B 75"], "left (75, 75)");
        (await shop.Net("B")).ShouldBe(150);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_worked_example_nets_to_nothing_in_the_end()
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        await shop.Chain(Day(1), ("C", 0), ("B", 1), ("A", 3));
        (await shop.Order("o1", "C", Day(2), 9_995, 10)).Paid().ShouldBe(["B 1000", "A 800"]);
        (await shop.RefundUnits("o1", "r1", Day(3), "2", 1)).Must(201).List("commissions").ShouldBeEmpty();
        (await shop.RefundUnits("o1", "r2", Day(3), "1", 1)).Must(201).List("commissions").Length.ShouldBe(2);
        (await shop.Net("B")).ShouldBe(0);
        (await shop.Net("A")).ShouldBe(0);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_same_refunds_in_any_order_end_at_the_same()
    {
        Func<TestShop, Task<Answer>>[] refunds =
        [
            shop => shop.RefundUnits("o1", "a", Day(3), "1", 1),
            shop => shop.RefundUnits("o1", "b", Day(3), "1", 3),
            shop => shop.RefundLine("o1", "c", Day(3), "2", 333),
            shop => shop.RefundPlain("o1", "d", Day(3), 777),
            shop => shop.RefundPlain("o1", "e", Day(3), 1),
            shop => shop.RefundLine("o1", "f", Day(3), "3", 49),
            shop => shop.RefundUnits("o1", "g", Day(3), "1", 2),
        ];
        int[][] orders = [[0, 1, 2, 3, 4, 5, 6], [6, 5, 4, 3, 2, 1, 0], [3, 6, 0, 5, 2, 4, 1]];
        var ends = new List<string>();
        foreach (var order in orders)
        {
            var shop = await Chain();
            foreach (var i in order) (await refunds[i](shop)).Must(201);
            ends.Add(await End(shop));
        }
        ends.Distinct().Count().ShouldBe(1, string.Join("\n", ends));
    }

    [Fact]
    public async Task Refunds_at_once_come_to_the_same_as_one_after_another()
    {
        var shop = await Chain();
        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => (i % 3) switch
        {
            0 => shop.RefundLine("o1", $"r{i}", Day(3), "2", 11),
            1 => shop.RefundPlain("o1", $"r{i}", Day(3), 13),
            _ => shop.RefundLine("o1", $"r{i}", Day(3), "3", 7),
        }));
        answers.ShouldAllBe(answer => answer.Status == 201);
        (await shop.Get("/v1/orders/o1")).Must(200).Minor("refundedGoods").ShouldBe(10 * (11 + 13 + 7));
        var calm = await Chain();
        (await calm.RefundLine("o1", "x", Day(3), "2", 110)).Must(201);
        (await calm.RefundPlain("o1", "y", Day(3), 130)).Must(201);
        (await calm.RefundLine("o1", "z", Day(3), "3", 70)).Must(201);
        (await End(shop)).ShouldBe(await End(calm));
    }

    [Fact]
    public async Task Of_two_hundred_refunds_at_once_every_penny_counts()
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        var other = shop.Through(await api.Instance());
        await shop.Chain(Day(1), ("C", 0), ("B", 1), ("A", 3));
        (await shop.Order("o1", "C", Day(2), 70_007, 30_011)).Paid().ShouldBe(["B 10002", "A 8001"]);
        var answers = await Task.WhenAll(Enumerable.Range(1, 200).Select(i => i % 2 == 0
            ? shop.RefundPlain("o1", $"r{i}", Day(3), i)
            : other.RefundLine("o1", $"r{i}", Day(3), $"{1 + (i / 2 % 2)}", i)));
        answers.ShouldAllBe(answer => answer.Status == 201);
        (await shop.Get("/v1/orders/o1")).Must(200).Minor("refundedGoods").ShouldBe(200 * 201 / 2);
        // 79,918 are left: 10 % are 7,991.8, and 8 % 6,393.44.
        (await shop.Net("B")).ShouldBe(7_992);
        (await shop.Net("A")).ShouldBe(6_393);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_more_refunds_at_once_than_there_are_units_as_many_are_taken_as_there_are()
    {
        var shop = await Chain();
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 15).Select(i => shop.RefundUnits("o1", $"r{i}", Day(3), "1", 1)));
        answers.Count(answer => answer.Status == 201).ShouldBe(7);
        foreach (var kept in answers.Where(answer => answer.Status != 201))
            kept.Must(202).Text("reason").ShouldBe("unitsExceedSold");
        var order = (await shop.Get("/v1/orders/o1")).Must(200);
        order.Minor("refundedGoods").ShouldBe(7 * 143);
        (await shop.Net("B")).ShouldBe(210, "10 % of 2,100 is left");
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    /// <summary>C has paid 7 × 1.43, 20.00 and 1.00; above stand B (T1) and A (T3).</summary>
    private async Task<TestShop> Chain()
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        await shop.Chain(Day(1), ("C", 0), ("B", 1), ("A", 3));
        object Line(int id, int quantity, long price) =>
            new { lineId = $"{id}", productId = $"p{id}", quantity, unitPrice = Pence(price) };
        (await shop.Post("/v1/orders", new
        {
            orderId = "o1",
            customerId = "C",
            paidAt = Day(2),
            completedAt = Day(2),
            lines = new[] { Line(1, 7, 143), Line(2, 1, 2_000), Line(3, 1, 100) },
        })).Must(201);
        return shop;
    }

    private static async Task<string> End(TestShop shop)
    {
        (await shop.FailedChecks()).ShouldBeEmpty();
        var order = (await shop.Get("/v1/orders/o1")).Must(200);
        var member = (await shop.Get("/v1/members/C")).Must(200);
        return $"{order.Minor("refundedGoods")} B {await shop.Net("B")} A {await shop.Net("A")} " +
            $"points {member.Number("points")} {string.Join(',', await shop.Explained("o1"))}";
    }

    /// <summary>Lines of 1.00 and 1.00, each with a rule of its own that gives all of it away.</summary>
    private async Task<TestShop> TwoLines()
    {
        var (first, second) = (Level("first", (1, "T1", 10_000)), Level("second", (1, "T1", 10_000)));
        first["products"] = new[] { "p1" };
        second["products"] = new[] { "p2" };
        var shop = await (await api.NewShop()).WithSpendPlan(("rules", new[] { first, second }));
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        (await shop.Order("o1", "C", Day(2), 100, 100)).Paid().ShouldBe(["B 100", "B 100"]);
        return shop;
    }
}
