using static SocialCommerce.TestSupport.Filling.FilledShop;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.TestSupport.Filling.Parts;

/// <summary>Guests: one who was claimed, and one who was not; and a house account.</summary>
internal sealed class FillsGuests : IFillsShop
{
    public IReadOnlyCollection<Type> Needs => [typeof(FillsProducts), typeof(FillsMonths)];

    public async Task Fill(FilledShop filled)
    {
        var shop = filled.Shop;
        (await shop.Put("/v1/identity-settings", new { defaultCountry = "GB", ignoreMailAliases = false })).Must(200);
        foreach (var (person, status) in new[] { (shop, 202), (filled.Second, 200) })
            (await person.Put("/v1/referral-settings", new { houseAccount = $"{Mark}-boss" })).Must(status);
        var claimed = await Order(shop, $"{Mark}-claimed");
        (await shop.Post($"/v1/guests/{claimed}/claim", new { customerId = Buyer })).Must(201);
        filled.Add("guestId", await Order(shop, $"{Mark}-guest"));
    }

    private static async Task<string> Order(TestShop shop, string orderId) => (await shop.Post("/v1/orders", new
    {
        orderId,
        paidAt = Day(5),
        lines = new[] { new { lineId = "1", productId = $"{Mark}-product", quantity = 1, unitPrice = Pence(100) } },
    })).Must(201).Text("guestId");
}
