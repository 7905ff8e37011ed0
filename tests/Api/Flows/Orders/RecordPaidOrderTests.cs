using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.Orders;

/// <summary>A paid order: what it does, what it refuses, what it does again, and what it does at once.</summary>
public sealed class RecordPaidOrderTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task The_worked_example_of_two_lines_is_paid_and_taken_back_to_the_penny()
    {
        var shop = await (await api.NewShop()).WithMainJobPlan();
        await shop.Bind("B", "A");
        await shop.Bind("C", "B");
        await shop.MakePartner("B", Day(1));
        var order = (await shop.Order("o1", "C", Day(2), 9_995, 10)).Must(201);
        order.Json.GetProperty("commissions")[0].GetProperty("amount").GetProperty("amount").GetInt64().ShouldBe(1_000);

        var one = await shop.Post("/v1/orders/o1/refunds", new
        {
            refundId = "r1",
            refundedAt = Day(3),
            lines = new[] { new { lineId = "2", quantity = 1 } },
        });
        one.Must(201).Json.GetProperty("commissions").GetArrayLength().ShouldBe(0, "round(999.5) is 1,000 again");
        var all = await shop.Post("/v1/orders/o1/refunds", new
        {
            refundId = "r2",
            refundedAt = Day(3),
            lines = new[] { new { lineId = "1", quantity = 1 } },
        });
        all.Must(201).Json.GetProperty("commissions")[0]
            .GetProperty("change").GetProperty("amount").GetInt64().ShouldBe(-1_000);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Ten_identical_orders_at_once_through_two_instances_make_one()
    {
        var shop = await (await api.NewShop()).WithMainJobPlan();
        var other = shop.Through(await api.Instance());
        await shop.Bind("C", "B");
        await shop.MakePartner("B", Day(1));
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(i =>
            (i % 2 == 0 ? shop : other).Order("same", "C", Day(2), 5_000)));
        answers.ShouldAllBe(answer => answer.Status == 201);
        answers.Select(answer => answer.IsReplayed() ? answer.FirstAnswer() : answer.Body)
            .Distinct().Count().ShouldBe(1);
        answers.Count(answer => !answer.Headers.ContainsKey("Idempotency-Replayed")).ShouldBe(1);
        (await api.Count($"select count(*) from orders where shop_id = {shop.ShopKey} and order_id = 'same'"))
            .ShouldBe(1);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }
}
