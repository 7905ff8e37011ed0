using System.Text.Json;
using Shouldly;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.TestSupport.Steps;

/// <summary>Orders whose prices include tax, in a shop where B gets 10 % of what C buys.</summary>
internal static class TaxSteps
{
    /// <summary>The shop, with some parts of the plan changed.</summary>
    public static async Task<TestShop> TaxShop(this TestApi api, params (string Name, object Value)[] changes)
    {
        var shop = await api.NewShop();
        await shop.WithSpendPlan([.. Net(changes).Select(part => (part.Key, part.Value))]);
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        return shop;
    }

    internal sealed record Sold(long Price, long? Tax)
    {
        public object ToLine(int number) => new
        {
            lineId = $"{number}",
            productId = $"p{number}",
            quantity = 1,
            unitPrice = Pence(Price),
            tax = Tax is { } tax ? Pence(tax) : null,
        };
    }

    /// <summary>A line of one unit.</summary>
    public static Sold Line(long price, long? tax = null) => new(price, tax);

    public static Task<Answer> Order(TestShop shop, string orderId, long tax, params Sold[] lines) =>
        Order(shop, orderId, tax, true, null, null, lines);

    public static Task<Answer> Order(TestShop shop, string orderId, long tax, object[] tenders, params Sold[] lines) =>
        Order(shop, orderId, tax, true, null, tenders, lines);

    public static Task<Answer> Order(TestShop shop, string orderId, long tax, long shipping, params Sold[] lines) =>
        Order(shop, orderId, tax, true, shipping, null, lines);

    public static Task<Answer> Order(TestShop shop, string orderId, long tax, bool included, params Sold[] lines) =>
        Order(shop, orderId, tax, included, null, null, lines);

    public static Task<Answer> Order(
        TestShop shop, string orderId, long tax, bool included, long? shipping, object[]? tenders, Sold[] lines) =>
        shop.Post("/v1/orders", new
        {
            orderId,
            customerId = "C",
            paidAt = Day(2),
            completedAt = Day(2),
            pricesIncludeTax = included,
            tax = Pence(tax),
            shipping = shipping is { } paid ? Pence(paid) : null,
            tenders,
            lines = lines.Select((line, i) => line.ToLine(i + 1)).ToArray(),
        });

    public static Dictionary<string, object> Net(params (string Name, object Value)[] changes)
    {
        var rules = new[] { ShopSteps.Level("level", (1, "T1", 1_000), (1, "T2", 1_000), (1, "T3", 1_000)) };
        return ShopSteps.Plan([("payDepth", 1), ("rules", rules), .. changes]);
    }

    public static object CountNetOfTax(bool netOfTax) =>
        new { refundToleranceMinor = 5, tenderToleranceMinor = 5, netOfTax };

    public static async Task<long> Points(TestShop shop) =>
        (await shop.Get("/v1/members/C")).Must(200).Number("points");

    public static long Minor(JsonElement part, string name) => part.GetProperty(name).GetProperty("amount").GetInt64();

    public static async Task Agrees(TestShop shop) =>
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
}
