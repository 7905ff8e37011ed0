using System.Text.Json;
using Shouldly;
using SocialCommerce.Kernel.Accounting;
using SocialCommerce.Kernel.Operators;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.Statements;

/// <summary>A statement for people: a page and a file, neither of which a text from outside can break.</summary>
public sealed class GetStatementPageTests(TestApi api) : IClassFixture<TestApi>
{
    private const string Evil = "<script>alert('1')</script>";

    private static readonly DateTimeOffset January = new(2011, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_page_shows_the_statement_and_its_tax_and_escapes_what_came_from_outside()
    {
        var (shop, id) = await Settled("<b>&\"bob\"", Evil, "paper");
        var before = (await shop.Get($"/v1/statements/{id}")).Must(200);
        var page = (await shop.Get($"/v1/statements/{id}/page")).Must(200);
        page.Body.ShouldStartWith("<!doctype html>");
        page.Body.ShouldNotContain(Evil);
        page.Body.ShouldNotContain("<b>");
        page.Body.ShouldContain("&lt;b&gt;&amp;&quot;bob&quot;");
        page.Body.ShouldContain("20.00 GBP");
        page.Body.ShouldContain("-7.00 GBP");
        page.Body.ShouldContain("Total</th><td class=\"amount\">13.00 GBP");
        page.Body.ShouldContain("After tax</th><td class=\"amount\">13.00 GBP");
        page.Body.ShouldContain(before.Headers["ETag"].Trim('"'));
        page.Headers["Content-Security-Policy"].ShouldStartWith("default-src 'none'");
        var again = (await shop.Get($"/v1/statements/{id}")).Must(200);
        again.Body.ShouldBe(before.Body, "a page changes nothing of the statement");
    }

    [Theory]
    [InlineData("=HYPERLINK(\"http://x\")")]
    [InlineData("+1+1")]
    [InlineData("-2+3")]
    [InlineData("@SUM(A1)")]
    [InlineData(" =1")]
    [InlineData("＝1")]
    public async Task No_cell_of_the_file_begins_a_formula_in_a_spreadsheet(string text)
    {
        var (shop, id) = await Settled(text, text, text);
        var file = (await shop.Get($"/v1/statements/{id}/csv")).Must(200);
        (await shop.Get($"/v1/statements/{id}/csv")).Must(200).Body.ShouldBe(file.Body);
        var rows = Cells(file.Body);
        rows.Count.ShouldBe(3, "a header and two lines");
        rows.ShouldAllBe(row => row.Count == rows[0].Count);
        var cells = rows.SelectMany(row => row).ToList();
        cells.ShouldNotContain(cell => cell.TrimStart().Length > 0 && "=+-@＝".Contains(cell.TrimStart()[0]));
        cells.Count(cell => cell == $"'{text}").ShouldBe(4, "the partner twice, reason and document");
        var (credit, debit) = (rows[0].IndexOf("creditMinor"), rows[0].IndexOf("debitMinor"));
        rows.Skip(1).Sum(row => Number(row[credit]) - Number(row[debit])).ShouldBe(1_300);
    }

    [Theory]
    [InlineData(-1230, "GBP", "-12.30 GBP")]
    [InlineData(5, "CNY", "0.05 CNY")]
    [InlineData(1230, "JPY", "1230 JPY")]
    [InlineData(1230, "KWD", "1.230 KWD")]
    public void Amounts_are_shown_in_the_major_unit_of_their_currency(long amount, string currency, string shown) =>
        new Money(amount, currency).ForPeople().ShouldBe(shown);

    [Fact]
    public async Task What_is_no_statement_has_no_page_and_no_file()
    {
        var shop = await api.NewShop();
        (await shop.Get("/v1/statements/none/page")).Refused(404, "STATEMENT_NOT_FOUND");
        (await shop.Get("/v1/statements/none/csv")).Refused(404, "STATEMENT_NOT_FOUND");
        (await shop.Get("/v1/partners/none/statements/export")).Refused(404, "CUSTOMER_NOT_FOUND");
    }

    [Fact]
    public async Task Every_line_is_found_among_the_movements_and_no_movement_in_two_lines()
    {
        var (shop, id) = await Settled("bob", "counted twice", "paper");
        var lines = (await shop.Get($"/v1/statements/{id}")).Must(200).List("lines");
        var listed = (await shop.Get("/v1/partners/bob/movements")).Must(200).List("data")
            .Where(movement => movement.TryGetProperty("statementId", out _)).ToList();
        listed.ShouldAllBe(movement => movement.GetProperty("statementId").GetString() == id);
        listed.OrderBy(Line).Select(Line).ShouldBe(lines.Select(Line));
        foreach (var (movement, line) in listed.OrderBy(Line).Zip(lines))
            (Math.Abs(Amount(line)), line.GetProperty("event").GetString())
                .ShouldBe((Amount(movement), movement.GetProperty("event").GetString()));
    }

    private static int Line(JsonElement one) => one.GetProperty("lineNo").GetInt32();

    private static long Amount(JsonElement one) => one.GetProperty("amount").GetProperty("amount").GetInt64();

    /// <summary>A partner of any name with 20.00 earned and 7.00 taken by hand.</summary>
    private async Task<(TestShop Shop, string StatementId)> Settled(string partner, string reason, string document)
    {
        var shop = await (await api.NewShop()).WithSpendPlan(("minimumPayout", 0));
        await shop.Chain(Day(1), ("C", 0), (partner, 1));
        (await shop.Order("o1", "C", Day(2), 20_000)).Must(201);
        var finance = await api.Operator(shop, "finance", Roles.Finance);
        var approver = await api.Operator(shop, "approver", Roles.Approver);
        (await finance.Post("/v1/adjustments", new
        {
            adjustmentId = "a",
            customerId = partner,
            kind = "debit",
            amount = Pence(700),
            reason,
            document,
        })).Must(201);
        (await approver.Post("/v1/adjustments/a/decision", new { approve = true })).Must(200);
        await shop.SetClock(January);
        (await shop.Settle(January)).Must(201).Minor("total").ShouldBe(1_300);
        var list = (await shop.Get($"/v1/partners/{Uri.EscapeDataString(partner)}/statements")).Must(200).List("data");
        return (shop, list.Single().GetProperty("statementId").GetString()!);
    }

    private static long Number(string cell) => long.Parse(cell, System.Globalization.CultureInfo.InvariantCulture);

    private static List<List<string>> Cells(string file)
    {
        var rows = new List<List<string>>();
        using var csv = CsvHelper.CsvReader.Create(
            new MemoryStream(System.Text.Encoding.UTF8.GetBytes(file)), CsvHelper.CsvReaderOptions.Default, false);
        rows.Add([.. csv.Headers]);
        while (csv.Read()) rows.Add([.. Enumerable.Range(0, csv.FieldCount).Select(csv.GetString)]);
        return rows;
    }
}
