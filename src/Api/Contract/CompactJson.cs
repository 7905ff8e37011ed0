using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SocialCommerce.Api.Contract;

/// <summary>
/// Writes JSON for few bytes and short differences: what fits stands on one line, what does not has a line for each
/// member. Lines are not indented.
/// </summary>
internal static class CompactJson
{
    private const int Columns = 400;

    private static readonly JsonSerializerOptions Options =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The text, which ends with a line feed.</summary>
    public static string Write(JsonNode node)
    {
        var text = new StringBuilder();
        Write(text, node, 0);
        return text.Append('\n').ToString();
    }

    private static void Write(StringBuilder text, JsonNode? node, int before)
    {
        var line = node?.ToJsonString(Options) ?? "null";
        if (node is not (JsonObject { Count: > 0 } or JsonArray { Count: > 0 }) || before + line.Length <= Columns)
        {
            text.Append(line);
            return;
        }
        var separator = node is JsonObject ? '{' : '[';
        if (node is JsonObject members)
            foreach (var (name, member) in members) Member($"{JsonSerializer.Serialize(name, Options)}:", member);
        else
            foreach (var element in node.AsArray()) Member("", element);
        text.Append('\n').Append(node is JsonObject ? '}' : ']');

        void Member(string name, JsonNode? member)
        {
            text.Append(separator).Append('\n').Append(name);
            Write(text, member, name.Length);
            separator = ',';
        }
    }
}
