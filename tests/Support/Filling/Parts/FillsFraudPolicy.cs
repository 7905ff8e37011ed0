using static SocialCommerce.TestSupport.Filling.FilledShop;

namespace SocialCommerce.TestSupport.Filling.Parts;

/// <summary>What the buyer's orders earn the partner looks like fraud.</summary>
internal sealed class FillsFraudPolicy : IFillsShop
{
    public IReadOnlyCollection<Type> Needs => [typeof(FillsReferrals)];

    public async Task Fill(FilledShop filled)
    {
        var shop = filled.Shop;
        (await shop.Put("/v1/fraud-policy", new { threshold = 100 })).Must(200);
        var identities = new[] { new { kind = "email", value = $"{Mark}@example.com" } };
        foreach (var customer in new[] { Buyer, Partner })
            (await shop.Post($"/v1/customers/{customer}/identities", new { identities })).Must(200);
    }
}
