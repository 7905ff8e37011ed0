using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Npgsql;
using SocialCommerce.Launch;

namespace SocialCommerce.Bench;

/// <summary>A live shop: its settings made through the API, its people in bulk.</summary>
/// <param name="Name">What the report calls it.</param>
/// <param name="Key">Key of its rows.</param>
/// <param name="ApiKey">Key of its API.</param>
/// <param name="Customers">How many people.</param>
internal sealed record BenchShop(string Name, long Key, string ApiKey, int Customers)
{
    /// <summary>The first people stand above everybody and buy nothing.</summary>
    public const int Ancestors = 8;

    /// <summary>Person i has the id c&lt;FirstId + i&gt;, so that all ids are equally long.</summary>
    public const int FirstId = 1_000_000;

    /// <summary>The template of the coupon that is claimed.</summary>
    public const string Coupon = "ten";

    private const string PartnerTiers = """
        {"tiers":[
          {"tierId":"T1","name":"Partner","conditions":{"all":[
            {"metric":"ownNetSpend","atLeast":10000},{"metric":"directBuyers","atLeast":1}]}},
          {"tierId":"T2","name":"Senior partner","conditions":{"metric":"teamNetSales","atLeast":1000000000}},
          {"tierId":"T3","name":"Director","conditions":{"metric":"teamNetSales","atLeast":1000000000000}}]}
        """;

    private const string Plan = """
        {"content":{"payDepth":2,"holdDays":15,"orderCapBps":10000,"rules":[{"ruleId":"level","kind":"level","rates":[
            {"depth":1,"tier":"T1","bps":1000},{"depth":1,"tier":"T2","bps":1200},{"depth":1,"tier":"T3","bps":1500},
            {"depth":2,"tier":"T1","bps":300},{"depth":2,"tier":"T2","bps":500},{"depth":2,"tier":"T3","bps":800}]},
          {"ruleId":"pool","kind":"dividend","poolBps":500,"tier":"T1","share":"weights","weights":[
            {"tier":"T1","weight":1},{"tier":"T2","weight":2},{"tier":"T3","weight":3}]}]}}
        """;

    private static readonly string[] Rungs = ["traffic", "low"];

    private static readonly (string Id, string Name, long From)[] MemberTiers =
        [("bronze", "Bronze", 100), ("silver", "Silver", 50_000), ("gold", "Gold", 100_000)];

    public static async Task<BenchShop> Make(
        ApiProcess api, NpgsqlDataSource owner, string name, int customers, bool isStar, CancellationToken stop)
    {
        using var http = new HttpClient { BaseAddress = api.Url };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Stage.PlatformKey);
        var made = await Send(http, HttpMethod.Post, "/v1/shops", $$"""
            {"name":"{{name}}","currency":"CNY","timeZone":"Asia/Shanghai","mode":"live","jurisdiction":"custom"}
            """, stop);
        var id = made.GetProperty("shopId").GetString()!;
        var key = await Send(
            http, HttpMethod.Post, $"/v1/shops/{id}/api-keys", """{"name":"bench","scopes":["*"]}""", stop);
        var apiKey = key.GetProperty("key").GetString()!;
        // A live shop publishes by two persons.
        using var drafts = await Person(api, http, id, "ann", "operator", stop);
        using var publishes = await Person(api, http, id, "bob", "approver", stop);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", apiKey);
        await Send(http, HttpMethod.Put, "/v1/partner-tiers", PartnerTiers, stop);
        await Furnish(http, stop);

        var shopKey = long.Parse(apiKey.Split('_')[2], CultureInfo.InvariantCulture);
        var shop = new BenchShop(name, shopKey, apiKey, customers);
        await using var people = owner.CreateCommand("select bench_people($1, $2, $3, now())");
        people.Parameters.Add(new NpgsqlParameter<long> { TypedValue = shop.Key });
        people.Parameters.Add(new NpgsqlParameter<int> { TypedValue = customers });
        people.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = isStar });
        await people.ExecuteNonQueryAsync(stop);

        // After the people, whose first orders earned no commission.
        var plan = await Send(drafts, HttpMethod.Post, "/v1/plans", Plan, stop);
        var path = $"/v1/plans/{plan.GetProperty("planId").GetString()}/publish";
        await Send(publishes, HttpMethod.Post, path, "{}", stop);
        return shop;
    }

    private static async Task<HttpClient> Person(
        ApiProcess api, HttpClient platform, string shopId, string name, string role, CancellationToken stop)
    {
        await Send(platform, HttpMethod.Put, $"/v1/shops/{shopId}/operators/{name}", $$"""
            {"name":"{{name}}","roles":["{{role}}"]}
            """, stop);
        var key = await Send(platform, HttpMethod.Post, $"/v1/shops/{shopId}/api-keys", $$"""
            {"name":"{{name}}","scopes":["*"],"operatorId":"{{name}}"}
            """, stop);
        var http = new HttpClient { BaseAddress = api.Url };
        http.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", key.GetProperty("key").GetString()!);
        return http;
    }

    private static async Task Furnish(HttpClient http, CancellationToken stop)
    {
        await Send(http, HttpMethod.Put, "/v1/membership-settings", """
            {"pointsPerUnitBps":200,"growthPerUnitBps":10}
            """, stop);
        for (var i = 0; i < MemberTiers.Length; i++)
            await Send(http, HttpMethod.Put, $"/v1/member-tiers/{MemberTiers[i].Id}", MemberTier(i), stop);
        await Send(http, HttpMethod.Put, $"/v1/coupon-templates/{Coupon}", """
            {"name":"10.00 off","fundedBy":"merchant","validity":{"days":30},"expiryNoticeDays":3,
             "limits":{"stock":100000000},
             "discount":{"kind":"amount","amount":{"amount":1000,"currency":"CNY"}}}
            """, stop);
        for (var i = 100; i < 200; i++)
            await Send(http, HttpMethod.Put, $"/v1/products/p{i}", $$"""
                {"name":"Product {{i}}","class":"tea","rung":"{{Rungs[i % 2]}}","role":"consumption"}
                """, stop);
    }

    private static string MemberTier(int index)
    {
        var (id, name, from) = MemberTiers[index];
        var privileges = Enumerable.Range(1, 4 + (2 * index)).Select(i =>
            $$"""{"code":"{{id}}-{{i}}","kind":"price","name":"{{name}} price {{i}}","value":"{{i}} % off"}""");
        return $$"""
            {"name":"{{name}}","rank":{{index + 1}},"growthFrom":{{from}},"validityDays":365,
             "privileges":[{{string.Join(",", privileges)}}]}
            """;
    }

    private static async Task<JsonElement> Send(
        HttpClient http, HttpMethod method, string path, string body, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(method, path)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        using var answer = await http.SendAsync(request, stop);
        var text = await answer.Content.ReadAsStringAsync(stop);
        if (!answer.IsSuccessStatusCode) throw new Problem($"{method} {path} answered {text}");
        return JsonElement.Parse(text);
    }
}
