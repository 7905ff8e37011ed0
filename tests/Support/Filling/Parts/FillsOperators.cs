using SocialCommerce.Kernel.Operators;
using static SocialCommerce.TestSupport.Filling.FilledShop;

namespace SocialCommerce.TestSupport.Filling.Parts;

/// <summary>The shop's legal data, an operator, and a key that nobody uses.</summary>
internal sealed class FillsOperators : IFillsShop
{
    public IReadOnlyCollection<Type> Needs => [];

    public async Task Fill(FilledShop filled)
    {
        var shop = filled.Shop;
        (await shop.Put("/v1/shop/issuer", new { legalName = $"{Mark} Ltd." })).Must(200);
        (await shop.Put($"/v1/operators/{Mark}-operator", new { name = Mark, roles = Roles.Known })).Must(200);
        filled.Add("operatorId", $"{Mark}-operator");
        filled.Add("shopId", shop.ShopId);
        var key = await filled.Api.Post(
            $"/v1/shops/{shop.ShopId}/api-keys", new { name = Mark, scopes = new[] { "*" } });
        filled.Add("keyId", key.Must(201).Text("keyId"));
    }
}
