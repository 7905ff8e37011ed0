using static SocialCommerce.TestSupport.Filling.FilledShop;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.TestSupport.Filling.Parts;

/// <summary>The partner with an invite code, between the partner's referrer and the buyer.</summary>
internal sealed class FillsReferrals : IFillsShop
{
    public IReadOnlyCollection<Type> Needs => [];

    public async Task Fill(FilledShop filled)
    {
        var shop = filled.Shop;
        await shop.MakePartner(Partner, Day(1));
        (await shop.Post("/v1/invite-codes", new { customerId = Partner })).Must(201);
        await shop.Bind(Partner, $"{Mark}-boss");
        await shop.Bind(Buyer, Partner);
        filled.Add("customerId", Partner);
    }
}
