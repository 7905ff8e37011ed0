using SocialCommerce.Kernel.Operators;
using static SocialCommerce.TestSupport.Filling.FilledShop;

namespace SocialCommerce.TestSupport.Filling.Parts;

/// <summary>
/// What makes an order cheaper: a coupon, stored value and a reservation of it, a privilege, a quote; a tier that a
/// person gave; points that the customer has by an adjustment, spends and gets back in part, and gives away; a
/// leaderboard, and a badge that a person gave.
/// </summary>
internal sealed class FillsWallets : IFillsShop
{
    public IReadOnlyCollection<Type> Needs =>
        [typeof(FillsMembership), typeof(FillsOrders), typeof(FillsAdjustments)];

    public async Task Fill(FilledShop filled)
    {
        var shop = filled.Shop;
        var template = $"{Mark}-template";
        await shop.Template(template, ("name", Mark));
        var code = await shop.Claimed(Buyer, template);
        (await shop.Redeem(code, filled.Ids["orderId"], TestShop.Day(2))).Must(201);
        (await shop.Assign($"{Mark}-assignment", [template], Buyer)).Must(201);
        filled.Add("templateId", template);
        filled.Add("couponCode", code);
        (await shop.TopUp(Buyer, $"{Mark}-top-up", TestShop.Day(2), 100_000)).Must(201);
        (await shop.Reserve(Buyer, $"{Mark}-reservation", 1_000)).Must(201);
        filled.Add("reservationId", $"{Mark}-reservation");
        (await shop.Post($"/v1/members/{Buyer}/privilege-uses", new
        {
            useId = $"{Mark}-use",
            code = $"{Mark}-privilege",
            usedAt = TestShop.Day(2),
        })).Must(201);
        filled.Add("useId", $"{Mark}-use");
        (await shop.Post("/v1/quotes", new
        {
            quoteId = $"{Mark}-quote",
            customerId = Buyer,
            lines = new[] { new { lineId = "1", productId = Mark, quantity = 1, unitPrice = TestShop.Pence(100) } },
        })).Must(201);
        filled.Add("quoteId", $"{Mark}-quote");
        var gift = new { invitationId = $"{Mark}-invitation", tierId = filled.Ids["tierId"], reason = Mark };
        (await shop.Post($"/v1/members/{Buyer}/tier-invitations", gift)).Must(201);
        filled.Add("invitationId", $"{Mark}-invitation");
        await Points(filled);
        (await shop.Post("/v1/worklists/sleeping/marks", new { customerId = Buyer, occasion = Mark })).Must(201);
        filled.Add("worklist", "sleeping");
        await Honours(filled);
    }

    /// <summary>Another adjustment waits; it has the id of the one of a balance that waits.</summary>
    private static async Task Points(FilledShop filled)
    {
        var shop = filled.Shop;
        var support = await filled.Api.Operator(shop, $"{Mark}-points", Roles.Support);
        foreach (var id in new[] { $"{Mark}-booked", $"{Mark}-waiting" })
            (await support.Post("/v1/point-adjustments", new
            {
                adjustmentId = id,
                customerId = Buyer,
                points = 1_000,
                reason = Mark,
            })).Must(201);
        (await shop.Post($"/v1/point-adjustments/{Mark}-booked/decision", new { approve = true })).Must(200);
        (await shop.Post($"/v1/members/{Buyer}/points/spends", new
        {
            spendId = $"{Mark}-spend",
            points = 100,
            reason = Mark,
            orderId = Mark,
        })).Must(201);
        (await shop.Post($"/v1/point-spends/{Mark}-spend/cancellations", new
        {
            cancellationId = Mark,
            points = 10,
            reason = Mark,
        })).Must(201);
        (await shop.Post($"/v1/members/{Buyer}/points/gifts", new
        {
            giftId = Mark,
            toCustomerId = Partner,
            points = 5,
        })).Must(201);
        filled.Add("spendId", $"{Mark}-spend");
    }

    private static async Task Honours(FilledShop filled)
    {
        (await filled.Shop.Board($"{Mark}-board", places: 3, name: Mark)).Must(200);
        (await filled.Shop.Badge($"{Mark}-badge")).Must(200);
        (await filled.Shop.Award($"{Mark}-badge", $"{Mark}-award", Buyer, Mark)).Must(201);
        filled.Add("boardId", $"{Mark}-board");
        filled.Add("badgeId", $"{Mark}-badge");
        filled.Add("awardId", $"{Mark}-award");
    }
}
