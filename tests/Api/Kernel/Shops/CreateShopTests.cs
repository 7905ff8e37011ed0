using Shouldly;
using Xunit;

namespace SocialCommerce.ApiTests.Kernel.Shops;

/// <summary>Shops, their keys and the health of the host.</summary>
public sealed class CreateShopTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task A_shop_is_as_it_was_opened_to_the_platform_and_to_itself()
    {
        var made = (await Open(timeZone: "Asia/Shanghai", currency: "CNY", jurisdiction: "CN")).Must(201);
        made.Headers["Location"].ShouldBe($"/v1/shops/{made.Text("shopId")}");
        (await api.Platform.Get($"/v1/shops/{made.Text("shopId")}")).Must(200).Body.ShouldBe(made.Body);
        var key = await api.Platform.Post(
            $"/v1/shops/{made.Text("shopId")}/api-keys", new { name = "k", scopes = new[] { "shop:read" } });
        key.Must(201).Text("key").ShouldStartWith("sk_live_");
        (await new Client(api.Platform.Url, key.Text("key")).Get("/v1/shop")).Must(200).Body.ShouldBe(made.Body);
    }

    [Theory]
    [InlineData("name", "", "#/name")]
    [InlineData("currency", "gbp", "#/currency")]
    [InlineData("currency", "GBPX", "#/currency")]
    [InlineData("currency", "GBP\n", "#/currency")]
    [InlineData("currency", "GPB", "#/currency")]
    [InlineData("currency", "XX" + "X", "#/currency")]
    [InlineData("currency", "XTS", "#/currency")]
    [InlineData("currency", "XAU", "#/currency")]
    [InlineData("currency", "XDR", "#/currency")]
    [InlineData("currency", "USN", "#/currency")]
    [InlineData("currency", "DEM", "#/currency")]
    [InlineData("timeZone", "Mars/Base", "#/timeZone")]
    [InlineData("timeZone", "../../etc/passwd", "#/timeZone")]
    [InlineData("timeZone", "", "#/timeZone")]
    [InlineData("mode", "test", "#/mode")]
    [InlineData("jurisdiction", "XX", "#/jurisdiction")]
    public async Task A_shop_that_cannot_be_is_refused(string field, string value, string pointer)
    {
        string Or(string name, string good) => field == name ? value : good;
        var answer = await Open(
            Or("name", "n"), Or("currency", "GBP"), Or("timeZone", "UTC"), Or("mode", "live"),
            Or("jurisdiction", "US"));
        answer.Must(422).Pointer.ShouldBe(pointer);
    }

    [Fact]
    public async Task A_live_shop_has_no_test_clock()
    {
        var answer = await api.Platform.Post("/v1/shops", new
        {
            name = "n",
            currency = "GBP",
            timeZone = "UTC",
            mode = "live",
            jurisdiction = "US",
            clock = new { mode = "follow" },
        });
        answer.Refused(422, "VALIDATION_FAILED").Body.ShouldContain("LIVE_SHOP_HAS_NO_TEST_CLOCK");
        var live = await api.NewShop(mode: "live");
        (await live.Put("/v1/shop/clock", new { now = TestShop.Day(1) })).Refused(409, "LIVE_SHOP_HAS_NO_TEST_CLOCK");
        (await live.Get("/v1/shop/clock")).Must(200).Text("mode").ShouldBe("live");
    }

    [Fact]
    public async Task Ten_shops_opened_at_once_are_ten()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Open()));
        answers.Select(answer => answer.Must(201).Text("shopId")).Distinct().Count().ShouldBe(10);
    }

    [Fact]
    public async Task An_unknown_shop_has_no_keys_and_no_unknown_key_is_revoked()
    {
        var shop = await api.NewShop();
        foreach (var id in new[] { "shp_0000000000zzz", "shp_1", "x", $"{shop.ShopId}0", "shp_zzzzzzzzzzzzz" })
        {
            (await api.Platform.Get($"/v1/shops/{id}")).Must(404);
            (await api.Platform.Post($"/v1/shops/{id}/api-keys", new { name = "k", scopes = new[] { "*" } })).Must(404);
            (await api.Platform.Get($"/v1/shops/{id}/api-keys")).Must(404);
            (await api.Platform.Delete($"/v1/shops/{shop.ShopId}/api-keys/{id}")).Must(404);
        }
    }

    [Fact]
    public async Task A_key_names_its_scopes_and_is_revoked_once()
    {
        var shop = await api.NewShop();
        var path = $"/v1/shops/{shop.ShopId}/api-keys";
        (await api.Platform.Post(path, new { name = "k", scopes = Array.Empty<string>() }))
            .Must(422).Pointer.ShouldBe("#/scopes");
        (await api.Platform.Post(path, new { name = "k", scopes = new[] { "all" } }))
            .Must(422).Pointer.ShouldBe("#/scopes/0");
        (await api.Platform.Post(path, new { name = "", scopes = new[] { "*" } })).Must(422).Pointer.ShouldBe("#/name");
        var id = (await api.Platform.Post(path, new { name = "k", scopes = new[] { "*" } })).Must(201).Text("keyId");
        (await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => api.Platform.Delete($"{path}/{id}"))))
            .ShouldAllBe(answer => answer.Status == 204);
        var listed = (await api.Platform.Get(path)).Must(200).Body;
        (await api.Platform.Delete($"{path}/{id}")).Must(204);
        (await api.Platform.Get(path)).Must(200).Body.ShouldBe(listed, "the time of the first revocation stays");
        var other = await api.NewShop();
        (await api.Platform.Delete($"/v1/shops/{other.ShopId}/api-keys/{id}")).Must(404);
    }

    [Fact]
    public async Task Health_is_told_without_a_key()
    {
        (await api.Platform.Get("/health/live")).Must(200).Text("status").ShouldBe("live");
        (await api.Platform.Get("/health/ready")).Must(200).Text("status").ShouldBe("ready");
    }

    private Task<Answer> Open(
        string name = "n", string currency = "GBP", string timeZone = "UTC", string mode = "live",
        string jurisdiction = "US") =>
        api.Platform.Post("/v1/shops", new { name, currency, timeZone, mode, jurisdiction });
}
