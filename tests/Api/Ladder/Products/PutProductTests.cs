using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Ladder.Products;

/// <summary>What a shop declares about a product counts for the orders that were paid before.</summary>
public sealed class PutProductTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task A_product_that_is_declared_after_it_was_sold_moves_the_journey()
    {
        var shop = await api.NewShop();
        await shop.Order("o1", "C", Day(1), 100);
        (await shop.Get("/v1/customers/C/journey")).Must(200).Text("nextRung").ShouldBe("traffic");
        (await shop.Put("/v1/products/p1", new { name = "n", rung = "member" })).Must(200);
        var journey = (await shop.Get("/v1/customers/C/journey")).Must(200);
        (journey.Text("topRung"), journey.Text("nextRung")).ShouldBe(("member", "partner"));
        (await shop.Put("/v1/products/p1", new { name = "again", rung = "member" })).Must(200);
        (await Sound(shop)).ShouldBeTrue();
    }

    [Fact]
    public async Task Orders_keep_the_rung_of_their_payment_also_when_they_are_reported_late()
    {
        var shop = await api.NewShop();
        (await shop.Put("/v1/products/p1", new { name = "n", rung = "low" })).Must(200);
        await shop.Order("o1", "A", Day(2), 100);
        (await shop.Put("/v1/products/p1", new { name = "n", rung = "member" })).Must(200);
        await shop.Order("o2", "B", Day(3), 100);
        await shop.Order("o3", "C", Day(1), 100);
        string Top(Answer journey) => journey.Must(200).Text("topRung");
        Top(await shop.Get("/v1/customers/A/journey")).ShouldBe("low");
        Top(await shop.Get("/v1/customers/B/journey")).ShouldBe("member");
        Top(await shop.Get("/v1/customers/C/journey")).ShouldBe("low");
        (await shop.Put("/v1/products/p1", new { name = "n" })).Must(200);
        await shop.Order("o4", "D", Day(4), 100);
        (await shop.Put("/v1/products/p1", new { name = "n", rung = "partner" })).Must(200);
        Top(await shop.Get("/v1/customers/A/journey")).ShouldBe("low");
        Top(await shop.Get("/v1/customers/D/journey")).ShouldBe("partner");
        (await Sound(shop)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_product_that_a_tier_names_after_it_was_sold_gives_the_tier_from_the_payment_on()
    {
        var shop = await api.NewShop();
        for (var i = 0; i < 60; i++) await shop.Order($"o{i}", $"c{i}", Day(1 + (i / 10)), 100);
        await shop.Order("other", "other", Day(6), 0, 100);
        await shop.Order("back", "back", Day(6), 100);
        (await shop.RefundUnits("back", "r1", Day(7), "1", 1)).Must(201);
        await Tier(shop, "p1", 365);
        (await Until(shop, "c0")).ShouldBe(Day(1).AddDays(365));
        (await Until(shop, "c59")).ShouldBe(Day(6).AddDays(365));
        (await Until(shop, "back")).ShouldBeNull("it was given back");
        var journey = (await shop.Get("/v1/customers/c0/journey")).Must(200);
        journey.Time("memberAt").ShouldBe(Day(1));
        (await shop.RefundUnits("o0", "r0", Day(8), "1", 1)).Must(201);
        (await Until(shop, "c0")).ShouldBeNull();
        await Tier(shop, "p1", 30);
        (await Until(shop, "c59")).ShouldBe(Day(6).AddDays(365), "a change shortens nothing");
        (await Sound(shop)).ShouldBeTrue();
    }

    [Fact]
    public async Task What_a_crash_left_undone_is_found_by_the_next_start()
    {
        var shop = await api.NewShop();
        await shop.Order("o1", "C", Day(1), 100);
        await Tier(shop, "p1", 365);
        (await shop.Put("/v1/products/p1", new { name = "n", rung = "low" })).Must(200);
        // As if the process had ended between the commit and what follows it.
        await api.Corrupt($"delete from member_tier_reviews where shop_id = {shop.ShopKey}");
        await api.Corrupt($"delete from member_given_tiers where shop_id = {shop.ShopKey}");
        await api.Corrupt($"update members set held = '[]', revision = 7 where shop_id = {shop.ShopKey}");
        await api.Corrupt($"update products set rung_due = '1' where shop_id = {shop.ShopKey}");
        await api.Corrupt($"update journeys set top_rung = null, member_at = null where shop_id = {shop.ShopKey}");
        await api.Instance();
        for (var tries = 0; tries < 500 && await Until(shop, "C") is null; tries++)
            await Task.Delay(20, TestContext.Current.CancellationToken);
        (await Until(shop, "C")).ShouldBe(Day(1).AddDays(365));
        var journey = (await shop.Get("/v1/customers/C/journey")).Must(200);
        (journey.Text("topRung"), journey.Time("memberAt")).ShouldBe(("low", Day(1)));
        (await Sound(shop)).ShouldBeTrue();
    }

    [Fact]
    public async Task Rows_that_were_written_by_the_time_of_hearing_are_recomputed()
    {
        var shop = await api.NewShop();
        await Tier(shop, "p1", 365);
        await shop.Order("o1", "C", Day(1), 100);
        await shop.Order("o2", "D", Day(1), 100);
        await api.Corrupt($"""
            update members set as_of = null, held = '[]' where shop_id = {shop.ShopKey}
            """);
        await api.Corrupt($"delete from member_given_tiers where shop_id = {shop.ShopKey}");
        await shop.Order("o3", "C", Day(2), 100);
        (await Until(shop, "C")).ShouldBe(Day(1).AddDays(730), "before the review comes");
        await api.Instance();
        for (var tries = 0; tries < 500 && await Until(shop, "D") is null; tries++)
            await Task.Delay(20, TestContext.Current.CancellationToken);
        (await Until(shop, "D")).ShouldBe(Day(1).AddDays(365));
        (await Sound(shop)).ShouldBeTrue();
    }

    [Fact]
    public async Task Orders_that_come_while_products_are_declared_end_with_tier_and_rung()
    {
        var shop = await api.NewShop();
        for (var round = 0; round < 8; round++)
        {
            var product = $"q{round}";
            var orders = Enumerable.Range(0, 6).Select(n => shop.Post("/v1/orders", new
            {
                orderId = $"o{round}-{n}",
                customerId = $"c{round}-{n}",
                paidAt = Day(1),
                lines = new[] { new { lineId = "1", productId = product, quantity = 1, unitPrice = Pence(100) } },
            })).ToList();
            var declared = shop.Put($"/v1/products/{product}", new { name = "n", rung = "member" });
            var tier = shop.Put($"/v1/member-tiers/t{round}", new
            {
                name = "t",
                rank = round + 1,
                privileges = Array.Empty<object>(),
                memberProducts = new[] { product },
                validityDays = 10,
            });
            (await Task.WhenAll(orders)).ShouldAllBe(answer => answer.Status == 201);
            (await declared).Must(200);
            (await tier).Must(200);
        }
        // Whatever met no declaration and no order is due, and found by the next look.
        (await shop.Put("/v1/products/p-last", new { name = "n", rung = "low" })).Must(200);
        for (var tries = 0; tries < 500 && !await Sound(shop); tries++)
            await Task.Delay(20, TestContext.Current.CancellationToken);
        await api.Instance();
        for (var round = 0; round < 8; round++)
            for (var n = 0; n < 6; n++)
            {
                (await Until(shop, $"c{round}-{n}")).ShouldBe(Day(11), $"round {round}");
                await Eventually(async () => (await shop.Get($"/v1/customers/c{round}-{n}/journey")).Must(200)
                    .Body.Contains("\"topRung\":\"member\"", StringComparison.Ordinal));
            }
    }

    private static async Task Eventually(Func<Task<bool>> holds)
    {
        for (var tries = 0; !await holds(); tries++, await Task.Delay(20))
            if (tries == 500) throw new TimeoutException("It did not come to that.");
    }

    private static async Task Tier(TestShop shop, string product, int days) =>
        (await shop.Put("/v1/member-tiers/gold", new
        {
            name = "Gold",
            rank = 1,
            privileges = Array.Empty<object>(),
            memberProducts = new[] { product },
            validityDays = days,
        })).Must(200);

    private static async Task<DateTimeOffset?> Until(TestShop shop, string customerId)
    {
        var member = (await shop.Get($"/v1/members/{customerId}")).Must(200);
        return member.Json.TryGetProperty("tier", out var tier)
            ? tier.GetProperty("validUntil").GetDateTimeOffset()
            : null;
    }

    private static async Task<bool> Sound(TestShop shop) => (await shop.FailedChecks()).Count == 0;
}
