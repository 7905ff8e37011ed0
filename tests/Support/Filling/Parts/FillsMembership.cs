using static SocialCommerce.TestSupport.Filling.FilledShop;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.TestSupport.Filling.Parts;

/// <summary>A member tier, what orders earn, and a customer whose entry ceremony is open.</summary>
internal sealed class FillsMembership : IFillsShop
{
    public IReadOnlyCollection<Type> Needs => [typeof(FillsProducts)];

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
        await Join(filled, $"{Mark}-joiner");
    }

    private static async Task Join(FilledShop filled, string customerId)
    {
        var shop = filled.Shop;
        (await shop.Put("/v1/joining-settings", new
        {
            entry = new { trade = "onlineShop", countsFrom = Day(1) },
            ceremony = new[] { new { key = $"{Mark}-step", text = Mark }, new { key = "welcome", text = Mark } },
            numbers = new { prefix = "Z" },
        })).Must(200);
        (await shop.Post("/v1/orders", new
        {
            orderId = $"{Mark}-joined",
            customerId,
            paidAt = Day(5),
            lines = new[] { new { lineId = "1", productId = $"{Mark}-product", quantity = 1, unitPrice = Pence(1) } },
        })).Must(201);
        (await shop.Post($"/v1/members/{customerId}/contacts", new
        {
            contactId = $"{Mark}-contact",
            channel = Mark,
            addedAt = Day(5),
        })).Must(201);
        (await shop.Post($"/v1/members/{customerId}/ceremony-steps", new
        {
            recordId = $"{Mark}-record",
            stepKey = $"{Mark}-step",
            doneAt = Day(5),
            doneBy = Mark,
        })).Must(201);
        foreach (var related in new[] { customerId, Buyer, Partner })
            (await shop.Post($"/v1/customers/{related}/relation-events", new
            {
                relationEventId = $"{Mark}-{related}",
                kind = "reply",
                occurredAt = Day(5),
            })).Must(201);
        var number = (await shop.Post($"/v1/members/{Partner}/number", new { })).Must(201);
        filled.Add("recordId", $"{Mark}-record");
        filled.Add("memberNumber", number.Text("number"));
    }
}
