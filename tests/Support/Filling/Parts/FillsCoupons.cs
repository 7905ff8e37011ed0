using static SocialCommerce.TestSupport.Filling.FilledShop;

namespace SocialCommerce.TestSupport.Filling.Parts;

/// <summary>A coupon template, and a coupon that an order used.</summary>
internal sealed class FillsCoupons : IFillsShop
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
    }
}
