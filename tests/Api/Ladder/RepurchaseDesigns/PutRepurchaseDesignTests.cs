using Shouldly;
using Xunit;

namespace SocialCommerce.ApiTests.Ladder.RepurchaseDesigns;

/// <summary>Why a product is bought again, and what is missing.</summary>
public sealed class PutRepurchaseDesignTests(TestApi api) : IClassFixture<TestApi>
{
    private const string Path = "/v1/products/serum/repurchase-design";

    [Fact]
    public async Task Of_a_product_without_a_design_everything_is_missing()
    {
        var design = (await (await Shop()).Get(Path)).Must(200);
        design.Headers["ETag"].ShouldBe("\"0\"");
        (design.Number("score"), design.Json.GetProperty("cycleMissing").GetBoolean()).ShouldBe((0, true));
        design.List("missingMechanisms").Select(one => one.GetString())
            .ShouldBe(["reusable", "relatedProducts", "service", "consumables", "instalments"]);
        design.List("missingPoints").Select(one => one.GetString())
            .ShouldBe(["productSupport", "growingRights", "costOfLeaving", "grownTrust", "favourableScene"]);
    }

    [Fact]
    public async Task What_a_design_states_is_no_longer_missing()
    {
        var shop = await Shop();
        var put = (await shop.Put(Path, Design(30))).Must(200);
        put.Headers["ETag"].ShouldBe("\"1\"");
        (put.Number("score"), put.Number("expectedCycleDays")).ShouldBe((3, 30));
        put.Json.GetProperty("cycleMissing").GetBoolean().ShouldBeFalse();
        put.List("missingMechanisms").Select(one => one.GetString())
            .ShouldBe(["reusable", "relatedProducts", "instalments"]);
        put.List("missingPoints").Select(one => one.GetString())
            .ShouldBe(["productSupport", "costOfLeaving", "grownTrust", "favourableScene"]);
        put.List("mechanisms")[0].GetProperty("how").GetString().ShouldBe("a bottle lasts 30 days");
        (await shop.Get(Path)).Must(200).Body.ShouldBe(put.Body);
    }

    [Fact]
    public async Task The_same_design_sent_again_changes_nothing()
    {
        var shop = await Shop();
        for (var i = 0; i < 3; i++) (await shop.Put(Path, Design(30))).Must(200).Headers["ETag"].ShouldBe("\"1\"");
        (await shop.Put(Path, Design(31))).Must(200).Headers["ETag"].ShouldBe("\"2\"");
        (await shop.Get("/v1/audit-log?kind=repurchaseDesign")).Must(200).List("data").Length.ShouldBe(2);
    }

    [Fact]
    public async Task A_product_that_the_shop_does_not_know_has_no_design()
    {
        var shop = await api.NewShop();
        (await shop.Get(Path)).Refused(404, "PRODUCT_NOT_FOUND");
        (await shop.Put(Path, Design(30))).Refused(404, "PRODUCT_NOT_FOUND");
    }

    [Theory]
    [InlineData("""{"mechanisms": [{"mechanism": "magic", "how": "x"}], "points": []}""",
        "#/mechanisms/0/mechanism", "VALUE_UNKNOWN")]
    [InlineData("""{"mechanisms": [], "points": [{"point": "fear", "how": "x"}]}""",
        "#/points/0/point", "VALUE_UNKNOWN")]
    [InlineData("""{"mechanisms": [{"mechanism": "service", "how": " "}], "points": []}""",
        "#/mechanisms/0/how", "TEXT_INVALID")]
    [InlineData(
        """{"mechanisms": [], "points": [{"point": "grownTrust", "how": "a"}, {"point": "grownTrust", "how": "b"}]}""",
        "#/points", "VALUE_TWICE")]
    [InlineData(
        """{"mechanisms": [{"mechanism": "service", "how": "a"}, {"mechanism": "service", "how": "b"}], """
            + "\"points\": []}",
        "#/mechanisms", "VALUE_TWICE")]
    [InlineData("""{"mechanisms": [], "points": [], "expectedCycleDays": 0}""", "#/expectedCycleDays", "OUT_OF_RANGE")]
    public async Task A_design_that_cannot_be_is_refused(string body, string pointer, string code)
    {
        var refused = (await (await Shop()).Send(HttpMethod.Put, Path, body, []))
            .Refused(422, "VALIDATION_FAILED").List("errors").Single();
        (refused.GetProperty("pointer").GetString(), refused.GetProperty("code").GetString())
            .ShouldBe((pointer, code));
    }

    [Fact]
    public async Task A_change_of_another_version_is_refused()
    {
        var shop = await Shop();
        (await shop.Put(Path, Design(1), ("If-Match", "\"0\""))).Must(200);
        (await shop.Put(Path, Design(2), ("If-Match", "\"0\""))).Refused(412, "CHANGED_MEANWHILE");
        (await shop.Put(Path, Design(2), ("If-Match", "\"1\""))).Must(200).Headers["ETag"].ShouldBe("\"2\"");
    }

    [Fact]
    public async Task Of_changes_at_once_each_is_a_version()
    {
        var shop = await Shop();
        var puts = await Task.WhenAll(Enumerable.Range(1, 8).Select(days => shop.Put(Path, Design(days))));
        puts.Select(put => put.Must(200).Headers["ETag"]).Order()
            .ShouldBe(Enumerable.Range(1, 8).Select(i => $"\"{i}\""));
    }

    private async Task<TestShop> Shop()
    {
        var shop = await api.NewShop();
        (await shop.Put("/v1/products/serum", new { name = "Serum" })).Must(200);
        return shop;
    }

    private static object Design(int days) => new
    {
        mechanisms = new[]
        {
            new { mechanism = "consumables", how = "a bottle lasts 30 days" },
            new { mechanism = "service", how = "a skin test each quarter" },
        },
        points = new[] { new { point = "growingRights", how = "the third bottle raises the tier" } },
        expectedCycleDays = days,
    };
}
