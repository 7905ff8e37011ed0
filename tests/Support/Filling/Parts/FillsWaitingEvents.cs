using static SocialCommerce.TestSupport.Filling.FilledShop;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.TestSupport.Filling.Parts;

/// <summary>An event that waits for its order, and one that was dismissed.</summary>
internal sealed class FillsWaitingEvents : IFillsShop
{
    public IReadOnlyCollection<Type> Needs => [typeof(FillsOrders)];

    public async Task Fill(FilledShop filled)
    {
        var shop = filled.Shop;
        var dismissed = (await shop.Post($"/v1/orders/{Mark}-none/shipments", new { shippedAt = Day(4) })).Must(202);
        (await shop.Resolve(dismissed.Text("eventId"), "dismiss", reason: Mark)).Must(200);
        var waiting = await shop.RefundPlain($"{Mark}-none", $"{Mark}-waiting", Day(4), 1);
        filled.Add("eventId", waiting.Must(202).Text("eventId"));
    }
}
