using Shouldly;
using SocialCommerce.Kernel.Operators;
using SocialCommerce.Ladder.Payments;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;
using static SocialCommerce.TestSupport.Steps.PaymentSteps;

namespace SocialCommerce.ApiTests.Ladder.Payments;

/// <summary>Open parts past their date are listed, the longest overdue first, and announced once.</summary>
public sealed class ListOverduePaymentsTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task Parts_that_are_open_past_their_date_are_listed_by_age()
    {
        var shop = await Shop();
        (await Overdue(shop)).ShouldBe(["o1 1 300", "o2 1 300", "o1 2 300", "o2 2 300"]);
        (await shop.Pay("o1", "p", Day(9), 400)).Must(200);
        (await Overdue(shop)).ShouldBe(["o2 1 300", "o1 2 200", "o2 2 300"]);
        (await shop.WriteOff("o2", "w", 1)).Must(200);
        (await Overdue(shop)).ShouldBe(["o1 2 200", "o2 2 300"]);
        (await shop.RefundPlain("o2", "r", Day(9), 600)).Must(201);
        (await Overdue(shop)).ShouldBe(["o1 2 200"], "nothing is left of the other order");
        var item = (await shop.Get("/v1/overdue-payments")).Must(200).List("data").Single();
        item.GetProperty("customerId").GetString().ShouldBe("C");
        item.GetProperty("overdueSeconds").GetInt64().ShouldBe(3 * 86_400);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Pages_hold_every_part_once_and_a_foreign_cursor_is_refused()
    {
        var shop = await Shop();
        var (seen, cursor) = (new List<string>(), (string?)null);
        do
        {
            var page = (await shop.Get($"/v1/overdue-payments?limit=1{(cursor is null ? "" : $"&cursor={cursor}")}"))
                .Must(200);
            seen.AddRange(page.List("data").Select(Named));
            cursor = page.Json.TryGetProperty("nextCursor", out var next) ? next.GetString() : null;
        } while (cursor is not null);
        seen.ShouldBe(["o1 1 300", "o2 1 300", "o1 2 300", "o2 2 300"]);
        (await shop.Get("/v1/overdue-payments?cursor=fjE")).RefusedAt(400, "CURSOR_UNREADABLE", "?cursor");
        (await shop.Get("/v1/overdue-payments?limit=0")).RefusedAt(422, "LIMIT_OUT_OF_RANGE", "?limit");
    }

    [Fact]
    public async Task An_overdue_part_is_announced_once_by_the_shops_clock()
    {
        api.Settings.Add($"--{OverduePartSchedule.Setting}=20");
        await api.Instance();
        await api.Instance();
        var shop = await Shop();
        (await shop.Order("plain", "C", Day(2), 900)).Must(201);
        await Until(shop, 4);
        await shop.SetClock(Day(15));
        await Until(shop, 6);
        (await shop.Pay("o1", "p", Day(14), 900)).Must(200);
        var other = await Shop();
        await Until(other, 4);
        (await api.Events(shop, "order.paymentOverdue")).ShouldBe(6);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    private static async Task<string[]> Overdue(TestShop shop) =>
        [.. (await shop.Get("/v1/overdue-payments")).Must(200).List("data").Select(Named)];

    private static string Named(System.Text.Json.JsonElement item) =>
        $"{item.GetProperty("orderId").GetString()} {item.GetProperty("part").GetInt32()} "
        + $"{item.GetProperty("open").GetProperty("amount").GetInt64()}";

    private async Task Until(TestShop shop, int announced)
    {
        for (var tries = 0; tries < 1_000; tries++, await Task.Delay(20))
            if (await api.Events(shop, "order.paymentOverdue") >= announced) break;
        (await api.Events(shop, "order.paymentOverdue")).ShouldBe(announced);
    }

    private async Task<TestShop> Shop()
    {
        var shop = await api.NewShop("manual", now: Day(10));
        foreach (var order in new[] { "o1", "o2" })
            (await shop.PartOrder(
                order, "C", 2, 900, "instalments", null, Part(1, 300, 3), Part(2, 300, 7), Part(3, 300, 13)))
                .Must(201);
        return await api.Operator(shop, "fay", Roles.Finance);
    }
}
