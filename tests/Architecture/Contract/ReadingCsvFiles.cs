using System.Text;
using System.Text.Json.Nodes;
using CsvHelper;
using Shouldly;
using Xunit;

namespace SocialCommerce.ArchitectureTests.Contract;

/// <summary>Every file of comma-separated values that the document knows opens in a spreadsheet as it should.</summary>
public sealed class ReadingCsvFiles(TestApi api, OpenApi document) : IClassFixture<TestApi>, IClassFixture<OpenApi>
{
    [Fact]
    public async Task Every_csv_endpoint_answers_utf_8_with_a_mark_a_header_and_a_name()
    {
        var shop = await FilledShop.In(api);
        var paths = Paths();
        paths.Count.ShouldBeGreaterThan(5);
        foreach (var path in paths)
        {
            var (headers, bytes) = await Read(shop.Shop, shop.Fill(path));
            headers["Content-Type"].ShouldBe("text/csv; charset=utf-8; header=present", path);
            headers["Content-Disposition"].ShouldStartWith("attachment; filename=", customMessage: path);
            headers["Content-Disposition"].ShouldEndWith(".csv", customMessage: path);
            bytes.AsSpan(0, 3).SequenceEqual(Encoding.UTF8.GetPreamble()).ShouldBeTrue(path);
            Encoding.UTF8.GetString(bytes)[1..].ShouldNotContain("\uFEFF", Case.Sensitive, path);
            using var csv = CsvReader.Create(new MemoryStream(bytes[3..]), CsvReaderOptions.Default, false);
            csv.Headers.Count.ShouldBeGreaterThan(3, path);
            csv.Headers.ShouldAllBe(name => name.All(char.IsAsciiLetterOrDigit), path);
            while (csv.Read()) csv.FieldCount.ShouldBe(csv.Headers.Count, path);
        }
    }

    [Fact]
    public async Task A_file_keeps_chinese_as_it_was_told_and_names_a_path_is_safe()
    {
        var shop = await (await api.NewShop()).WithSpendPlan(("minimumPayout", 0));
        (await shop.Post("/v1/customers", new { customerId = "李/娜" })).Must(201);
        var finance = await api.Operator(shop, "fay", "finance");
        var approver = await api.Operator(shop, "ann", "approver");
        (await finance.Post("/v1/adjustments", new
        {
            adjustmentId = "a",
            customerId = "李/娜",
            kind = "credit",
            amount = TestShop.Pence(5_000),
            reason = "推广佣金",
            document = "d",
        })).Must(201);
        await shop.SetClock(TestShop.Day(1));
        (await approver.Post("/v1/adjustments/a/decision", new { approve = true })).Must(200);
        await shop.SetClock(TestShop.Day(2));
        (await shop.Post("/v1/settlements", new { periodEnd = TestShop.Day(2) })).Must(201);
        var id = (await shop.Get($"/v1/partners/{Uri.EscapeDataString("李/娜")}/statements")).Must(200)
            .Json.GetProperty("data")[0].GetProperty("statementId").GetString()!;
        var (headers, bytes) = await Read(shop, $"/v1/statements/{Uri.EscapeDataString(id)}/csv");
        var text = Encoding.UTF8.GetString(bytes);
        text.ShouldContain("李/娜");
        text.ShouldContain("推广佣金");
        headers["Content-Disposition"].ShouldNotContain("/");
        headers["Content-Disposition"].ShouldAllBe(c => char.IsAscii(c));
    }

    private List<string> Paths() =>
    [
        .. document.Operations.Where(one => Files(one.Operation).Any())
            .Select(one => one.Route.Replace("GET ", "", StringComparison.Ordinal)),
    ];

    private IEnumerable<JsonNode?> Files(JsonNode operation) =>
        operation["responses"]!.AsObject().Select(answer => document.Resolve(answer.Value!)["content"]?["text/csv"])
            .Where(file => file is not null);

    private static async Task<(IReadOnlyDictionary<string, string> Headers, byte[] Bytes)> Read(
        TestShop shop, string path)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(shop.Url, path));
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {shop.Key}");
        using var response = await http.SendAsync(request);
        ((int)response.StatusCode).ShouldBe(200, path);
        return (
            response.Content.Headers.ToDictionary(h => h.Key, h => string.Join(", ", h.Value)),
            await response.Content.ReadAsByteArrayAsync());
    }
}
