using System.Text.Json;
using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Ladder.ProductLadder;

/// <summary>The rungs that a shop uses, and what is missing on them.</summary>
public sealed class PutLadderTests(TestApi api) : IClassFixture<TestApi>
{
    private const string Path = "/v1/ladder";

    [Fact]
    public async Task Until_a_shop_sets_its_ladder_each_rung_leads_to_the_one_above()
    {
        var ladder = (await (await api.NewShop()).Get(Path)).Must(200);
        ladder.Headers["ETag"].ShouldBe("\"0\"");
        ladder.List("rungs").Select(rung => (rung.GetProperty("rung").GetString(), Next(rung)))
            .ShouldBe([("traffic", "low"), ("low", "member"), ("member", "partner"), ("partner", null)]);
        string[] rungs = ["traffic", "low", "member", "partner"];
        Codes(ladder).ShouldBe(rungs.SelectMany(rung => new[] { $"{rung} noAudience", $"{rung} noProduct" }));
    }

    [Fact]
    public async Task A_complete_ladder_has_no_findings_and_shows_the_prices_of_its_rungs()
    {
        var shop = await Planned();
        var put = (await shop.Put(Path, Whole())).Must(200);
        put.Headers["ETag"].ShouldBe("\"1\"");
        put.List("findings").ShouldBeEmpty();
        var low = put.List("rungs")[1];
        (low.GetProperty("lowestPrice").GetProperty("amount").GetInt64(),
            low.GetProperty("highestPrice").GetProperty("amount").GetInt64()).ShouldBe((900, 1_900));
        low.GetProperty("audience").GetString().ShouldBe("low people");
        (await shop.Get(Path)).Must(200).Body.ShouldBe(put.Body);
    }

    [Fact]
    public async Task What_is_missing_or_wrong_is_found_with_its_place_and_product()
    {
        var shop = await Planned();
        await Product(shop, "p-cheap", "member", 1_900);
        await Product(shop, "p-free", "low", null);
        var ladder = (await shop.Put(Path, Of(
            Rung("traffic", "low"), Rung("low", null, "buyers"), Rung("member", "partner"),
            Rung("partner", null, "members")))).Must(200);
        ladder.List("findings").Select(finding =>
            $"{finding.GetProperty("code").GetString()} {finding.GetProperty("pointer").GetString()} "
            + (finding.TryGetProperty("productId", out var product) ? product.GetString() : "-")).ShouldBe(
            [
                "noAudience #/rungs/0/audience -", "noNextRung #/rungs/1/nextRung -", "noPrice #/rungs/1 p-free",
                "noAudience #/rungs/2/audience -", "rungNotReached #/rungs/2 -",
                "priceNotAbove #/rungs/2/lowestPrice p-cheap",
            ]);

        // The same price is not above; one unit more is.
        await Product(shop, "p-cheap", "member", 1_901);
        Codes((await shop.Get(Path)).Must(200)).ShouldNotContain("member priceNotAbove");
    }

