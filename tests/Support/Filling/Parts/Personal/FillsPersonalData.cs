using static SocialCommerce.TestSupport.Filling.FilledShop;

namespace SocialCommerce.TestSupport.Filling.Parts.Personal;

/// <summary>The buyer's and the partner's consents, and the erasure of another customer, which waits.</summary>
internal sealed class FillsPersonalData : IFillsShop
{
    public IReadOnlyCollection<Type> Needs => [typeof(FillsOrders)];

    public async Task Fill(FilledShop filled)
    {
        var shop = filled.Shop;
        foreach (var customer in new[] { Buyer, Partner })
            (await shop.Post($"/v1/customers/{customer}/consents", new
            {
                consentId = $"{Mark}-consent-{customer.Length}",
                purpose = Mark,
                granted = true,
                at = TestShop.Day(2),
                textVersion = Mark,
                source = Mark,
            })).Must(201);
        (await shop.Post("/v1/customers", new { customerId = $"{Mark}-leaver" })).Must(201);
        (await filled.Second.Post("/v1/erasures", new
        {
            erasureId = $"{Mark}-erasure",
            customerId = $"{Mark}-leaver",
            reason = Mark,
        })).Must(201);
        filled.Add("erasureId", $"{Mark}-erasure");
    }
}
