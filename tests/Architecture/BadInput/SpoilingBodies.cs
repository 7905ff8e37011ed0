using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace SocialCommerce.ArchitectureTests.BadInput;

/// <summary>
/// Every body, spoilt at every place in every way, is refused with a problem and leaves nothing behind.
/// </summary>
public sealed class SpoilingBodies(TestApi api) : IClassFixture<TestApi>
{
    private static readonly string[] OtherTypes = ["[]", "{}", "true", "1", "\"x\"", "null", "1.5", "[null]"];

    private static readonly string[] Texts =
        ["\"\\u0000\"", "\"a\\u0000b\"", "\"\\ud800\"", "\"\\udc00x\"", "\"\\u001f\""];

    private static readonly string[] Numbers =
        ["-1", "0.5", "1e30", "1E400", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "\"1\""];

    private static readonly string[] Times =
    [
        "\"2010-12-05\"", "\"2010-12-05T08:00:00\"", "\"9999-12-31T23:59:59Z\"", "\"0001-01-01T00:00:00Z\"", "\"\"",
        "\"0001-01-01T00:00:00+14:00\"", "\"9999-12-31T23:59:59-14:00\"", "\"2010-13-01T00:00:00Z\"", "1291536000",
    ];

    public static TheoryData<string> Writes => [.. ValidBodies.All.Select(body => body.Route)];

    [Fact]
    public void Every_endpoint_that_takes_a_body_is_tried() => Route.All
        .Where(route => route.Method is "POST" or "PUT").Select(route => $"{route.Method} {route.Pattern}").Order()
        .ShouldBe(ValidBodies.All.Select(body => body.Route).Order(), "Add .Example(…) to the endpoint.");

    [Fact]
    public void A_fuller_body_has_what_the_example_of_its_endpoint_leaves_out()
    {
        // No example holds a key that works.
        foreach (var body in ValidBodies.Fuller.Where(body => !body.Json.Contains("PRIVATE KEY")))
        {
            var route = Route.All.Single(route => $"{route.Method} {route.Pattern}" == body.Route);
            Members(body.Json).Except(Members(route.Example!)).ShouldNotBeEmpty($"{body.Route} has no need of its own");
        }
    }

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task A_body_that_is_spoilt_anywhere_is_refused_or_taken_and_never_fails(string write)
    {
        var (shop, body) = await Prepare(write);
        var before = await Snapshot.Of(api);
        foreach (var (path, json) in Spoilt(body.Json))
        {
            var answer = await Send(shop, body, json);
            if (answer.Status is >= 200 and < 300)
            {
                before = await Snapshot.Of(api);
                continue;
            }
            IsProblem(answer, $"{write} {path} {json}");
            if (answer.Status == 400 && answer.Code == "MALFORMED_JSON") answer.Pointer.ShouldStartWith("#");
        }
        (await Snapshot.Of(api)).ShouldBe(before);
    }

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task What_is_no_body_at_all_is_refused_and_leaves_nothing_behind(string write)
    {
        var (shop, body) = await Prepare(write);
        var before = await Snapshot.Of(api);
        string[] broken =
        [
            "{", "}", "[]", "\"x\"", "1", "{\"a\"", body.Json[..^1], $"{body.Json}x", $"[{body.Json}]", "\u0001",
            $"{body.Json}{body.Json}", "{'a':1}", new string('[', 1_000_000), "{\"a\":" + new string('[', 100_000),
            "{\"\\ud800\":1}", "{\"\\u0000\":1}", "{\"\":1}", "/**/{}", "{\"unknownProperty\":1}",
        ];
        foreach (var json in broken)
        {
            var answer = await Send(shop, body, json);
            IsProblem(answer, $"{write} {json[..Math.Min(40, json.Length)]}");
            answer.Status.ShouldBe(400, $"{write} {json[..Math.Min(40, json.Length)]}: {answer.Body}");
        }
        if (!write.EndsWith("/publish", StringComparison.Ordinal))
        {
            (await Send(shop, body, "")).Status.ShouldBe(400, write);
        }
        (await Raw(shop, body, "text/plain")).Refused(415, "CONTENT_TYPE_NOT_JSON");
        (await Raw(shop, body, "application/x-www-form-urlencoded")).Refused(415, "CONTENT_TYPE_NOT_JSON");
        // Whoever asks first is told before sending; whoever just sends may find the connection closed.
        var tooLarge = $"{{\"x\":\"{new string('x', 9 * 1024 * 1024)}\"}}";
        (await Client(shop, body).Send(
            new HttpMethod(body.Method), Path(shop, body), tooLarge, [("Expect", "100-continue")]))
            .Refused(413, "BODY_TOO_LARGE");
        (await Snapshot.Of(api)).ShouldBe(before);
    }

