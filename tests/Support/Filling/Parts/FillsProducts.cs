using static SocialCommerce.TestSupport.Filling.FilledShop;

namespace SocialCommerce.TestSupport.Filling.Parts;

/// <summary>A product of the member rung.</summary>
internal sealed class FillsProducts : IFillsShop
{
    public IReadOnlyCollection<Type> Needs => [];

    public async Task Fill(FilledShop filled)
    {
        (await filled.Shop.Put($"/v1/products/{Mark}-product", new { name = Mark, rung = "member" })).Must(200);
        filled.Add("productId", $"{Mark}-product");
    }
}
