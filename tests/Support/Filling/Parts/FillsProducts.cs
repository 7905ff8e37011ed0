using static SocialCommerce.TestSupport.Filling.FilledShop;

namespace SocialCommerce.TestSupport.Filling.Parts;

/// <summary>A ladder, a product of the member rung, and one that follows it.</summary>
internal sealed class FillsProducts : IFillsShop
{
    public IReadOnlyCollection<Type> Needs => [];

    public async Task Fill(FilledShop filled)
    {
        (await filled.Shop.Put($"/v1/products/{Mark}-product", new { name = Mark, rung = "member" })).Must(200);
        (await filled.Shop.Put("/v1/ladder", new { rungs = new[] { new { rung = "member", audience = Mark } } }))
            .Must(200);
        (await filled.Shop.Put($"/v1/products/{Mark}-linked", new { name = Mark })).Must(200);
        (await filled.Shop.Put(
            $"/v1/products/{Mark}-product/links/{Mark}-linked", new { reason = Mark, windowDays = 7 })).Must(200);
        (await filled.Shop.Put($"/v1/products/{Mark}-product/repurchase-design", new
        {
            mechanisms = new[] { new { mechanism = "service", how = Mark } },
            points = new[] { new { point = "grownTrust", how = Mark } },
            expectedCycleDays = 30,
        })).Must(200);
        (await filled.Shop.Put($"/v1/programmes/{Mark}-programme", new
        {
            name = Mark,
            factor = "ticket",
            lever = "ticketProgression",
        })).Must(200);
        filled.Add("programmeId", $"{Mark}-programme");
        filled.Add("productId", $"{Mark}-product");
        filled.Add("linkedProductId", $"{Mark}-linked");
    }
}
