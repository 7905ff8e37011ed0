using System.Text.Json.Nodes;
using Shouldly;
using SocialCommerce.Kernel.Operators;
using SocialCommerce.VerifyStatements;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Commissions.Settlements;

/// <summary>All statements of a run come in one file, which is checked without the server.</summary>
public sealed class ExportSettlementTests(TestApi api) : IClassFixture<TestApi>
{
    private const int Partners = 120;

    private static readonly DateTimeOffset January = new(2011, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset February = January.AddMonths(1);

    [Fact]
    public async Task A_runs_file_has_every_statement_to_the_byte_and_agrees()
    {
        var shop = await Settled();
        var january = await Lines(shop, January);
        var heading = JsonNode.Parse(january[0])!;
        (heading["statements"]!.GetValue<int>(), january.Length).ShouldBe((2, 3));
        heading["total"]!["amount"]!.GetValue<long>().ShouldBe(1_300);
        foreach (var line in january.Skip(1).Select(line => JsonNode.Parse(line)!))
        {
            var statement = (await shop.Get($"/v1/statements/{line["statementId"]}")).Must(200);
            statement.Body.ShouldBe(line["body"]!.GetValue<string>());
            statement.Headers["ETag"].ShouldBe($"\"{line["hash"]}\"");
        }
        var (status, said) = Verify(january, await Lines(shop, February));
        (status, said).ShouldBe((0, said));
        said.ShouldContain("period until 2011-01-01 00:00:00Z: 2 statements agree");
        said.ShouldContain("period until 2011-02-01 00:00:00Z: 2 statements agree");
        Verify(await Lines(shop, February)).Status.ShouldBe(0, "what came before may be elsewhere");
    }

    [Fact]
    public async Task What_is_missing_changed_or_out_of_place_is_named()
    {
        var shop = await Settled();
        var (january, february) = (await Lines(shop, January), await Lines(shop, February));
        Verify(january[..2]).Said.ShouldContain("it has 1 statements, and says that there are 2");
        Verify([january[0], january[2], january[1]]).Said.ShouldContain("its number is 1, and the one before it has 2");
        Verify([.. january.Select(line => line.Replace("1000", "1001", StringComparison.Ordinal))]).Said
            .ShouldContain("its bytes were changed");
        Verify([february[0], .. january.Skip(1)]).Said.ShouldContain("it is of another period");
        Verify(february, january).Said.ShouldContain("its period does not end after");
        Verify([january[0], january[1], january[1]]).Status.ShouldBe(1);
    }

    [Fact]
    public async Task The_command_takes_runs_beside_exports_of_partners()
    {
        var shop = await Settled();
        var files = new List<string>();
        foreach (var path in new[]
        {
            $"/v1/settlements/{Text(January)}/statements/export", $"/v1/settlements/{Text(February)}/statements/export",
            "/v1/partners/B/statements/export",
        })
        {
            files.Add(Path.GetTempFileName());
            await File.WriteAllTextAsync(
                files[^1], (await shop.Get(path)).Must(200).Body, TestContext.Current.CancellationToken);
        }
        VerifyStatements.Program.Main([.. files]).ShouldBe(0);
        await File.AppendAllTextAsync(files[0], "{}\n", TestContext.Current.CancellationToken);
        VerifyStatements.Program.Main([.. files]).ShouldBe(2, "a line that is no statement");
        files.ForEach(File.Delete);
    }

    [Fact]
    public async Task The_heads_are_a_spreadsheet_that_adds_up_to_the_run()
    {
        var shop = await Settled();
        var rows = (await shop.Get($"/v1/settlements/{Text(February)}/statements/csv")).Must(200).Body
            .Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(row => row.Split(',')).ToList();
        rows.Count.ShouldBe(3);
        string Cell(int row, string name) => rows[row][Array.IndexOf(rows[0], name)];
        (Cell(1, "number"), Cell(2, "number")).ShouldBe(("3", "4"));
        (Cell(1, "customerId"), Cell(1, "totalMinor"), Cell(1, "lines")).ShouldBe(("B", "2000", "1"));
        (Cell(1, "issuer"), Cell(1, "taxNumber"), Cell(1, "taxComputed")).ShouldBe(("Lotus Ltd.", "GB 1", "atPayment"));
        (Cell(1, "periodStart"), Cell(1, "periodEnd")).ShouldBe((Text(January), Text(February)));
        Cell(1, "hash").ShouldBe((await shop.Statements("B"))[1].Headers["ETag"].Trim('"'));
    }

    [Fact]
    public async Task A_run_of_more_statements_than_are_read_at_once_is_whole()
    {
        var shop = await api.NewShop();
        await shop.WithSpendPlan(("minimumPayout", 0));
        await Task.WhenAll(Enumerable.Range(0, Partners).Select(async i =>
        {
            await shop.Promote($"P{i}", 1, Day(1));
            await shop.Bind($"C{i}", $"P{i}");
            (await shop.Order($"o{i}", $"C{i}", Day(2), 10_000)).Must(201);
        }));
        await shop.SetClock(January);
        (await shop.Settle(January)).Must(201).Number("statements").ShouldBe(Partners);
        var lines = await Lines(shop, January);
        lines.Length.ShouldBe(Partners + 1);
        Verify(lines).Status.ShouldBe(0);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_run_that_was_not_made_has_no_files()
    {
        var shop = await api.NewShop();
        foreach (var file in new[] { "export", "csv" })
            (await shop.Get($"/v1/settlements/{Text(January)}/statements/{file}")).Refused(404, "SETTLEMENT_NOT_FOUND");
    }

    private static string Text(DateTimeOffset time) => $"{time:yyyy-MM-ddTHH:mm:ssZ}";

    private static async Task<string[]> Lines(TestShop shop, DateTimeOffset end) =>
        (await shop.Get($"/v1/settlements/{Text(end)}/statements/export")).Must(200).Body
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static (int Status, string Said) Verify(params string[][] files)
    {
        using var output = new StringWriter();
        var exports = new PeriodExport();
        var status = files.Sum(file => exports.Verify(file, "file", output)) > 0 ? 1 : 0;
        return (status, output.ToString());
    }

    /// <summary>B and A have a statement for December and one for January.</summary>
    private async Task<TestShop> Settled()
    {
        var shop = await api.NewShop();
        await shop.WithSpendPlan(("minimumPayout", 0));
        await shop.Chain(Day(1), ("C", 0), ("B", 1), ("A", 1));
        (await shop.Order("o1", "C", Day(2), 10_000)).Must(201);
        (await shop.Order("o2", "C", Day(25), 20_000)).Must(201);
        var finance = await api.Operator(shop, "finance", Roles.Finance);
        (await finance.Put("/v1/shop/issuer", new { legalName = "Lotus Ltd.", taxNumber = "GB 1" })).Must(200);
        await shop.SetClock(February);
        (await shop.Settle(January)).Must(201);
        (await shop.Settle(February)).Must(201);
        return shop;
    }
}
