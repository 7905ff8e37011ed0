using SocialCommerce.Kernel.Operators;
using static SocialCommerce.TestSupport.Filling.FilledShop;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.TestSupport.Filling.Parts;

/// <summary>One adjustment is booked; the other waits, because another person has asked for it.</summary>
internal sealed class FillsAdjustments : IFillsShop
{
    public IReadOnlyCollection<Type> Needs => [typeof(FillsReferrals)];

    public async Task Fill(FilledShop filled)
    {
        var shop = filled.Shop;
        (await shop.Put("/v1/payment-limits", new { adjustmentMinor = 700 })).Must(200);
        var finance = await filled.Api.Operator(shop, $"{Mark}-finance", Roles.Finance);
        foreach (var id in new[] { $"{Mark}-booked", $"{Mark}-waiting" })
            (await finance.Post("/v1/adjustments", new
            {
                adjustmentId = id,
                customerId = Partner,
                kind = "credit",
                amount = Pence(700),
                reason = Mark,
                document = Mark,
            })).Must(201);
        (await shop.Post($"/v1/adjustments/{Mark}-booked/decision", new { approve = true })).Must(200);
        filled.Add("adjustmentId", $"{Mark}-waiting");
    }
}
