using System.Text.Json;
using SocialCommerce.Kernel.Operators;
using static SocialCommerce.TestSupport.Filling.FilledShop;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.TestSupport.Steps;

/// <summary>Settles what is open of the partner of a filled shop, so that nothing keeps the partner.</summary>
internal static class SettlingUp
{
    /// <summary>Decides what waits, pays what is settled, and adjusts the rest to nothing.</summary>
    public static async Task SettleUp(this TestApi api, FilledShop filled, string remark)
    {
        await Decide(filled, remark);
        var (shop, second) = (filled.Shop, filled.Second);
        await Answered(shop, filled.Ids["batchId"]);
        await shop.SetClock(PeriodEnd.AddDays(120));
        var rest = (await shop.Post("/v1/payout-batches", new { channel = "manual" })).Must(201);
        if (rest.Minor("gross") > 0)
        {
            (await second.Post(
                $"/v1/payout-batches/{rest.Text("batchId")}/approvals", new { total = Pence(rest.Minor("gross")) }))
                .Must(200);
            (await shop.Get($"/v1/payout-batches/{rest.Text("batchId")}/file")).Must(200);
            await Answered(shop, rest.Text("batchId"));
        }
        await Adjust(api, filled, remark);
    }

    private static async Task Decide(FilledShop filled, string remark)
    {
        var (shop, second) = (filled.Shop, filled.Second);
        (await shop.Post($"/v1/projects/{Mark}-project/cancellation", new { reason = Mark })).Must(200);
        (await shop.Post(
            $"/v1/partner-applications/{filled.Ids["applicationId"]}/decision",
            new { approve = false, reason = remark })).Must(200);
        (await shop.Post($"/v1/disputes/{Mark}-dispute/answer", new { outcome = "rejected", note = remark })).Must(200);
        (await shop.Post($"/v1/adjustments/{Mark}-waiting/decision", new { approve = false, note = Mark })).Must(200);
        string[] paths =
        [
            $"/v1/accrual-stops/{Mark}-stop/release", $"/v1/orders/{Mark}-held/fraud-decision",
            $"/v1/orders/{Mark}-parts/fraud-decision",
        ];
        foreach (var path in paths)
        {
            var body = new { action = "reject", reason = Mark };
            if ((await shop.Post(path, body)).Status != 200) (await second.Post(path, body)).Must(200);
        }
        (await shop.Post($"/v1/orders/{Mark}-held/chargebacks/{Mark}-chargeback/outcome", new
        {
            outcome = "won",
            decidedAt = PeriodEnd.AddDays(40),
        })).Must(200);
        (await shop.Post($"/v1/partners/{Partner}/resignations", new { reason = remark })).Must(200);
    }

    private static async Task Answered(TestShop shop, string batchId)
    {
        var rows = (await shop.Get($"/v1/payout-batches/{batchId}/payouts")).Must(200).List("data")
            .SelectMany(payout => payout.GetProperty("transfers").EnumerateArray())
            .Select(one => $"{one.GetProperty("transferNo").GetString()},{Minor(one.GetProperty("net"))},paid,B,\r\n");
        (await shop.Post($"/v1/payout-batches/{batchId}/results", new
        {
            content = $"transferNo,amountMinor,result,reference,reason\r\n{string.Concat(rows)}",
        })).Must(201);
    }

    private static async Task Adjust(TestApi api, FilledShop filled, string remark)
    {
        var left = await api.Count($"""
            select coalesce(sum(case when m.to_account = 'available' then m.amount else -m.amount end), 0)
            from movements m
            join customers c on c.shop_id = m.shop_id and c.customer_key = m.customer_key
            where m.shop_id = {filled.Shop.ShopKey} and c.customer_id = '{Partner}'
                and 'available' in (m.from_account, m.to_account)
            """);
        if (left == 0) return;
        (await filled.Shop.Put("/v1/payment-limits", new { adjustmentMinor = 1_000_000 })).Must(200);
        var finance = await filled.Api.Operator(filled.Shop, $"{Mark}-finance", Roles.Finance);
        (await finance.Post("/v1/adjustments", new
        {
            adjustmentId = $"{Mark}-last",
            customerId = Partner,
            kind = left > 0 ? "debit" : "credit",
            amount = Pence(Math.Abs(left)),
            reason = Mark,
            document = Mark,
        })).Must(201);
        (await filled.Shop.Post($"/v1/adjustments/{Mark}-last/decision", new { approve = true })).Must(200);
    }

    private static long Minor(JsonElement money) => money.GetProperty("amount").GetInt64();
}
