using static SocialCommerce.TestSupport.Filling.FilledShop;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.TestSupport.Filling.Parts;

/// <summary>The partner, who is a business, is paid with everything that belongs to it.</summary>
internal sealed class FillsPayouts : IFillsShop
{
    public IReadOnlyCollection<Type> Needs => [typeof(FillsSettlements), typeof(FillsDisputes)];

    public async Task Fill(FilledShop filled)
    {
        var (shop, second) = (filled.Shop, filled.Second);
        (await shop.Put("/v1/payout-settings", new
        {
            accountPauseDays = 3,
            taxMode = "none",
            remittanceTolerance = 1_000,
            debtor = new { name = Mark, account = $"{Mark}998877" },
        })).Must(200);
        await Enter(filled);
        await Pay(filled);
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
        filled.Add("reconciliationId", list.Text("reconciliationId"));
        filled.Add("remittanceId", $"{Mark}-remittance");
    }

    private static async Task Pay(FilledShop filled)
    {
        var shop = filled.Shop;
        var batch = (await shop.Post("/v1/payout-batches", new { channel = "manual" })).Must(201);
        var batchId = batch.Text("batchId");
        (await filled.Second.Post(
            $"/v1/payout-batches/{batchId}/approvals", new { total = Pence(batch.Minor("gross")) })).Must(200);
        (await shop.Get($"/v1/payout-batches/{batchId}/file?format=pain001")).Must(200);
        var transfer = (await shop.Get($"/v1/customers/{Partner}/payouts")).Must(200).List("data")[0];
        filled.Add("batchId", batchId);
        filled.Add("transferNo", transfer.GetProperty("transferNo").GetString()!);
    }

    private static async Task Enter(FilledShop filled)
    {
        var shop = filled.Shop;
        var payee = (await shop.Post("/v1/payees", new
        {
            customerId = Partner,
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
        (await filled.Second.Post($"/v1/payees/{payee}/accounts/{account}/approvals", new { masked = "…5678" }))
            .Must(200);
        var invoice = (await shop.Post($"/v1/payees/{payee}/invoices", new
        {
            invoiceNo = $"{Mark}-1",
            amount = Pence(500),
            issuedOn = "2011-01-05",
        })).Must(201);
        filled.Add("payeeId", payee);
        filled.Add("accountId", account);
        filled.Add("invoiceId", invoice.Text("invoiceId"));
    }
}
