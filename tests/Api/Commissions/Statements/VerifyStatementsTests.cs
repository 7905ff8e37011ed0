using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Shouldly;
using SocialCommerce.VerifyStatements;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;
using Verifier = SocialCommerce.VerifyStatements.Program;

namespace SocialCommerce.ApiTests.Commissions.Statements;

/// <summary>Who has a partner's statements can check them without the server, and is told what is wrong.</summary>
public sealed class VerifyStatementsTests(TestApi api) : IClassFixture<TestApi>
{
    private static readonly DateTimeOffset January = new(2011, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Honest_statements_agree_in_one_file_or_in_several()
    {
        var (shop, export) = await Exported();
        var (status, said) = Verify(Read(export.ToJsonString()));
        (status, said).ShouldBe((0, said));
        said.ShouldStartWith("B: 3 statements agree");
        var single = (await shop.Statements("B")).SelectMany(statement => Read(statement.Body + "\n"));
        Verify(single).Status.ShouldBe(0);
        Verify(Read(export.ToJsonString()).Concat(Read(Other(export).ToJsonString()))).Status.ShouldBe(0);
    }

    [Fact]
    public async Task A_changed_byte_is_named_wherever_it_stands()
    {
        var (_, export) = await Exported();
        var body = Item(export, 1)["body"]!.GetValue<string>();
        for (var at = 0; at < body.Length; at += 7)
        {
            var changed = export.DeepClone();
            Item(changed, 1)["body"] = $"{body[..at]}{(body[at] == '1' ? '2' : '1')}{body[(at + 1)..]}";
            var (status, said) = Verify(Read(changed.ToJsonString()));
            status.ShouldBe(1, $"byte {at}");
            said.ShouldContain($"{Item(export, 1)["statementId"]}: its bytes were changed");
        }
    }

    [Fact]
    public async Task Who_changes_a_sum_and_the_hash_with_it_breaks_the_chain_and_the_sums()
    {
        var (_, export) = await Exported();
        var item = Item(export, 1);
        var body = JsonNode.Parse(item["body"]!.GetValue<string>())!;
        body["total"]!["amount"] = body["total"]!["amount"]!.GetValue<long>() + 1;
        var text = body.ToJsonString();
        item["body"] = text;
        item["hash"] = StatementChain.Hash(Encoding.UTF8.GetBytes(text));
        var said = Verify(Read(export.ToJsonString())).Said;
        said.ShouldContain($"{item["statementId"]}: its lines come to");
        said.ShouldContain($"{Item(export, 2)["statementId"]}: a statement is missing before it");
        said.ShouldNotContain("bytes were changed");
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    public async Task A_missing_statement_is_named_by_the_one_that_follows_it(int missing, int named)
    {
        var (_, export) = await Exported();
        var id = Item(export, named)["statementId"]!.GetValue<string>();
        export["statements"]!.AsArray().RemoveAt(missing);
        var (status, said) = Verify(Read(export.ToJsonString()));
        var findings = said.Split('\n').Count(line => line.StartsWith("  ", StringComparison.Ordinal));
        (status, findings).ShouldBe((1, 1), said);
        said.ShouldContain($"{id}: a statement is missing before it");
    }

    [Fact]
    public async Task A_swapped_order_is_named()
    {
        var (_, export) = await Exported();
        var id = Item(export, 2)["statementId"]!.GetValue<string>();
        var statements = export["statements"]!.AsArray();
        var last = statements[2]!.DeepClone();
        statements.RemoveAt(2);
        statements.Insert(1, last);
        var (status, said) = Verify(Read(export.ToJsonString()));
        status.ShouldBe(1);
        said.ShouldContain($"{id}: it stands in the wrong order");
        said.ShouldNotContain("missing");
    }

    [Fact]
    public void What_is_no_statement_is_refused()
    {
        foreach (var text in new[] { "[]", "{}", """{"customerId":"x"}""", """{"customerId":"x","statements":[1]}""" })
            Should.Throw<JsonException>(() => Read(text), text);
        Verifier.Main([]).ShouldBe(2);
        Verifier.Main(["/nowhere/at/all"]).ShouldBe(2);
    }

    /// <summary>B's three statements: with a carry, a debt's line, and one plain.</summary>
    private async Task<(TestShop Shop, JsonNode Export)> Exported()
    {
        var shop = await (await api.NewShop()).WithSpendPlan(("minimumPayout", 1_000));
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        (await shop.Order("o0", "C", Day(1), 9_000)).Must(201);
        await shop.SetClock(January.AddDays(-10));
        (await shop.Settle(January.AddDays(-10))).Must(201).Minor("total").ShouldBe(0);
        (await shop.Order("o1", "C", January.AddDays(-9), 20_000)).Must(201);
        foreach (var month in new[] { 1, 2, 3 })
        {
            await shop.SetClock(January.AddMonths(month));
            (await shop.Settle(January.AddMonths(month))).Must(201).Number("statements").ShouldBe(1);
            (await shop.Order($"n{month}", "C", January.AddMonths(month), 30_000)).Must(201);
            if (month == 1) (await shop.RefundPlain("o1", "r1", January.AddMonths(1), 5_000)).Must(201);
        }
        var export = (await shop.Get("/v1/partners/B/statements/export")).Must(200);
        return (shop, JsonNode.Parse(export.Body)!);
    }

    private static JsonNode Item(JsonNode export, int i) => export["statements"]![i]!;

    private static JsonObject Other(JsonNode export) => new JsonObject
    {
        ["customerId"] = "nobody",
        ["statements"] = new JsonArray(),
        ["of"] = export["customerId"]!.GetValue<string>(),
    };

    private static List<SealedStatement> Read(string text) =>
        [.. StatementFile.Read(Encoding.UTF8.GetBytes(text), "file")];

    private static (int Status, string Said) Verify(IEnumerable<SealedStatement> statements)
    {
        using var output = new StringWriter();
        return (Verifier.Verify([.. statements], output), output.ToString());
    }
}
