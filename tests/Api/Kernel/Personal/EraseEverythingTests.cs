using Shouldly;
using Xunit;

namespace SocialCommerce.ApiTests.Kernel.Personal;

/// <summary>
/// In a shop with one of everything: an export has all of a customer, and after an erasure no table has anything of the
/// customer but what is declared as kept.
/// </summary>
public sealed class EraseEverythingTests(TestApi api) : IClassFixture<TestApi>
{
    private static readonly string[] KeptAsWritten =
    [
        .. Api.Modules.All.SelectMany(module => module.Personal!.Tables)
            .SelectMany(table => table.KeptAsWritten.Select(column => $"{table.Table}.{column}")),
    ];

    [Fact]
    public async Task A_buyer_is_exported_and_erased_in_every_table()
    {
        var filled = await FilledShop.In(api);
        var shop = filled.Shop;
        await FillMore(shop, FilledShop.Buyer);
        await ExportsEverything(shop, FilledShop.Buyer);

        (await shop.OpenMatters(FilledShop.Buyer)).ShouldBe(
            ["afterSaleOpen", "storedValueLeft", "reservationOpen", "pointAdjustmentWaiting"], ignoreOrder: true);
        (await shop.Post($"/v1/orders/{FilledShop.Mark}-held/after-sales/{FilledShop.Mark}-case/closure", new
        {
            closedAt = FilledShop.PeriodEnd.AddDays(40),
        })).Must(200);
        (await shop.EndReservation($"{FilledShop.Mark}-reservation", "release")).Must(200);
        (await shop.RefundValue(FilledShop.Buyer, "all-of-it")).Must(201);
        (await shop.Post($"/v1/point-adjustments/{FilledShop.Mark}-waiting/decision", new
        {
            approve = false,
            note = Remark,
        })).Must(200);
        await LeavesNothing(shop, FilledShop.Buyer);
    }

    [Fact]
    public async Task A_partner_is_exported_and_erased_in_every_table()
    {
        var filled = await FilledShop.In(api);
        var shop = filled.Shop;
        await FillMore(shop, FilledShop.Partner);
        (await shop.Post($"/v1/payees/{filled.Ids["payeeId"]}/agreements", new
        {
            version = "2",
            ip = "198.51.100.7",
        })).Must(200);
        await ExportsEverything(shop, FilledShop.Partner);

        (await shop.OpenMatters(FilledShop.Partner)).ShouldBe(
            [
                "partnerActive", "applicationWaiting", "disputeOpen", "adjustmentWaiting", "projectOpen",
                "commissionOpen", "transferOpen",
            ], ignoreOrder: true);
        await api.SettleUp(filled, Remark);
        var months = (await shop.Get("/v1/months/2011-01/trial-balance/csv")).Must(200).Body;
        await LeavesNothing(shop, FilledShop.Partner);
        (await shop.Get("/v1/months/2011-01/trial-balance/csv")).Must(200).Body.ShouldBe(months);
        (await shop.Get($"/v1/payees/{filled.Ids["payeeId"]}")).Must(200).Text("name").ShouldBe("e…");
    }

    private const string Remark = "remark-7c1d";

    /// <summary>What the parts of the filled shop leave out.</summary>
    private static async Task FillMore(TestShop shop, string customer)
    {
        (await shop.Put($"/v1/members/{customer}/birthday", new { month = 7, day = 9 })).Must(200);
        (await shop.Put($"/v1/customers/{customer}/need", new { level = "low", reason = Remark })).Must(200);
        (await shop.Post($"/v1/customers/{customer}/identities", new
        {
            identities = new[] { new { kind = "phone", value = "+447700900123" } },
        })).Must(200);
        (await shop.Post($"/v1/customers/{customer}/consents", new
        {
            consentId = "phone",
            purpose = "phone",
            granted = true,
            at = TestShop.Day(3),
            source = Remark,
        })).Must(201);
    }