    [Fact]
    public async Task A_ladder_of_three_rungs_is_the_way_that_journeys_offer()
    {
        var shop = await api.NewShop();
        await Product(shop, "p1", "low", 100);
        (await shop.Put(Path, Of(Rung("partner", null), Rung("traffic", "member"), Rung("member", "partner"))))
            .Must(200).List("rungs").Select(rung => rung.GetProperty("rung").GetString())
            .ShouldBe(["traffic", "member", "partner"]);
        (await shop.Post("/v1/customers", new { customerId = "new" })).Must(201);
        (await shop.Get("/v1/customers/new/journey")).Must(200).Text("nextRung").ShouldBe("traffic");
        (await shop.Order("o1", "C", Day(1), 100)).Must(201);
        (await shop.Get("/v1/customers/C/journey")).Must(200).Text("nextRung").ShouldBe("member", "low is left out");
        (await shop.Put(Path, Of(Rung("low", null), Rung("member", null)))).Must(200);
        (await shop.Get("/v1/customers/C/journey")).Must(200).Json.TryGetProperty("nextRung", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task The_ladder_in_force_sent_again_changes_nothing()
    {
        var shop = await api.NewShop();
        for (var i = 0; i < 3; i++) (await shop.Put(Path, Whole())).Must(200).Headers["ETag"].ShouldBe("\"1\"");
        (await shop.Get("/v1/audit-log?kind=ladder")).Must(200).List("data").Length.ShouldBe(1);
    }

    [Theory]
    [InlineData("""{"rungs": []}""", "#/rungs", "LIST_COUNT")]
    [InlineData("""{"rungs": [{"rung": "low"}, {"rung": "low"}]}""", "#/rungs", "RUNG_REPEATED")]
    [InlineData("""{"rungs": [{"rung": "high"}]}""", "#/rungs/0/rung", "VALUE_UNKNOWN")]
    [InlineData("""{"rungs": [{"rung": "low", "audience": " "}]}""", "#/rungs/0/audience", "TEXT_INVALID")]
    [InlineData("""{"rungs": [{"rung": "low", "nextRung": "member"}]}""", "#/rungs/0", "NEXT_RUNG_UNKNOWN")]
    [InlineData(
        """{"rungs": [{"rung": "traffic"}, {"rung": "low", "nextRung": "traffic"}]}""", "#/rungs/1/nextRung",
        "NEXT_RUNG_NOT_ABOVE")]
    [InlineData("""{"rungs": [{"rung": "low", "nextRung": "low"}]}""", "#/rungs/0/nextRung", "NEXT_RUNG_NOT_ABOVE")]
    public async Task A_ladder_that_cannot_be_is_refused(string body, string pointer, string code)
    {
        var refused = (await (await api.NewShop()).Send(HttpMethod.Put, Path, body, []))
            .Refused(422, "VALIDATION_FAILED").List("errors").Single();
        (refused.GetProperty("pointer").GetString(), refused.GetProperty("code").GetString())
            .ShouldBe((pointer, code));
    }

    [Fact]
    public async Task A_change_of_another_version_is_refused()
    {
        var shop = await api.NewShop();
        (await shop.Put(Path, Whole(), ("If-Match", "\"0\""))).Must(200);
        (await shop.Put(Path, Of(Rung("low", null)), ("If-Match", "\"0\""))).Refused(412, "CHANGED_MEANWHILE");
        (await shop.Put(Path, Of(Rung("low", null)), ("If-Match", "\"1\""))).Must(200)
            .Headers["ETag"].ShouldBe("\"2\"");
    }

    [Fact]
    public async Task Of_changes_at_once_each_is_a_version()
    {
        var shop = await api.NewShop();
        var puts = await Task.WhenAll(Enumerable.Range(1, 8).Select(
            i => shop.Put(Path, Of(Rung("low", null, $"audience {i}")))));
        puts.Select(put => put.Must(200).Headers["ETag"]).Order()
            .ShouldBe(Enumerable.Range(1, 8).Select(i => $"\"{i}\""));
    }

    [Fact]
    public async Task A_price_in_another_currency_or_below_zero_is_refused()
    {
        var shop = await api.NewShop();
        object Priced(long amount, string currency) => new { name = "n", price = new { amount, currency } };
        (await shop.Put("/v1/products/p", Priced(1, "CNY"))).Refused(422, "VALIDATION_FAILED")
            .Pointer.ShouldBe("#/price");
        (await shop.Put("/v1/products/p", Priced(-1, "GBP"))).Refused(422, "VALIDATION_FAILED")
            .Pointer.ShouldBe("#/price/amount");
        var put = (await shop.Put("/v1/products/p", Priced(5, "GBP"))).Must(200);
        put.Minor("price").ShouldBe(5);
        (await shop.Get("/v1/products/p")).Must(200).Headers["ETag"].ShouldBe(put.Headers["ETag"]);
        (await shop.Put("/v1/products/p", Priced(6, "GBP"))).Must(200).Headers["ETag"]
            .ShouldNotBe(put.Headers["ETag"]);
    }

    private async Task<TestShop> Planned()
    {
        var shop = await api.NewShop();
        await Product(shop, "p-sample", "traffic", 0);
        await Product(shop, "p-soap", "low", 900);
        await Product(shop, "p-mask", "low", 1_900);
        await Product(shop, "p-serum", "member", 19_900);
        await Product(shop, "p-box", "partner", 99_900);
        return shop;
    }

    private static async Task Product(TestShop shop, string id, string rung, long? price) =>
        (await shop.Put($"/v1/products/{id}", new
        {
            name = id,
            rung,
            price = price is { } minor ? Pence(minor) : null,
        })).Must(200);

    private static object Whole() => Of(
        Rung("traffic", "low", "traffic people"), Rung("low", "member", "low people"),
        Rung("member", "partner", "member people"), Rung("partner", null, "partner people"));

    private static object Of(params object[] rungs) => new { rungs };

    private static object Rung(string rung, string? nextRung, string? audience = null) =>
        new { rung, nextRung, audience };

    private static string? Next(JsonElement rung) =>
        rung.TryGetProperty("nextRung", out var next) ? next.GetString() : null;

    private static List<string> Codes(Answer ladder) =>
    [
        .. ladder.List("findings").Select(finding =>
            $"{finding.GetProperty("rung").GetString()} {finding.GetProperty("code").GetString()}"),
    ];
}