    private async Task<(FilledShop Shop, ValidBody Body)> Prepare(string write) =>
        (await FilledShop.In(api), ValidBodies.All.Single(body => body.Route == write));

    private Task<Answer> Send(FilledShop shop, ValidBody body, string json) =>
        Client(shop, body).Send(new HttpMethod(body.Method), Path(shop, body), json, []);

    private Client Client(FilledShop shop, ValidBody body) => body.Scoped ? shop.Shop : api.Platform;

    private static string Path(FilledShop shop, ValidBody body) => shop.Fill(body.Pattern);

    private async Task<Answer> Raw(FilledShop shop, ValidBody body, string type)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(
            new HttpMethod(body.Method), new Uri(shop.Shop.Url, Path(shop, body)));
        var key = Client(shop, body).KeyFor(body.Method, Path(shop, body));
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key}");
        request.Content = new StringContent(body.Json, Encoding.UTF8, type);
        using var response = await http.SendAsync(request);
        return new Answer(
            (int)response.StatusCode, await response.Content.ReadAsStringAsync(),
            response.Content.Headers.ToDictionary(h => h.Key, h => string.Join(", ", h.Value)));
    }

    private static void IsProblem(Answer answer, string about)
    {
        answer.Status.ShouldBeOneOf([400, 404, 409, 412, 413, 415, 422], $"{about}: {answer.Status} {answer.Body}");
        answer.Code.ShouldNotBeNullOrEmpty(about);
        answer.Headers["Content-Type"].ShouldStartWith("application/problem+json", customMessage: about);
        answer.Body.ShouldNotContain("SocialCommerce.", Case.Sensitive, about);
        if (answer.Status == 422 && answer.Code == "VALIDATION_FAILED")
        {
            answer.Pointer.ShouldStartWith("#", customMessage: about);
        }
    }

    /// <summary>The body with one place changed, for every place.</summary>
    private static IEnumerable<(string Path, string Json)> Spoilt(string json)
    {
        foreach (var path in Places(JsonNode.Parse(json)!, []))
        {
            foreach (var other in OtherTypes) yield return (string.Join('/', path), With(json, path, other));
            foreach (var other in Known(json, path)) yield return (string.Join('/', path), With(json, path, other));
            if (path[^1] is string) yield return (string.Join('/', path), With(json, path, null));
        }
    }

    private static string[] Known(string json, object[] path)
    {
        var node = path.Aggregate(JsonNode.Parse(json), Step)!;
        if (node is JsonObject) return ["""{"unknownProperty":1}"""];
        if (node is not JsonValue value) return [];
        if (value.TryGetValue<long>(out _)) return Numbers;
        if (!value.TryGetValue<string>(out var text)) return [];
        var looksLikeTime = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _) && text.Contains('T');
        return
        [
            .. Texts, $"\"{new string('x', 65)}\"", $"\"{new string('x', 70_000)}\"", .. looksLikeTime ? Times : [],
        ];
    }

    private static IEnumerable<string> Members(string json) => Places(JsonNode.Parse(json), [])
        .Select(path => string.Join('/', path.Select(step => step is int ? "*" : step)));

    private static IEnumerable<object[]> Places(JsonNode? node, object[] path)
    {
        if (path.Length > 0) yield return path;
        IEnumerable<(object Step, JsonNode? Node)> inner = node switch
        {
            JsonObject members => members.Select(member => ((object)member.Key, member.Value)),
            JsonArray list => list.Select((element, i) => ((object)i, element)),
            _ => [],
        };
        foreach (var (step, child) in inner)
            foreach (var place in Places(child, [.. path, step])) yield return place;
    }

    private static string With(string json, object[] path, string? other)
    {
        var root = JsonNode.Parse(json)!;
        var parent = path[..^1].Aggregate(root, (node, step) => Step(node, step)!);
        if (other is null) ((JsonObject)parent).Remove((string)path[^1]);
        else if (path[^1] is string name) parent[name] = "@@here@@";
        else parent[(int)path[^1]] = "@@here@@";
        return root.ToJsonString().Replace("\"@@here@@\"", other, StringComparison.Ordinal);
    }

    private static JsonNode? Step(JsonNode? node, object step) => step is string name ? node![name] : node![(int)step];
}
