using SocialCommerce.Tests.Flows;
using SocialCommerce.Tests.Host;
using static SocialCommerce.Tests.Host.TestShop;
using static SocialCommerce.Tests.Walls.FilledShop;

namespace SocialCommerce.Tests.Walls;

/// <summary>What a filled shop has of payees and payouts.</summary>
internal static class FilledPayouts
{
    /// <summary>Pays a partner, who is a business, with everything that belongs to it; the ids by parameter.</summary>
    public static async Task<Dictionary<string, string>> In(TestShop shop, TestShop second, string partner)
    {
        (await shop.Put("/v1/payout-settings", new
        {
            accountPauseDays = 3,
            taxMode = "none",
            remittanceTolerance = 1_000,
            debtor = new { name = Mark, account = $"{Mark}998877" },
        })).Must(200);
        var (payeeId, accountId) = await Enter(shop, second, partner);
        var invoice = (await shop.Post($"/v1/payees/{payeeId}/invoices", new
        {
            invoiceNo = $"{Mark}-1",
            amount = Pence(500),
            issuedOn = "2011-01-05",
        })).Must(201);
        var batch = (await shop.Post("/v1/payout-batches", new { channel = "manual" })).Must(201);
        var batchId = batch.Text("batchId");
        (await second.Post($"/v1/payout-batches/{batchId}/approvals", new { total = Pence(batch.Minor("gross")) }))
            .Must(200);
        (await shop.Get($"/v1/payout-batches/{batchId}/file?format=pain001")).Must(200);
        var transfer = (await shop.Get($"/v1/customers/{partner}/payouts")).Must(200).List("data")[0];
        (await second.Post("/v1/tax-remittances", new
        {
            remittanceId = $"{Mark}-remittance",
            month = "2011-01",
            amount = Pence(5),
            paidAt = Day(40),
            document = Mark,
        })).Must(201);
        var list = (await second.Post(
            "/v1/payout-reconciliations", new { channel = "manual", document = Mark, paid = Array.Empty<object>() }))
            .Must(201);
        return new Dictionary<string, string>
        {
            ["payeeId"] = payeeId,
            ["accountId"] = accountId,
            ["invoiceId"] = invoice.Text("invoiceId"),
            ["batchId"] = batchId,
            ["transferNo"] = transfer.GetProperty("transferNo").GetString()!,
            ["reconciliationId"] = list.Text("reconciliationId"),
            ["remittanceId"] = $"{Mark}-remittance",
        };
    }

    private static async Task<(string PayeeId, string AccountId)> Enter(TestShop shop, TestShop other, string partner)
    {
        var payee = (await shop.Post("/v1/payees", new
        {
            customerId = partner,
            kind = "business",
            name = $"{Mark} Partner",
            identityNumber = $"{Mark}123456",
        })).Must(201).Text("payeeId");
        (await shop.Post($"/v1/payees/{payee}/verifications", new { document = Mark })).Must(200);
        (await shop.Post($"/v1/payees/{payee}/agreements", new { version = Mark })).Must(200);
        var entered = (await shop.Post(
            $"/v1/payees/{payee}/accounts",
            new { channel = "manual", account = $"{Mark}12345678", bank = Mark })).Must(201);
        var account = entered.Json.GetProperty("accounts")[0].GetProperty("accountId").GetString()!;
        (await other.Post($"/v1/payees/{payee}/accounts/{account}/approvals", new { masked = "…5678" })).Must(200);
        return (payee, account);
    }
}
