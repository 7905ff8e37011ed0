using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace SocialCommerce.ArchitectureTests.BadInput;

/// <summary>What the document says of each property of each body, the server holds: one beyond is refused.</summary>
public sealed class ExceedingMaxima(TestApi api, OpenApi document) : IClassFixture<TestApi>, IClassFixture<OpenApi>
{
    private const int Tried = 100_000;

    [Fact]
    public async Task One_beyond_each_bound_of_the_document_is_refused_at_its_place_and_leaves_nothing_behind()
    {
        var shop = await FilledShop.In(api);
        var (sent, wrong) = (new List<string>(), new List<string>());
        var before = await Snapshot.Of(api);
        foreach (var body in ValidBodies.All)
            foreach (var (place, bound, json) in Beyond(body))
            {
                sent.Add(bound);
                var path = shop.Fill(body.Pattern);
                var answer = await (body.Scoped ? (Client)shop.Shop : api.Platform)
                    .Send(new HttpMethod(body.Method), path, json, []);
                if (answer.Status is not (400 or 422) || !Points(answer, place))
                    wrong.Add($"{body.Pattern} {place} {bound}: {answer.Status} {answer.Pointer}");
            }
        wrong.ShouldBeEmpty();
        (await Snapshot.Of(api)).ShouldBe(before);
        foreach (var (bound, least) in new[]
            {
                ("maxItems", 30), ("minItems", 15), ("maxLength", 150), ("minLength", 100), ("pattern", 20),
                ("minimum", 60), ("maximum", 50),
            })
            sent.Count(one => one == bound).ShouldBeGreaterThan(least, bound);
    }

    [Fact]
    public async Task What_is_typed_at_a_shop_is_taken_and_cut_whatever_its_length()
    {
        var shop = await api.NewShop();
        var order = JsonNode.Parse(ValidBodies.Order)!;
        order["inviteCode"] = new string('x', 3_000_000);
        order["lines"]![0]!["discounts"]![0]!["code"] = new string('y', 3_000_000);
        var answer = (await shop.Send(HttpMethod.Post, "/v1/orders", order.ToJsonString(), [])).Must(201);
        answer.Body.ShouldContain("unreadableInviteCode");
        (await shop.Get("/v1/orders/new-order")).Must(200).Body.Length.ShouldBeLessThan(10_000);
    }

    /// <summary>Whether an answer points at a place, or at the amount of money that the place is a part of.</summary>
    private static bool Points(Answer answer, string place) =>
        new[] { place, Regex.Replace(place, "/(amount|currency)$", "") }.Any(pointer =>
            answer.Body.Contains($"\"#{pointer}\"", StringComparison.Ordinal));

    private IEnumerable<(string Place, string Bound, string Json)> Beyond(ValidBody body)
    {
        var operation = document.Operations.Single(one => one.Route == $"{body.Method} {body.Pattern}").Operation;
        var schema = operation["requestBody"]!["content"]!["application/json"]!["schema"]!;
        foreach (var (place, found, own) in Places(schema, JsonNode.Parse(body.Json)!, ""))
            foreach (var (bound, other) in Others(own, found))
            {
                var root = JsonNode.Parse(body.Json)!;
                var (at, name) = Parent(root, place);
                if (at is JsonArray elements) elements[int.Parse(name, CultureInfo.InvariantCulture)] = other;
                else at[name] = other;
                yield return (place, bound, root.ToJsonString());
            }
    }

    /// <summary>Every text, number and list of a body with its schema.</summary>
    private IEnumerable<(string Place, JsonNode Found, JsonNode Schema)> Places(
        JsonNode schema, JsonNode? node, string place)
    {
        schema = document.Resolve(schema);
        if (node is JsonObject members)
        {
            foreach (var (name, member) in members)
                foreach (var one in Places(schema["properties"]![name]!, member, $"{place}/{name}")) yield return one;
            yield break;
        }
        if (node is not null) yield return (place, node, schema);
        if (node is not JsonArray list) yield break;
        for (var i = 0; i < list.Count; i++)
            foreach (var one in Places(schema["items"]!, list[i], $"{place}/{i}")) yield return one;
    }

    /// <summary>A value one beyond each bound.</summary>
    private static IEnumerable<(string Bound, JsonNode Other)> Others(JsonNode schema, JsonNode found)
    {
        if (Of("maxItems") is { } mostItems && found is JsonArray { Count: > 0 } list)
            yield return ("maxItems", new JsonArray([.. Elements(list[0]!, mostItems + 1)]));
        if (Of("minItems") is { } leastItems && found is JsonArray { Count: > 0 } full)
            yield return ("minItems", new JsonArray([.. Elements(full[0]!, leastItems - 1)]));
        if (Of("maxLength") is { } mostCharacters and <= Tried)
            yield return ("maxLength", new string('x', (int)mostCharacters + 1));
        if (Of("minLength") is { } leastCharacters)
            yield return ("minLength", new string('x', (int)leastCharacters - 1));
        if (schema["pattern"] is not null) yield return ("pattern", new string('é', (int)Of("maxLength")!));
        if (Of("minimum") is { } least) yield return ("minimum", least - 1);
        if (Of("maximum") is { } most) yield return ("maximum", most + 1);

        long? Of(string bound) => schema[bound]?.GetValue<long>();
    }

    private static IEnumerable<JsonNode> Elements(JsonNode like, long count) =>
        Enumerable.Range(0, (int)count).Select(i => Numbered(like, i));

    private static (JsonNode Parent, string Name) Parent(JsonNode root, string place)
    {
        var steps = place.Split('/')[1..];
        return (steps[..^1].Aggregate(root, Step), steps[^1]);
    }

    private static JsonNode Step(JsonNode at, string step) =>
        at is JsonArray list ? list[int.Parse(step, CultureInfo.InvariantCulture)]! : at[step]!;

    /// <summary>Another element of the kind, so that it is the number that is refused.</summary>
    private static JsonNode Numbered(JsonNode element, int number)
    {
        if (element is not JsonObject members) return JsonValue.Create($"x{number}");
        var copy = members.DeepClone().AsObject();
        foreach (var name in members.Select(member => member.Key).Where(name =>
            name.EndsWith("Id", StringComparison.Ordinal) || name is "transferNo" or "account" or "serial"
                || (name is "value" && members[name] is JsonValue)))
            copy[name] = $"x{number}";
        return copy;
    }
}
