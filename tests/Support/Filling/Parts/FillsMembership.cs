using static SocialCommerce.TestSupport.Filling.FilledShop;

namespace SocialCommerce.TestSupport.Filling.Parts;

/// <summary>A member tier, and what orders earn.</summary>
internal sealed class FillsMembership : IFillsShop
{
    public IReadOnlyCollection<Type> Needs => [];

    public async Task Fill(FilledShop filled)
    {
        var shop = filled.Shop;
        (await shop.Put($"/v1/member-tiers/{Mark}-tier", new
        {
            name = Mark,
            rank = 1,
            growthFrom = 0,
            validityDays = 30,
            privileges = Array.Empty<object>(),
        })).Must(200);
        var giftCards = new { earn = "whenUsed", classes = new[] { Mark } };
        (await shop.Put("/v1/membership-settings", new { pointsPerUnitBps = 9, growthPerUnitBps = 9, giftCards }))
            .Must(200);
        filled.Add("tierId", $"{Mark}-tier");
    }
}
