using System.Text.Json;
using System.Text.Json.Nodes;

namespace SocialCommerce.ArchitectureTests.BadInput;

/// <summary>A body as it is sent.</summary>
/// <param name="Kind">What is wrong with it.</param>
/// <param name="Text">The body; null: none.</param>
/// <param name="Type">Its content type.</param>
public sealed record SentBody(string Kind, string? Text, string Type = "application/json");

/// <summary>One body of each kind of badness, made of a valid one.</summary>
public static class BadBodies
{
    private const int TooLong = 70_000;

    /// <summary>The valid body, and what becomes of it.</summary>
    public static IEnumerable<SentBody> Of(ValidBody body)
    {
        var json = body.Json;
        yield return new SentBody("valid", json);
        var first = JsonNode.Parse(json)!.AsObject().First();
        yield return new SentBody("missing property", Without(json, first.Key));
        foreach (var (name, _) in JsonNode.Parse(json)!.AsObject())
            yield return new SentBody($"wrong type of {name}", Changed(json, (at, node) => at == name
                ? node is JsonArray or JsonObject ? "\"x\"" : "[[]]"
                : null));
        yield return new SentBody("long texts", Changed(json, (_, node) =>
            node?.GetValueKind() == JsonValueKind.String ? $"\"{new string('x', TooLong)}\"" : null));
        yield return new SentBody("huge integers", Changed(json, (_, node) => Number(node, "9223372036854775808")));
        yield return new SentBody("negative numbers", Changed(json, (_, node) => Number(node, "-1")));
        yield return new SentBody("unknown property", $$"""{"unknownProperty":1,{{json.Trim()[1..]}}""");
        yield return new SentBody("duplicate property", Duplicated(json, first.Key));
        foreach (var whole in new[] { "null", "{}", "[]", json.TrimEnd()[..^1], "{\"a\":" })
            yield return new SentBody(whole.Length > 5 ? "broken JSON" : whole, whole);
        yield return new SentBody("no JSON", json, "text/plain");
        yield return new SentBody("nothing", null);
    }

    private static string? Number(JsonNode? node, string other) =>
        node?.GetValueKind() == JsonValueKind.Number ? other : null;

    private static string Without(string json, string name)
    {
        var root = JsonNode.Parse(json)!.AsObject();
        root.Remove(name);
        return root.ToJsonString();
    }

    private static string Duplicated(string json, string name) =>
        $"{{\"{name}\":{JsonNode.Parse(json)![name]?.ToJsonString() ?? "null"},{json.Trim()[1..]}";

    /// <summary>The body with other values wherever <paramref name="other"/> gives one.</summary>
    private static string Changed(string json, Func<string, JsonNode?, string?> other)
    {
        var values = new List<string>();
        var root = JsonNode.Parse(json)!;
        Change(root, "");
        var text = root.ToJsonString();
        for (var i = 0; i < values.Count; i++)
            text = text.Replace($"\"@@{i}@@\"", values[i], StringComparison.Ordinal);
        return text;

        void Change(JsonNode? node, string path)
        {
            if (node is JsonObject members)
                foreach (var name in members.Select(member => member.Key).ToList())
                    Place(name.Length == 0 ? path : path.Length == 0 ? name : $"{path}/{name}", members[name],
                        mark => members[name] = mark);
            else if (node is JsonArray list)
                for (var i = 0; i < list.Count; i++)
                {
                    var at = i;
                    Place($"{path}/{i}", list[i], mark => list[at] = mark);
                }
        }

        void Place(string path, JsonNode? node, Action<string> write)
        {
            if (other(path, node) is not { } value)
            {
                Change(node, path);
                return;
            }
            write($"@@{values.Count}@@");
            values.Add(value);
        }
    }
}
