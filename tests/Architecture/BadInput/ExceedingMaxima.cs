using System.Globalization;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace SocialCommerce.ArchitectureTests.BadInput;

/// <summary>One more than the document allows, of each list and each text of each body, is refused.</summary>
public sealed class ExceedingMaxima(TestApi api, OpenApi document) : IClassFixture<TestApi>, IClassFixture<OpenApi>
{
    private const int Tried = 100_000;

    [Fact]
    public async Task One_more_than_the_document_allows_is_refused_and_leaves_nothing_behind()
    {
        var shop = await FilledShop.In(api);
        var (lists, texts, taken) = (0, 0, new List<string>());
        var before = await Snapshot.Of(api);
        foreach (var body in ValidBodies.All)
            foreach (var (place, json, isList) in TooMuch(body))
            {
                if (isList) lists++;
                else texts++;
                var path = shop.Fill(body.Pattern);
                var answer = await (body.Scoped ? (Client)shop.Shop : api.Platform)
                    .Send(new HttpMethod(body.Method), path, json, []);
                if (answer.Status is not (400 or 422)) taken.Add($"{body.Pattern} {place}: {answer.Status}");
            }
        taken.ShouldBeEmpty();
        (await Snapshot.Of(api)).ShouldBe(before);
        lists.ShouldBeGreaterThan(30);
        texts.ShouldBeGreaterThan(150);
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

    private IEnumerable<(string Place, string Json, bool IsList)> TooMuch(ValidBody body)
    {
        var operation = document.Operations.Single(one => one.Route == $"{body.Method} {body.Pattern}").Operation;
        var schema = operation["requestBody"]!["content"]!["application/json"]!["schema"]!;
        foreach (var (place, found, most) in Bounded(schema, JsonNode.Parse(body.Json)!, ""))
        {
            if (most > Tried) continue;
            var root = JsonNode.Parse(body.Json)!;
            var (at, name) = Parent(root, place);
            JsonNode more = found is JsonArray list
                ? new JsonArray([.. Enumerable.Range(0, most + 1).Select(i => Numbered(list[0]!, i))])
                : JsonValue.Create(new string('x', most + 1));
            if (at is JsonArray elements) elements[int.Parse(name, CultureInfo.InvariantCulture)] = more;
            else at[name] = more;
            yield return (place, root.ToJsonString(), found is JsonArray);
        }
    }

    /// <summary>Every place of a body with a maximum: what is there now, and the maximum.</summary>
    private IEnumerable<(string Place, JsonNode Found, int Most)> Bounded(JsonNode schema, JsonNode? node, string place)
    {
        schema = document.Resolve(schema);
        if (node is JsonArray list)
        {
            if (list.Count > 0) yield return (place, list, schema["maxItems"]!.GetValue<int>());
            for (var i = 0; i < list.Count; i++)
                foreach (var one in Bounded(schema["items"]!, list[i], $"{place}/{i}")) yield return one;
        }
        else if (node is JsonObject members)
            foreach (var (name, member) in members)
                foreach (var one in Bounded(schema["properties"]![name]!, member, $"{place}/{name}")) yield return one;
        else if (schema["maxLength"] is { } most) yield return (place, node!, most.GetValue<int>());
    }

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
            name.EndsWith("Id", StringComparison.Ordinal) || name is "transferNo" or "account" or "serial" or "value"))
            copy[name] = $"x{number}";
        return copy;
    }
}
