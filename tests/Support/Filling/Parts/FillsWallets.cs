using static SocialCommerce.TestSupport.Filling.FilledShop;

namespace SocialCommerce.TestSupport.Filling.Parts;

/// <summary>What pays for orders: a coupon, stored value and a reservation of it, a privilege, a quote.</summary>
internal sealed class FillsWallets : IFillsShop
{
    public IReadOnlyCollection<Type> Needs => [typeof(FillsOrders)];

    public async Task Fill(FilledShop filled)
    {
        var shop = filled.Shop;
        var template = $"{Mark}-template";
        await shop.Template(template, ("name", Mark));
        var code = await shop.Claimed(Buyer, template);
        (await shop.Redeem(code, filled.Ids["orderId"], TestShop.Day(2))).Must(201);
        (await shop.Assign($"{Mark}-assignment", [template], Buyer)).Must(201);
        filled.Add("templateId", template);
        filled.Add("couponCode", code);
        (await shop.TopUp(Buyer, $"{Mark}-top-up", TestShop.Day(2), 100_000)).Must(201);
        (await shop.Reserve(Buyer, $"{Mark}-reservation", 1_000)).Must(201);
        filled.Add("reservationId", $"{Mark}-reservation");
        (await shop.Post($"/v1/members/{Buyer}/privilege-uses", new
        {
            useId = $"{Mark}-use",
            code = $"{Mark}-privilege",
            usedAt = TestShop.Day(2),
        })).Must(201);
        filled.Add("useId", $"{Mark}-use");
        (await shop.Post("/v1/quotes", new
        {
            quoteId = $"{Mark}-quote",
            customerId = Buyer,
            lines = new[] { new { lineId = "1", productId = Mark, quantity = 1, unitPrice = TestShop.Pence(100) } },
        })).Must(201);
        filled.Add("quoteId", $"{Mark}-quote");
    }
}
