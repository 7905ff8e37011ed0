using System.Text.Json;
using System.Text.Json.Nodes;

namespace SocialCommerce.Kernel.Personal;

/// <summary>A row as the export shows it: by text ids, without what only the database understands.</summary>
internal static class ExportedRow
{
    /// <summary>What stands for bytes: they are encrypted, or a keyed hash.</summary>
    public const string Sealed = "sealed";

    private const string Bytes = "\\x";

    /// <summary>The row as JSON.</summary>
    public static string Of(PersonalTable table, string content)
    {
        var shown = new JsonObject();
        foreach (var (column, value) in JsonNode.Parse(content)!.AsObject())
            if (value is not null && !table.IsHidden(column)) shown[Name(column)] = Shown(value);
        return shown.ToJsonString(Json.Options);
    }

    /// <summary>A name of the database as the API would write it: <c>paid_at</c> is <c>paidAt</c>.</summary>
    public static string Name(string column)
    {
        var words = column.Split('_', StringSplitOptions.RemoveEmptyEntries);
        return string.Concat(words.Select((word, i) => i == 0 ? word : $"{char.ToUpperInvariant(word[0])}{word[1..]}"));
    }

    private static JsonNode Shown(JsonNode value) =>
        value is JsonValue text && text.GetValueKind() == JsonValueKind.String
            && text.GetValue<string>().StartsWith(Bytes, StringComparison.Ordinal)
            ? JsonValue.Create(Sealed)
            : value.DeepClone();
}
