using System.Text.Json.Nodes;
using Npgsql;
using Shouldly;
using SocialCommerce.VerifyStatements;
using Xunit;

namespace SocialCommerce.ApiTests.Kernel.Auditing;

/// <summary>The audit log is a chain that only grows, and an export of it can be checked without the server.</summary>
public sealed class AuditLogTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task Fifty_writers_at_once_make_one_chain_without_a_gap()
    {
        var shop = await api.NewShop();
        var before = await Entries(shop);
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => api.Platform.Post(
            $"/v1/shops/{shop.ShopId}/api-keys", new { name = $"key {i}", scopes = new[] { "*" } })));
        answers.ShouldAllBe(answer => answer.Status == 201);
        (await Entries(shop) - before).ShouldBe(50);
        (await api.Count($"""
            select count(*) from audit_log where shop_id = {shop.ShopKey} having max(sequence) = count(*)
                and count(distinct previous_hash) = count(*) and count(distinct hash) = count(*)
            """)).ShouldBe(before + 50);
        Check(await Export(shop)).ShouldBe((0, ""));
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("update audit_log set after = '{\"name\": \"another\"}' where {0} and sequence = 2")]
    [InlineData("update audit_log set operator_id = 'another', operator_name = 'Another' where {0} and sequence = 2")]
    [InlineData("update audit_log set recorded_at = recorded_at - interval '1 day' where {0} and sequence = 2")]
    [InlineData("update audit_log set reason = 'another' where {0} and sequence = 2")]
    [InlineData("update audit_log set hash = repeat('0', 64) where {0} and sequence = 2")]
    [InlineData("delete from audit_log where {0} and sequence = 2")]
    [InlineData("delete from audit_log where {0} and sequence = (select max(sequence) from audit_log where {0})")]
    public async Task What_was_changed_or_removed_in_the_database_is_found_by_integrity_and_by_the_offline_check(
        string tampering)
    {
        var shop = await Filled();
        await api.Corrupt(tampering.Replace("{0}", $"shop_id = {shop.ShopKey}", StringComparison.Ordinal));
        (await shop.FailedChecks()).ShouldBe(["auditLog"]);
        Check(await Export(shop)).Status.ShouldBe(1);
    }

    [Fact]
    public async Task Who_writes_the_whole_chain_again_contradicts_an_export_of_before()
    {
        var shop = await Filled();
        var before = await Export(shop);
        await api.Execute(WrittenAgain(shop, "update audit_log set reason = 'another' where sequence = 2"));
        var after = await Export(shop);
        Check(after).Status.ShouldBe(0, "by itself it agrees");
        Check(before, after).Said.ShouldContain("entry 2: an earlier export has another entry in its place");
        Check(before, before).ShouldBe((0, ""));
    }

    [Fact]
    public async Task A_later_export_goes_on_from_an_earlier_one()
    {
        var shop = await Filled();
        var before = await Export(shop);
        (await api.Operator(shop, "new", "support")).ShouldNotBeNull();
        Check(before, await Export(shop)).ShouldBe((0, ""));
    }

    [Fact]
    public async Task A_changed_exported_file_is_found()
    {
        var lines = (await Export(await Filled())).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var second = JsonNode.Parse(lines[2])!;
        second["entry"] = $"{second["entry"]!.GetValue<string>()} ";
        Check(Joined([.. lines[..2], second.ToJsonString(), .. lines[3..]])).Said
            .ShouldContain("entry 2: its content was changed");
        Check(Joined([.. lines[..2], .. lines[3..]])).Said.ShouldContain("entry 3: it follows entry 1");
        Check(Joined(lines[..^1])).Said.ShouldContain("and says that there are");
    }

    [Fact]
    public async Task Nobody_writes_the_log_but_through_its_function()
    {
        (await api.Count("""
            select count(*) from pg_roles r, unnest(array['audit_log', 'audit_log_heads']) as t(name)
            where r.rolname like 'sc\_%' and r.rolname <> 'sc_log'
                and (has_table_privilege(r.oid, t.name, 'insert, update, delete, truncate')
                    or has_any_column_privilege(r.oid, t.name, 'insert, update'))
            """)).ShouldBe(0);
        (await api.Count("""
            select count(*) from unnest(array['update', 'delete', 'truncate']) as p(priv)
            where has_table_privilege('sc_log', 'audit_log', p.priv)
            """)).ShouldBe(0, "what was written stays");
        (await State("insert into audit_log (shop_id, kind, subject_id) values (1, 'k', 's')")).ShouldBe("42501");
        (await State("update audit_log_heads set sequence = 0")).ShouldBe("42501");
        (await State("select log_audit_entry(1, 'k', 's', null, null, null, null, null, null)"))
            .ShouldBe("42501", "for the shop that the session speaks for, and for no other");
    }

    [Fact]
    public async Task The_log_has_what_an_investigator_asks_for()
    {
        var shop = await PayoutShop.In(api);
        await shop.EarnAndSettle("lina", 10_000);
        await shop.Payee("lina");
        await shop.Pay();
        (await shop.Backend.Put("/v1/touchpoints/poster", new { @class = "media", name = "P", inviterId = "lina" }))
            .Must(200);
        (await shop.Backend.Put("/v1/touchpoints/poster", new { @class = "media", name = "Q", inviterId = "eve" }))
            .Must(200);
        (await shop.Backend.Put("/v1/touchpoints/poster", new { @class = "media", name = "R", inviterId = "eve" }))
            .Must(200);
        var order = (await shop.Backend.Get("/v1/orders")).Must(200).List("data")[0].GetProperty("orderId").GetString();
        (await shop.Backend.Post(
            $"/v1/orders/{order}/chargebacks", new { chargebackId = "cb", openedAt = PayoutShop.Day(1, 15) }))
            .Must(200);
        (await shop.Backend.Post($"/v1/orders/{order}/chargebacks/cb/outcome", new
        {
            outcome = "won",
            decidedAt = PayoutShop.Day(1, 15, 2),
        })).Must(200);
        (await shop.Finance.Post("/v1/dividends", new
        {
            periodStart = PayoutShop.Day(1, 1),
            periodEnd = PayoutShop.Day(1, 16),
        })).Must(201);
        var statement = (await shop.Backend.Get("/v1/partners/lina/statements")).Must(200).List("data")[0]
            .GetProperty("statementId").GetString();
        (await shop.Backend.Post("/v1/partners/lina/disputes", new
        {
            disputeId = "d",
            reason = "Too little.",
            statementId = statement,
            lineNo = 1,
        })).Must(201);
        var keys = (await api.Platform.Get($"/v1/shops/{shop.Backend.ShopId}/api-keys")).Must(200).List("data");
        var spare = (await api.Platform.Post(
            $"/v1/shops/{shop.Backend.ShopId}/api-keys", new { name = "spare", scopes = new[] { "*" } })).Must(201);
        (await api.Platform.Delete($"/v1/shops/{shop.Backend.ShopId}/api-keys/{spare.Text("keyId")}")).Must(204);
        (await api.Platform.Delete($"/v1/shops/{shop.Backend.ShopId}/api-keys/{spare.Text("keyId")}")).Must(204);

        var kinds = (await shop.Backend.Get("/v1/audit-log?limit=100")).Must(200).List("data")
            .CountBy(change => change.GetProperty("kind").GetString()!).ToDictionary();
        kinds["shop"].ShouldBe(1);
        kinds["apiKey"].ShouldBe(keys.Length + 2, "made and revoked, each once");
        kinds["clock"].ShouldBe(1);
        kinds["settlement"].ShouldBe(1);
        kinds["dividends"].ShouldBe(1);
        kinds["touchpointInviter"].ShouldBe(2, "only where it changes");
        kinds["payeeAccount"].ShouldBe(2, "proposed and approved");
        kinds["payoutBatch"].ShouldBe(2, "made and approved");
        kinds["chargeback"].ShouldBe(2);
        kinds["dispute"].ShouldBe(1);
        kinds["payoutSettings"].ShouldBe(1);
        Check(await Export(shop.Backend)).ShouldBe((0, ""));
        (await Export(shop.Backend)).ShouldNotContain(spare.Text("key").Split('_')[3], Case.Insensitive);
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
    }

    /// <summary>SQL of the owner that changes the log and makes a shop's chain again, so that it agrees.</summary>
    internal static string WrittenAgain(TestShop shop, string change) => $$"""
        do $do$
        declare made audit_log; last text := '';
        begin
            {{change}} and shop_id = {{shop.ShopKey}};
            for made in select * from audit_log where shop_id = {{shop.ShopKey}} order by sequence loop
                made.previous_hash := last;
                last := audit_log_hash(made);
                update audit_log set previous_hash = made.previous_hash, hash = last
                where shop_id = made.shop_id and sequence = made.sequence;
            end loop;
            update audit_log_heads set hash = last where shop_id = {{shop.ShopKey}};
        end $do$
        """;

    /// <summary>A shop with a few entries.</summary>
    private async Task<TestShop> Filled()
    {
        var shop = await api.NewShop();
        await api.Operator(shop, "fay", "finance");
        await api.Operator(shop, "ann", "approver");
        return shop;
    }

    private Task<long> Entries(TestShop shop) =>
        api.Count($"select count(*) from audit_log where shop_id = {shop.ShopKey}");

    private static async Task<string> Export(TestShop shop) => (await shop.Get("/v1/audit-log/export")).Must(200).Body;

    private static string Joined(IEnumerable<string> lines) => string.Join('\n', lines);

    /// <summary>The worst verdict, and what was found.</summary>
    private static (int Status, string Said) Check(params string[] exports)
    {
        var verifier = new AuditLogExport();
        using var output = new StringWriter();
        var status = exports.Max(export => verifier.Verify(export.Split('\n'), "file", output));
        var findings = output.ToString().Split('\n').Where(line => line.StartsWith("  ", StringComparison.Ordinal));
        return (status, string.Join('\n', findings));
    }

    private async Task<string> State(string sql)
    {
        try
        {
            await using var command = api.App.CreateCommand(sql);
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            return "";
        }
        catch (PostgresException error)
        {
            return error.SqlState;
        }
    }
}
