using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Ladder.ProductLinks;

/// <summary>What tests of product links do again and again.</summary>
internal static class LinkSteps
{
    /// <summary>A shop that has declared these products.</summary>
    public static async Task<TestShop> NewShopWith(this TestApi api, params string[] products)
    {
        var shop = await api.NewShop();
        foreach (var product in products)
            (await shop.Put($"/v1/products/{product}", new { name = product })).Must(200);
        return shop;
    }

    /// <summary>Links two products.</summary>
    public static Task<Answer> Link(
        this TestShop shop, string product, string linked, int windowDays = 7, string reason = "goes with it") =>
        shop.Put($"/v1/products/{product}/links/{linked}", new { reason, windowDays });

    /// <summary>Reports an order of one unit of each product for 1.00.</summary>
    public static async Task Buy(
        this TestShop shop, string orderId, string customerId, DateTimeOffset paidAt, params string[] products) =>
        (await shop.Post("/v1/orders", new
        {
            orderId,
            customerId,
            paidAt,
            lines = products.Select((product, i) => new
            {
                lineId = $"{i + 1}",
                productId = product,
                quantity = 1,
                unitPrice = Pence(100),
            }).ToArray(),
        })).Must(201);

    /// <summary>Gives an order's line back.</summary>
    public static async Task GiveBack(
        this TestShop shop, string orderId, DateTimeOffset at, string lineId = "1") =>
        (await shop.RefundUnits(orderId, $"r-{orderId}-{lineId}", at, lineId, 1)).Must(201);

    /// <summary>A rate as <c>1/2 5000, 3 open, 1 of them</c>.</summary>
    public static string Rate(this System.Text.Json.JsonElement cohort)
    {
        long Number(string name) => cohort.GetProperty(name).GetInt64();
        var rate = cohort.TryGetProperty("rateBps", out var bps) ? $"{bps.GetInt64()}" : "null";
        return $"{Number("numerator")}/{Number("denominator")} {rate}, {Number("open")} open, "
            + $"{Number("openNumerator")} of them";
    }
}
