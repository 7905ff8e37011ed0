using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Ladder.ProductLinks;

/// <summary>What follows from a customer's purchases, and until when.</summary>
public sealed class ListProductSuggestionsTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task A_linked_product_is_suggested_until_its_window_ends_or_it_is_bought()
    {
        var shop = await Linked();
        await shop.Buy("o1", "C", Day(1), "serum");
        var suggestion = (await Of(shop, "C")).List("suggestions");
        suggestion.Select(one => one.GetProperty("productId").GetString()).ShouldBe(["toner", "cream"]);
        suggestion[0].GetRawText().ShouldBe("""
            {"productId":"toner","afterProductId":"serum","orderId":"o1","boughtAt":"2010-12-01T08:00:00Z",
            "reason":"goes with it","windowDays":7,"until":"2010-12-08T08:00:00Z"}
            """.ReplaceLineEndings(""));

        await shop.Buy("o2", "C", Day(3), "toner");
        (await Suggested(shop, "C")).ShouldBe(["cream after serum of o1"]);
        await shop.SetClock(Day(31).AddTicks(-10));
        (await Suggested(shop, "C")).ShouldBe(["cream after serum of o1"]);
        await shop.SetClock(Day(31));
        (await Suggested(shop, "C")).ShouldBeEmpty("the window has ended");
    }

    [Fact]
    public async Task The_latest_purchase_opens_the_window_again()
    {
        var shop = await Linked();
        await shop.Buy("o1", "C", Day(1), "serum", "toner", "cream");
        (await Suggested(shop, "C")).ShouldBeEmpty("all were bought together");
        await shop.Buy("o2", "C", Day(5), "serum");
        (await Suggested(shop, "C")).ShouldBe(["toner after serum of o2", "cream after serum of o2"]);
    }

    [Fact]
    public async Task What_was_given_back_was_neither_bought_nor_followed()
    {
        var shop = await Linked();
        await shop.Buy("o1", "C", Day(1), "other", "serum");
        await shop.Buy("o2", "C", Day(2), "toner");
        await shop.GiveBack("o2", Day(3));
        (await Suggested(shop, "C")).ShouldBe(["toner after serum of o1", "cream after serum of o1"]);
        await shop.GiveBack("o1", Day(4), "2");
        (await Suggested(shop, "C")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Amounts_and_amendments_take_lines_back_as_units_do()
    {
        var shop = await Linked();
        await shop.Buy("o1", "C", Day(1), "serum", "other");
        (await shop.RefundLine("o1", "r1", Day(2), "1", 99)).Must(201);
        (await Suggested(shop, "C")).Length.ShouldBe(2, "a penny of it is left");
        (await shop.RefundLine("o1", "r2", Day(2), "1", 1)).Must(201);
        (await Suggested(shop, "C")).ShouldBeEmpty();

        await shop.Buy("o2", "D", Day(1), "other");
        (await shop.Post("/v1/orders/o2/amendments", new
        {
            amendmentId = "a1",
            amendedAt = Day(2),
            lines = new[] { new { lineId = "new", productId = "serum", quantity = 1, unitPrice = Pence(100) } },
        })).Must(201);
        (await Suggested(shop, "D")).Length.ShouldBe(2, "the amendment added it");
        (await shop.RefundPlain("o2", "r3", Day(3), 200)).Must(201);
        (await Suggested(shop, "D")).ShouldBeEmpty("nothing is left of the order");
    }

    [Fact]
    public async Task A_removed_link_suggests_nothing()
    {
        var shop = await Linked();
        await shop.Buy("o1", "C", Day(1), "serum");
        (await shop.Delete("/v1/products/serum/links/toner")).Must(204);
        (await Suggested(shop, "C")).ShouldBe(["cream after serum of o1"]);
    }

    [Fact]
    public async Task An_unknown_customer_is_refused() =>
        (await (await api.NewShop()).Get("/v1/customers/lost/product-suggestions"))
            .Refused(404, "CUSTOMER_NOT_FOUND");

    private async Task<TestShop> Linked()
    {
        var shop = await api.NewShopWith("serum", "toner", "cream", "other");
        (await shop.Link("serum", "toner", 7)).Must(200);
        (await shop.Link("serum", "cream", 30)).Must(200);
        return shop;
    }

    private static async Task<Answer> Of(TestShop shop, string customerId) =>
        (await shop.Get($"/v1/customers/{customerId}/product-suggestions")).Must(200);

    private static async Task<string[]> Suggested(TestShop shop, string customerId) =>
        [.. (await Of(shop, customerId)).List("suggestions").Select(one =>
            $"{one.GetProperty("productId")} after {one.GetProperty("afterProductId")} "
            + $"of {one.GetProperty("orderId")}")];
}
