namespace SocialCommerce.TestSupport.Host;

/// <summary>The platform's own calls: it opens shops and gives out keys.</summary>
public sealed class Platform(Uri url, string key) : Client(url, key)
{
    /// <summary>A new sandbox shop with a key that may do everything.</summary>
    public async Task<TestShop> NewShop(
        string clock = "follow", string timeZone = "UTC", string jurisdiction = "custom", DateTimeOffset? now = null,
        string mode = "sandbox", string currency = "GBP")
    {
        var shop = await Post("/v1/shops", new
        {
            name = "Test",
            currency,
            timeZone,
            mode,
            jurisdiction,
            clock = mode == "live" ? null : new { mode = clock, now },
        });
        var id = shop.Must(201).Text("shopId");
        var made = await Post($"/v1/shops/{id}/api-keys", new { name = "all", scopes = new[] { "*" } });
        return new TestShop(Url, made.Must(201).Text("key"), id);
    }

    /// <summary>
    /// The shop through the key of a named person; the same id is the same person. What is only the backend's to
    /// report goes with the key of the shop that is given.
    /// </summary>
    public async Task<TestShop> Operator(TestShop shop, string id, params string[] roles)
    {
        (await Put($"/v1/shops/{shop.ShopId}/operators/{id}", new { name = id, roles })).Must(200);
        var made = await Post(
            $"/v1/shops/{shop.ShopId}/api-keys", new { name = id, scopes = new[] { "*" }, operatorId = id });
        return new TestShop(Url, made.Must(201).Text("key"), shop.ShopId, new Staff(shop.BackendKey, roles));
    }
}
