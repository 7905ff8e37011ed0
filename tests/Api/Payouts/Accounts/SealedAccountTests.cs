using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Shouldly;
using SocialCommerce.Api;
using SocialCommerce.ApiTests.Kernel.Auditing;
using SocialCommerce.Kernel.Secrets;
using Xunit;

namespace SocialCommerce.ApiTests.Payouts.Accounts;

/// <summary>What is sealed belongs to its row, and what was approved or made is known, whoever writes SQL.</summary>
public sealed class SealedAccountTests(Cluster cluster) : IAsyncLifetime
{
    private const string Moved = """
        update payee_accounts a set {0} from payee_accounts m
        where a.payee_key = (select min(payee_key) from payees) and m.payee_key = (select max(payee_key) from payees)
        """;

    private static readonly string Key = SecretProtector.NewKey();
    private static readonly string Accepted = $"--{SecretProtector.FirstForm}=accept";

    private readonly TestApi _api = new(cluster);
    private PayoutShop _shop = null!;

    public async ValueTask InitializeAsync()
    {
        _api.Settings.Add($"--{SecretProtector.Key}={Key}");
        await _api.InitializeAsync();
        _shop = await PayoutShop.In(_api);
        await _shop.Earn("lina", 10_000, PayoutShop.Day(1, 1, 8));
        await _shop.Earn("mallory", 5_000, PayoutShop.Day(1, 1, 9));
        await _shop.Settle(PayoutShop.Day(1, 16));
        await _shop.Payee("lina");
        await _shop.Payee("mallory", "PASSPORT777", name: "马六");
    }

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Theory]
    [InlineData("details = m.details")]
    [InlineData("details = m.details, masked = m.masked")]
    [InlineData("details = m.details, approved_hash = m.approved_hash")]
    [InlineData("approved_hash = m.approved_hash")]
    [InlineData("approved_hash = null")]
    public async Task An_account_that_was_moved_to_another_payees_row_is_not_paid(string moved)
    {
        await _api.Corrupt(Moved.Replace("{0}", moved, StringComparison.Ordinal));
        var batch = (await _shop.Batch()).Must(201);
        batch.Body.ShouldContain("""{"customerId":"lina","reason":"accountAltered"}""");
        batch.Minor("gross").ShouldBe(5_000, "the other payee is paid");
        (await _shop.Backend.FailedChecks()).ShouldContain("sealedValues");
    }

    [Fact]
    public async Task Between_batch_and_approval_it_is_not_paid_either()
    {
        var batch = (await _shop.Batch()).Must(201);
        await _api.Corrupt(Moved.Replace("{0}", "details = m.details", StringComparison.Ordinal));
        (await _shop.Approve(batch)).Refused(409, "TOTAL_CHANGED");
        (await _shop.Payouts(batch)).Select(one => one.TryGetProperty("reason", out var why) ? why.GetString() : null)
            .ShouldContain("accountAltered");
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("pain001")]
    public async Task After_the_approval_no_file_is_made_for_it(string format)
    {
        (await Debtor()).Must(200);
        var batch = await _shop.Pay();
        await _api.Corrupt(Moved.Replace("{0}", "details = m.details", StringComparison.Ordinal));
        (await File(batch, format)).Refused(409, "ACCOUNT_ALTERED");
        (await _shop.Backend.FailedChecks()).ShouldContain("sealedValues");
    }

    [Fact]
    public async Task A_transfer_that_was_pointed_at_another_payees_account_gets_no_file()
    {
        var batch = await _shop.Pay();
        await _api.Corrupt("update payout_transfers set account_key = (select max(account_key) from payee_accounts)");
        (await File(batch, "csv")).Refused(409, "ACCOUNT_ALTERED");
        (await _shop.Backend.FailedChecks()).ShouldContain("approvedAndMade");
    }

    [Fact]
    public async Task An_account_that_was_approved_by_hand_in_the_database_is_not_paid()
    {
        var payee = (await _shop.Backend.Get("/v1/customers/lina/payee")).Must(200).Text("payeeId");
        (await _shop.Finance.Post(
            $"/v1/payees/{payee}/accounts", new { channel = "manual", account = "9999000011112222", bank = "ICBC" }))
            .Must(201);
        await _api.Corrupt("""
            update payee_accounts set approved_by = 'ann', approved_at = proposed_at, usable_from = proposed_at
            where approved_at is null
            """);
        (await _shop.Batch()).Must(201).Body.ShouldContain("""{"customerId":"lina","reason":"accountAltered"}""");
        (await _shop.Backend.FailedChecks()).ShouldContain("sealedValues");
    }

    [Fact]
    public async Task What_was_exchanged_before_the_approval_is_not_approved()
    {
        var payee = (await _shop.Backend.Get("/v1/customers/lina/payee")).Must(200).Text("payeeId");
        var proposed = (await _shop.Finance.Post(
            $"/v1/payees/{payee}/accounts", new { channel = "manual", account = "9999000011112222", bank = "ICBC" }))
            .Must(201).List("accounts")[^1];
        await _api.Corrupt("""
            update payee_accounts a set details = m.details from payee_accounts m
            where a.approved_at is null and m.payee_key = (select max(payee_key) from payees)
            """);
        (await _shop.Approver.Post(
            $"/v1/payees/{payee}/accounts/{proposed.GetProperty("accountId").GetString()}/approvals",
            new { masked = proposed.GetProperty("masked").GetString() })).Refused(409, "ACCOUNT_ALTERED");
    }

    [Fact]
    public async Task A_name_or_an_identity_that_was_moved_does_not_open_and_is_found()
    {
        await _api.Corrupt("""
            update payees set name = (select name from payees order by payee_key desc limit 1)
            where payee_key = (select min(payee_key) from payees)
            """);
        (await _shop.Backend.Get("/v1/customers/lina/payee")).Refused(503, "SEALED_VALUE_UNREADABLE");
        (await _shop.Backend.FailedChecks()).ShouldBe(["sealedValues"]);
    }

    [Fact]
    public async Task The_document_of_a_verification_lies_open_nowhere()
    {
        (await _shop.Backend.Post("/v1/payees", new
        {
            customerId = "friend-of-lina",
            kind = "person",
            name = "王五",
            identityNumber = "PASSPORT888",
        })).Must(201);
        var payee = (await _shop.Backend.Get("/v1/customers/friend-of-lina/payee")).Must(200).Text("payeeId");
        (await _shop.Approver.Post($"/v1/payees/{payee}/verifications", new { document = "CABINET-4711" }))
            .Must(200).Text("document").ShouldBe("CABINET-4711", "who approves may look it up");
        (await _shop.Backend.Get("/v1/customers/friend-of-lina/payee")).Must(200).Text("document").ShouldBe("…4711");
        foreach (var table in new[] { "payees", "audit_log" })
            (await _api.Count($"select count(*) from {table} where {table}::text like '%CABINET%'")).ShouldBe(0, table);
    }

    [Fact]
    public async Task What_was_sealed_before_values_were_bound_is_read_and_bound_by_rekey_where_a_setting_says_so()
    {
        await AsBefore();
        _api.Settings.Add(Accepted);
        var upgraded = _shop.Backend.Through(await _api.Instance());
        (await upgraded.FailedChecks()).ShouldBeEmpty();
        (await upgraded.Get("/v1/customers/lina/payee")).Must(200).Text("document").ShouldBe("…rd");
        (await Rekeyed(Accepted)).ShouldContain("payees.document_sealed: 2 sealed anew");
        (await _api.Count("""
            select (select count(*) from payee_accounts where get_byte(details, 0) <> 2 or approved_hash is null)
                + (select count(*) from payees where document is not null or get_byte(name, 0) <> 2)
            """)).ShouldBe(0);
        (await Rekeyed()).ShouldNotMatch("[1-9][0-9]* (sealed anew|made)|[1-9][0-9]* opened by neither");
        (await _shop.Backend.FailedChecks()).ShouldBeEmpty();
        var batch = await _shop.Pay();
        batch.Minor("gross").ShouldBe(15_000);
        (await File(batch, "csv")).Must(200).Text("content").ShouldContain("6222020200112233");
    }

    [Fact]
    public async Task A_value_that_is_not_bound_to_its_row_is_refused_found_and_bound_by_no_rekey()
    {
        await AsBefore();
        (await _shop.Batch()).Refused(409, "NOTHING_TO_PAY");
        (await _shop.Backend.Get("/v1/customers/lina/payee")).Refused(503, "SEALED_VALUE_UNREADABLE")
            .Body.ShouldContain(SecretProtector.FirstForm);
        (await _shop.Backend.FailedChecks()).ShouldContain("sealedValues");
        (await _shop.Backend.Get("/v1/integrity")).Must(200).Body.ShouldContain("is not bound to its row");
        (await Rekeyed(code: 1)).ShouldContain("payee_accounts.details: 0 sealed anew, 0 were already, 2 opened");
        (await _api.Count("select count(*) from payee_accounts where approved_hash is not null")).ShouldBe(0);
    }

    private Task<Answer> Debtor() => _shop.Finance.Put("/v1/payout-settings", new
    {
        accountPauseDays = 3,
        taxMode = "none",
        debtor = new { name = "Shop", account = "6222020200110000", bic = "ICBKCNBJ" },
    });

    private Task<Answer> File(Answer batch, string format) =>
        _shop.Finance.Get($"/v1/payout-batches/{batch.Text("batchId")}/file?format={format}");

    private async Task<string> Rekeyed(string? setting = null, int code = 0)
    {
        var words = new StringWriter();
        string[] settings = [
            $"--{SocialCommerce.Api.Database.Serve}={_api.Database}", $"--{SecretProtector.Key}={Key}"];
        (await RotateKeys.Run(
            setting is null ? settings : [.. settings, setting], words,
            TestContext.Current.CancellationToken)).ShouldBe(code);
        return words.ToString();
    }

    /// <summary>Puts the shop's payees and accounts into the form that they had before.</summary>
    private async Task AsBefore()
    {
        await _api.Corrupt("update payees set document = 'card', document_sealed = null");
        await _api.Execute(AuditLogTests.WrittenAgain(
            _shop.Backend, "update audit_log set after = after - 'approvedHash' where kind = 'payeeAccount'"));
        foreach (var (row, name) in await Keys("payee_key", "payees"))
            await Seal("payees", "name", ("payee_key", row), "payee.name", name == 0 ? "李娜" : "马六");
        foreach (var (row, _) in await Keys("account_key", "payee_accounts"))
            await Seal("payee_accounts", "details", ("account_key", row), "payee.account",
                """{"account":"6222020200112233","bank":"ICBC"}""");
        await _api.Corrupt("update payee_accounts set approved_hash = null");
    }

    private async Task<List<(long Key, int No)>> Keys(string key, string table)
    {
        var keys = new List<(long, int)>();
        await using var command = _api.Owner.CreateCommand($"select {key} from {table} order by 1");
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) keys.Add((reader.GetInt64(0), keys.Count));
        return keys;
    }

    /// <summary>The first form: bound to shop and purpose alone.</summary>
    private async Task Seal(string table, string column, (string Name, long Value) row, string purpose, string text)
    {
        var shop = _shop.Backend.ShopKey;
        var (plain, nonce, tag) = (Encoding.UTF8.GetBytes(text), RandomNumberGenerator.GetBytes(12), new byte[16]);
        var cipherText = new byte[plain.Length];
        using var cipher = new AesGcm(
            HKDF.DeriveKey(HashAlgorithmName.SHA256, Convert.FromBase64String(Key), 32,
                info: Encoding.UTF8.GetBytes($"{shop}|seal")), tag.Length);
        cipher.Encrypt(nonce, plain, cipherText, tag, Encoding.UTF8.GetBytes($"{shop}|{purpose}"));
        await using var command = _api.Owner.CreateCommand(
            $"update {table} set {column} = $1 where {row.Name} = {row.Value}");
        command.Parameters.Add(new NpgsqlParameter { Value = (byte[])[1, .. nonce, .. cipherText, .. tag] });
        await command.ExecuteNonQueryAsync();
    }
}
