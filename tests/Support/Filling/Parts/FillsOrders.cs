using static SocialCommerce.TestSupport.Filling.FilledShop;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.TestSupport.Filling.Parts;

/// <summary>An order that two persons have found innocent, with everything that may happen to one.</summary>
internal sealed class FillsOrders : IFillsShop
{
    public IReadOnlyCollection<Type> Needs =>
    [
        typeof(FillsTouchpoints), typeof(FillsProducts), typeof(FillsMembership), typeof(FillsReferrals),
        typeof(FillsFraudPolicy),
    ];

    public async Task Fill(FilledShop filled)
    {
        var (shop, order) = (filled.Shop, $"/v1/orders/{Mark}-order");
        (await shop.Put("/v1/order-settings", new { refundToleranceMinor = 3, tenderToleranceMinor = 3 })).Must(200);
        var lines = new[] { 1, 2 }.Select(i => new
        {
            lineId = $"{i}",
            productId = $"{Mark}-product",
            quantity = 2,
            unitPrice = Pence(50_000),
        });
        (await shop.Post("/v1/orders", new { orderId = $"{Mark}-order", customerId = Buyer, paidAt = Day(2), lines }))
            .Must(201);
        foreach (var (person, status) in new[] { (shop, 202), (filled.Second, 200) })
            (await person.Post($"{order}/fraud-decision", new { action = "release", reason = Mark })).Must(status);
        await Change(shop, order);
        await PayInParts(shop);
        (await shop.Post($"{order}/shipments", new { shippedAt = Day(3) })).Must(200);
        (await shop.Post($"{order}/completions", new { completedAt = Day(4) })).Must(200);
        (await shop.Put($"/v1/customers/{Buyer}/need", new { level = "high", reason = Mark })).Must(200);
        (await shop.Post($"/v1/programmes/{Mark}-programme/participants", new { customerIds = new[] { Buyer } }))
            .Must(200);
        (await shop.Post($"/v1/programmes/{Mark}-programme/actions", new
        {
            actionId = $"{Mark}-action",
            customerId = Buyer,
            channel = "wechat",
            occurredAt = Day(2),
        })).Must(201);
        filled.Add("orderId", $"{Mark}-order");
        filled.Add("refundId", $"{Mark}-refund");
    }

    private static async Task PayInParts(TestShop shop)
    {
        (await shop.Post("/v1/orders", new
        {
            orderId = $"{Mark}-parts",
            customerId = Buyer,
            paidAt = Day(2),
            lines = new[] { new { lineId = "1", productId = $"{Mark}-product", quantity = 1, unitPrice = Pence(300) } },
            paymentPlan = new
            {
                kind = "instalments",
                parts = Enumerable.Range(1, 3).Select(i => new
                {
                    number = i,
                    amount = Pence(100),
                    dueAt = Day(2 + i),
                    paidAt = i == 1 ? Day(2) : (DateTimeOffset?)null,
                })
            },
            paidIn = new { amount = new { amount = 450, currency = "USD" }, rate = "0.6667" },
        })).Must(201);
        (await shop.Pay($"{Mark}-parts", $"{Mark}-payment", Day(4), 40, 2)).Must(200);
        (await shop.WriteOff($"{Mark}-parts", $"{Mark}-write-off", 2, 10, Mark)).Must(200);
    }

    private static async Task Change(TestShop shop, string order)
    {
        (await shop.Post($"{order}/amendments", new
        {
            amendmentId = $"{Mark}-amendment",
            amendedAt = Day(3),
            lines = new[]
            {
                new { lineId = $"{Mark}-added", productId = $"{Mark}-product", quantity = 1, unitPrice = Pence(100) },
            },
            reason = Mark,
        })).Must(201);
        (await shop.Post($"{order}/refunds", new
        {
            refundId = $"{Mark}-refund",
            refundedAt = Day(3),
            lines = new[] { new { lineId = "1", quantity = 1 } },
        })).Must(201);
    }
}
