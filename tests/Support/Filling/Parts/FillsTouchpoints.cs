using static SocialCommerce.TestSupport.Filling.FilledShop;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.TestSupport.Filling.Parts;

/// <summary>A touchpoint of the partner, scanned by the buyer.</summary>
internal sealed class FillsTouchpoints : IFillsShop
{
    public IReadOnlyCollection<Type> Needs => [];

    public async Task Fill(FilledShop filled)
    {
        var shop = filled.Shop;
        var touchpoint = (await shop.Put(
            $"/v1/touchpoints/{Mark}-poster", new { @class = "place", name = Mark, inviterId = Partner })).Must(200);
        (await shop.Put("/v1/touchpoint-settings", new { attributionDays = 30 })).Must(200);
        (await shop.Post($"/v1/touchpoints/{Mark}-poster/scans", new { customerId = Buyer, scannedAt = Day(1) }))
            .Must(201);
        filled.Add("touchpointId", $"{Mark}-poster");
        filled.Add("code", touchpoint.Text("code"));
    }
}
