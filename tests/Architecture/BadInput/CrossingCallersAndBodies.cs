using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Shouldly;
using SocialCommerce.Kernel.Operators;
using Xunit;
using Scopes = SocialCommerce.Kernel.Http.Scopes;

namespace SocialCommerce.ArchitectureTests.BadInput;

/// <summary>
/// Every operation, called by every kind of caller with every kind of body. Spoiling one place at a time with the right
/// key is <see cref="SpoilingBodies"/>.
/// </summary>
public sealed class CrossingCallersAndBodies(TestApi api) : IClassFixture<TestApi>
{
    private const int AtOnce = 16;

    private static readonly HttpClient Http = new(new SocketsHttpHandler { MaxConnectionsPerServer = AtOnce });

    private readonly ConcurrentQueue<string> _faults = [];
    private int _sent;

    [Fact]
    public async Task A_refused_caller_is_refused_before_the_body_is_judged_and_nothing_is_written()
    {
        var shop = await FilledShop.In(api);
        var callers = await Refused(shop.Shop);
        var before = await Snapshot.Of(api);
        await Cross(async (route, body) =>
        {
            foreach (var caller in callers)
            {
                if (caller.Expected(route) is not { } expected) continue;
                var answer = await Send(shop, route, body, caller.Key);
                if (answer is null) continue;
                if ((answer.Status, answer.Code) != expected) Fault(caller.Name, route, body, answer);
            }
        });
        _faults.ShouldBeEmpty();
        (await Snapshot.Of(api)).ShouldBe(before);
        _sent.ShouldBeGreaterThan(5_000);
    }

    [Fact]
    public async Task A_caller_of_another_shop_changes_nothing_here()
    {
        var shop = await FilledShop.In(api);
        var other = await api.Operator(await api.NewShop(), "other", [.. Roles.Known]);
        var rows = $"where shop_id = {shop.Shop.ShopKey}";
        var before = await Snapshot.Of(api, rows);
        await Cross((route, body) => route.Scope is null
            ? Task.CompletedTask
            : Send(shop, route, body, KeyOf(other, route)));
        _faults.ShouldBeEmpty();
        (await Snapshot.Of(api, rows)).ShouldBe(before);
        _sent.ShouldBeGreaterThan(1_000);
    }

    [Fact]
    public async Task The_right_caller_is_answered_whatever_the_body()
    {
        var shop = await FilledShop.In(api);
        await Cross(async (route, body) =>
        {
            var key = route.Scope is null ? api.Platform.Key : KeyOf(shop.Shop, route);
            var answer = await Send(shop, route, body, key);
            if (answer is null || answer.Status == 503) return;
            var judged = body?.Kind switch
            {
                "duplicate property" or "unknown property" or "broken JSON" or "[]" => answer.Status == 400,
                "no JSON" => answer.Status == 415,
                _ => answer.Status is not (401 or 403 or 429)
                    || answer.Code is not ("KEY_UNKNOWN" or "SCOPE_MISSING" or "ROLE_MISSING" or "PERSON_REQUIRED"),
            };
            if (!judged) Fault("right", route, body, answer);
        });
        _faults.ShouldBeEmpty();
        _sent.ShouldBeGreaterThan(1_000);
    }