    private async Task ExportsEverything(TestShop shop, string customer)
    {
        var file = (await shop.Post($"/v1/customers/{customer}/personal-data-export", new { })).Must(200);
        file.Headers["Content-Disposition"].ShouldBe("attachment; filename=personal-data.json");
        file.Text("customerId").ShouldBe(customer);
        var exported = file.List("tables").Select(table => table.GetProperty("name").GetString()!).ToList();
        exported.ShouldBeUnique();
        var held = await PersonalTraces.TablesOf(api, await PersonalTraces.Keys(api, shop, customer));
        held.Count.ShouldBeGreaterThan(15);
        held.Select(ExportedName).Except(exported).ShouldBeEmpty();
        file.Body.ShouldContain(Remark);
        file.Body.ShouldNotContain("Key\":");
    }

    private async Task LeavesNothing(TestShop shop, string customer)
    {
        var balances = await Ledger(shop);
        var statements = await Statements(shop);
        var bytes = await PersonalTraces.Bytes(api, shop, Sealed);
        (await shop.OpenMatters(customer)).ShouldBeEmpty();
        var pseudonym = await api.Erase(shop, customer);

        (await PersonalTraces.Of(api, shop, customer)).Except(KeptAsWritten).ShouldBeEmpty();
        foreach (var text in new[] { Remark, "447700900123", "6222020200112233", "198.51.100.7" })
            (await PersonalTraces.OfText(api, shop, text)).Except(KeptAsWritten).ShouldBeEmpty(text);
        (await PersonalTraces.Bytes(api, shop, Sealed)).Intersect(bytes).Except(await Others(shop)).ShouldBeEmpty();
        (await PersonalTraces.Of(api, shop, pseudonym)).ShouldContain("customers.customer_id");
        (await Ledger(shop)).ShouldBe(balances);
        (await Statements(shop)).ShouldBe(statements);
        (await shop.FailedChecks()).ShouldBeEmpty();
        (await shop.Get($"/v1/customers/{customer}")).Refused(404, "CUSTOMER_NOT_FOUND");
        (await shop.Get($"/v1/customers/{pseudonym}")).Must(200);
    }

    private static readonly string[] Sealed =
    [
        "payees.name", "payees.identity", "payees.identity_hash", "payees.document_sealed", "payee_accounts.details",
        "payout_transfers.request", "customer_identities.fingerprint",
    ];

    /// <summary>What is sealed or hashed of customers who were not erased.</summary>
    private async Task<HashSet<string>> Others(TestShop shop)
    {
        var values = new HashSet<string>();
        foreach (var sql in new[]
        {
            "select encode(i.fingerprint, 'hex') from customer_identities i where true",
            """
            select encode(v.value, 'hex') from payees i
            cross join lateral (values (i.name), (i.identity), (i.identity_hash), (i.document_sealed)) as v(value)
            where i.erased_at is null and v.value is not null
            """,
            "select encode(i.details, 'hex') from payee_accounts i where i.erased_at is null",
        })
        {
            await using var command = api.Owner.CreateCommand($"{sql} and i.shop_id = {shop.ShopKey}");
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync()) values.Add(reader.GetString(0));
        }
        return values;
    }

    private Task<string> Ledger(TestShop shop) => Text($"""
        select string_agg(md5(m::text), '' order by m.movement_id) from movements m where m.shop_id = {shop.ShopKey}
        """);

    private Task<string> Statements(TestShop shop) => Text($"""
        select coalesce(string_agg(md5(s::text), '' order by s.statement_key), '') from statements s
        where s.shop_id = {shop.ShopKey}
        """);

    private async Task<string> Text(string sql)
    {
        await using var command = api.Owner.CreateCommand(sql);
        return (string)(await command.ExecuteScalarAsync())!;
    }

    private static string ExportedName(string table)
    {
        var words = table.Split('_');
        return string.Concat(words.Select((word, i) => i == 0 ? word : $"{char.ToUpperInvariant(word[0])}{word[1..]}"));
    }
}
