using static SocialCommerce.TestSupport.Filling.FilledShop;

namespace SocialCommerce.TestSupport.Filling.Parts;

/// <summary>What a customer pays with: a coupon that an order used, a top-up, a reservation of it, a privilege.</summary>
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
    }
}
