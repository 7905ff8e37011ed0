using SocialCommerce.Tests.Host;
using static SocialCommerce.Tests.Host.TestShop;

namespace SocialCommerce.Tests.Walls;

/// <summary>Guests of a filled shop: one who was claimed, and one who was not.</summary>
internal static class FilledGuests
{
    private const string Mark = FilledShop.Mark;

    /// <summary>Adds them, a house account and the identity settings; the id of the guest who can be claimed.</summary>
    public static async Task<string> In(TestShop shop, TestShop second)
    {
        (await shop.Put("/v1/identity-settings", new { defaultCountry = "GB", ignoreMailAliases = false })).Must(200);
        foreach (var (person, status) in new[] { (shop, 202), (second, 200) })
            (await person.Put("/v1/referral-settings", new { houseAccount = $"{Mark}-boss" })).Must(status);
        var claimed = await Order(shop, $"{Mark}-claimed");
        (await shop.Post($"/v1/guests/{claimed}/claim", new { customerId = $"{Mark}-buyer" })).Must(201);
        return await Order(shop, $"{Mark}-guest");
    }

    private static async Task<string> Order(TestShop shop, string orderId) => (await shop.Post("/v1/orders", new
    {
        orderId,
        paidAt = Day(5),
        lines = new[] { new { lineId = "1", productId = $"{Mark}-product", quantity = 1, unitPrice = Pence(100) } },
    })).Must(201).Text("guestId");
}
