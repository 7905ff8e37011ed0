using Shouldly;
using SocialCommerce.Kernel.Operators;
using Xunit;
using Scopes = SocialCommerce.Kernel.Http.Scopes;

namespace SocialCommerce.ArchitectureTests.Walls;

/// <summary>Every endpoint asks for a key, and for the right one.</summary>
public sealed class HoldingKeys(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task Without_a_good_key_every_endpoint_answers_401_and_says_how()
    {
        var shop = await api.NewShop();
        var (id, secret) = (shop.ShopKey, shop.Key.Split('_')[3]);
        string[] bad =
        [
            "x", "sk", "sk_test", $"sk_test_{id}", $"sk_test_{id}_", $"sk_test_{id}_{new string('0', 48)}",
            $"{shop.Key}_",
            $"{shop.Key}0", shop.Key[..^1], $"sk_test_-{id}_{secret}", $"sk_test_+{id}_{secret}",
            $"sk_test_99999999999999999999_{secret}", $"sk_test_9223372036854775807_{secret}", $"sk_test_0_{secret}",
            $"sk_live_{id}_{secret}", shop.Key.ToUpperInvariant(), new string('k', 5_000), "' or true --",
        ];
        foreach (var route in Route.All)
        {
            var path = route.Pattern
                .Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal);
            IsUnknown(await Send(shop, "", route, path));
        }
        foreach (var key in bad)
        {
            IsUnknown(await Send(shop, key, new Route("GET", "", null), "/v1/shop"));
            IsUnknown(await Send(shop, key, new Route("POST", "", null), "/v1/shops"));
        }
    }

    [Fact]
    public async Task A_key_in_the_query_or_under_another_scheme_is_not_read()
    {
        var shop = await api.NewShop();
        var nobody = new Client(shop.Url, "x");
        IsUnknown(await nobody.Get($"/v1/shop?key={shop.Key}&api_key={shop.Key}&access_token={shop.Key}"));
        foreach (var scheme in new[] { "Basic", "Token", "BearerX" })
            IsUnknown(await Anonymous(shop, HttpMethod.Get, "/v1/shop", $"{scheme} {shop.Key}"));
    }

    [Fact]
    public async Task The_platforms_endpoints_refuse_a_shops_key_and_the_other_way_round()
    {
        var shop = await api.NewShop();
        foreach (var route in Route.All)
        {
            var path = route.Pattern.Replace("{shopId}", shop.ShopId, StringComparison.Ordinal)
                .Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal);
            IsUnknown(await Send(shop, route.Scope is null ? shop.Key : api.Platform.Key, route, path));
        }
    }

    [Fact]
    public async Task A_key_without_the_scope_is_refused_by_every_endpoint_and_one_with_it_by_none()
    {
        var shop = await api.NewShop();
        foreach (var group in Route.All.Where(route => route.Scope is not null).GroupBy(route => route.Scope!))
        {
            var others = await Key(shop, [.. Route.KnownScopes.Where(scope => scope != group.Key)]);
            var only = await Key(shop, [group.Key]);
            foreach (var route in group)
            {
                var path = route.Pattern
                    .Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal);
                (await Send(shop, others, route, path)).Refused(403, "SCOPE_MISSING");
                var answer = await Send(shop, only, route, path);
                if (route.Roles is not null) answer.Refused(403, "PERSON_REQUIRED");
                else answer.Status.ShouldNotBeOneOf(401, 403, 500);
            }
        }
        Route.All.Select(route => route.Scope).Where(scope => scope is not null).Distinct().Count()
            .ShouldBe(Route.KnownScopes.Count, "every scope but the one for all is asked for");
    }

    [Fact]
    public void Every_write_names_the_callers_it_is_for()
    {
        Route.All.Where(route => route.Writes && route.Allowed is null).ShouldBeEmpty();
        Route.All.Where(route => route.Writes && route.Allowed is { Backends: false, Roles.Count: 0 })
            .ShouldBeEmpty("a person of no role in particular changes nothing");
        Route.All.Count(route => route.Writes).ShouldBeGreaterThan(75);
    }

    [Theory]
    [InlineData(Roles.Support)]
    [InlineData(Roles.Operator)]
    [InlineData(Roles.Finance)]
    [InlineData(Roles.Approver)]
    [InlineData(Roles.Auditor)]
    [InlineData(Roles.Admin)]
    public async Task A_person_with_one_role_passes_where_it_is_named_and_nowhere_else(string role)
    {
        var shop = await api.NewShop();
        var person = await api.Operator(shop, role, role);
        foreach (var route in Route.All.Where(route => route.Allowed is not null))
        {
            var path = route.Pattern
                .Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal);
            var answer = await Send(shop, person.Key, route, path);
            if (route.Allowed!.Allows(role)) answer.Status.ShouldNotBeOneOf([401, 403, 429, 500], $"{route}");
            else answer.Refused(403, "ROLE_MISSING");
        }
    }

    [Fact]
    public async Task A_backend_passes_where_backends_are_named_and_nowhere_else()
    {
        var shop = await api.NewShop();
        foreach (var route in Route.All.Where(route => route.Allowed is not null))
        {
            var path = route.Pattern
                .Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal);
            var answer = await Send(shop, shop.Key, route, path);
            if (route.Allowed!.Backends) answer.Status.ShouldNotBeOneOf([401, 403, 429, 500], $"{route}");
            else answer.Refused(403, "PERSON_REQUIRED");
        }
    }

    [Fact]
    public async Task A_key_is_asked_for_before_a_byte_of_the_body_is_read()
    {
        var (shop, cancel) = (await api.NewShop(), TestContext.Current.CancellationToken);
        foreach (var key in new[] { "wrong", shop.Key })
        {
            using var socket = new System.Net.Sockets.TcpClient(shop.Url.Host, shop.Url.Port);
            await using var stream = socket.GetStream();
            await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(
                $"POST /v1/months HTTP/1.1\r\nHost: {shop.Url.Authority}\r\nAuthorization: Bearer {key}\r\n"
                + "Content-Type: application/json\r\nContent-Length: 8000000\r\nIdempotency-Key: k\r\n\r\n"), cancel);
            using var reader = new StreamReader(stream);
            (await reader.ReadLineAsync(cancel)).ShouldBe(
                key == "wrong" ? "HTTP/1.1 401 Unauthorized" : "HTTP/1.1 403 Forbidden");
        }
    }

    [Fact]
    public async Task An_auditor_reads_everything_and_changes_nothing()
    {
        var shop = await api.NewShop();
        var auditor = await api.Operator(shop, "auditor", Roles.Auditor);
        foreach (var route in Route.All.Where(route => route.Scope is not null))
        {
            var path = route.Pattern
                .Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal);
            var answer = await Send(shop, auditor.Key, route, path);
            if (Scopes.Changes(route.Scope!)) answer.Refused(403, "ROLE_MISSING");
            else answer.Status.ShouldNotBeOneOf(401, 403, 500);
        }
    }

    [Fact]
    public async Task A_revoked_key_stops_at_once_and_the_others_go_on()
    {
        var shop = await api.NewShop();
        var key = (await api.Platform.Post(
            $"/v1/shops/{shop.ShopId}/api-keys", new { name = "x", scopes = new[] { "*" } })).Must(201);
        var client = new Client(shop.Url, key.Text("key"));
        (await client.Get("/v1/shop")).Must(200);
        (await api.Platform.Delete($"/v1/shops/{shop.ShopId}/api-keys/{key.Text("keyId")}")).Must(204);
        IsUnknown(await client.Get("/v1/shop"));
        (await shop.Get("/v1/shop")).Must(200);
    }

    [Fact]
    public async Task A_key_of_a_sandbox_is_none_of_a_live_shop()
    {
        var live = await api.NewShop(mode: "live");
        live.Key.ShouldStartWith("sk_live_");
        (await live.Get("/v1/shop")).Must(200);
        IsUnknown(
            await new Client(live.Url, live.Key.Replace("live", "test", StringComparison.Ordinal)).Get("/v1/shop"));
    }

    [Fact]
    public async Task A_key_is_shown_once_and_kept_as_a_hash()
    {
        var shop = await api.NewShop();
        var secret = shop.Key.Split('_')[3];
        (await api.Platform.Get($"/v1/shops/{shop.ShopId}/api-keys")).Must(200).Body.ShouldNotContain(secret);
        (await api.Count($"select count(*) from api_keys where api_keys::text like '%{secret}%'")).ShouldBe(0);
        (await api.Count($"""
            select count(*) from api_keys where shop_id = {shop.ShopKey} and secret = sha256('{secret}'::bytea)
            """)).ShouldBe(1);
    }

    private async Task<string> Key(TestShop shop, string[] scopes) =>
        (await api.Platform.Post($"/v1/shops/{shop.ShopId}/api-keys", new { name = "x", scopes }))
            .Must(201).Text("key");

    private static Task<Answer> Send(TestShop shop, string key, Route route, string path) => key.Length == 0
        ? Anonymous(shop, new HttpMethod(route.Method), path, null)
        : new Client(shop.Url, key).Send(new HttpMethod(route.Method), path, route.Method == "GET" ? null : "{", []);

    private static async Task<Answer> Anonymous(TestShop shop, HttpMethod method, string path, string? authorization)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(method, new Uri(shop.Url, path));
        if (authorization is not null) request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using var response = await http.SendAsync(request);
        return new Answer(
            (int)response.StatusCode, await response.Content.ReadAsStringAsync(),
            response.Headers.Concat(response.Content.Headers).ToDictionary(
                h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase));
    }

    private static void IsUnknown(Answer answer)
    {
        answer.Refused(401, "KEY_UNKNOWN");
        answer.Headers["WWW-Authenticate"].ShouldStartWith("Bearer");
    }
}