    /// <summary>The callers that an operation refuses, and how.</summary>
    private async Task<List<Caller>> Refused(TestShop shop)
    {
        var revoked = await Key(shop, new { name = "revoked", scopes = new[] { "*" } });
        (await api.Platform.Delete($"/v1/shops/{shop.ShopId}/api-keys/{revoked.Text("keyId")}")).Must(204);
        var expired = await Key(
            shop, new { name = "expired", scopes = new[] { "*" }, expiresAt = "2999-01-01T00:00:00Z" });
        await api.Corrupt($"""
            update api_keys set expires_at = now() - interval '1 second'
            where shop_id = {shop.ShopKey} and expires_at > now() + interval '900 years'
            """);
        var (reads, changes) = (
            Route.KnownScopes.Where(scope => !Scopes.Changes(scope)).ToArray(),
            Route.KnownScopes.Where(Scopes.Changes).ToArray());
        var (reader, writer) = (
            (await Key(shop, new { name = "reads", scopes = reads })).Text("key"),
            (await Key(shop, new { name = "changes", scopes = changes })).Text("key"));
        var auditor = (await api.Operator(shop, "auditor", Roles.Auditor)).Key;
        (int, string) unknown = (401, "KEY_UNKNOWN");
        return
        [
            new Caller("without a key", null, _ => unknown),
            new Caller("with an unknown key", shop.Key[..^48] + new string('0', 48), _ => unknown),
            new Caller("with a revoked key", revoked.Text("key"), _ => unknown),
            new Caller("with an expired key", expired.Text("key"), _ => unknown),
            new Caller("the platform at a shop's operation", api.Platform.Key, route =>
                route.Scope is null ? null : unknown),
            new Caller("a shop at the platform's operation", shop.Key, route => route.Scope is null ? unknown : null),
            new Caller("without the scope, reading", reader, route => Without(route, reads, unknown)),
            new Caller("without the scope, changing", writer, route => Without(route, changes, unknown)),
            new Caller("without the role", auditor, route => route.Scope is null ? unknown
                : Scopes.Changes(route.Scope) || route.Allowed?.Allows(Roles.Auditor) == false ? (403, "ROLE_MISSING")
                : null),
        ];
    }

    private static (int, string)? Without(Route route, string[] scopes, (int, string) unknown) =>
        route.Scope is null ? unknown : scopes.Contains(route.Scope) ? null : (403, "SCOPE_MISSING");

    private async Task<Answer> Key(TestShop shop, object terms) =>
        (await api.Platform.Post($"/v1/shops/{shop.ShopId}/api-keys", terms)).Must(201);

    /// <summary>Every operation with every body, several at a time; an operation without a body once.</summary>
    private static async Task Cross(Func<Route, SentBody?, Task> call)
    {
        var bodies = ValidBodies.All.ToLookup(body => (body.Method, body.Pattern));
        var all = Route.All.SelectMany(route => bodies[(route.Method, route.Pattern)].SelectMany(BadBodies.Of)
            .DefaultIfEmpty(null).Select(body => (route, body)));
        await Parallel.ForEachAsync(all, new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (one, _) => await call(one.route, one.body));
    }

    private static string KeyOf(TestShop shop, Route route) =>
        route.Allowed is { Backends: true, Roles.Count: 0 } ? shop.BackendKey : shop.Key;

    /// <summary>The answer, or null where it is wrong already: a failure, or no problem document.</summary>
    private async Task<Answer?> Send(FilledShop shop, Route route, SentBody? body, string? key)
    {
        var path = shop.Fill(route.Pattern);
        using var request = new HttpRequestMessage(new HttpMethod(route.Method), new Uri(shop.Shop.Url, path));
        if (key is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        if (body is { Text: { } text }) request.Content = new StringContent(text, Encoding.UTF8, body.Type);
        using var response = await Http.SendAsync(request);
        var answer = new Answer(
            (int)response.StatusCode, await response.Content.ReadAsStringAsync(),
            response.Content.Headers.ToDictionary(header => header.Key, header => string.Join(", ", header.Value)));
        Interlocked.Increment(ref _sent);
        if (answer.Status < 400 || IsProblem(answer)) return answer;
        Fault("", route, body, answer);
        return null;
    }

    /// <summary>A problem document whose status is the answer's; of failures only 503.</summary>
    private static bool IsProblem(Answer answer)
    {
        if (answer.Status >= 500 && answer.Status != 503) return false;
        if (answer.Headers.GetValueOrDefault("Content-Type") != "application/problem+json") return false;
        using var problem = JsonDocument.Parse(answer.Body);
        return problem.RootElement.GetProperty("status").GetInt32() == answer.Status
            && problem.RootElement.GetProperty("code").GetString() is { Length: > 0 };
    }

    private void Fault(string caller, Route route, SentBody? body, Answer answer) => _faults.Enqueue(
        $"{caller} {route.Method} {route.Pattern} ({body?.Kind}): {answer.Status} "
        + answer.Body[..Math.Min(300, answer.Body.Length)]);

    private sealed record Caller(string Name, string? Key, Func<Route, (int, string)?> Expected);
}
