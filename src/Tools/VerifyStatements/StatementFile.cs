using System.Text;
using System.Text.Json;

namespace SocialCommerce.VerifyStatements;

/// <summary>Reads exports, and single statements as they were answered.</summary>
internal static class StatementFile
{
    /// <summary>The statements of a file, in its order.</summary>
    /// <exception cref="JsonException">It is neither of the two.</exception>
    public static IEnumerable<SealedStatement> Read(string path) => Read(File.ReadAllBytes(path), path);

    /// <summary>The same of bytes that are already here.</summary>
    public static IEnumerable<SealedStatement> Read(byte[] bytes, string name)
    {
        // An editor or a shell may have ended the file with a line break that no statement has.
        var body = bytes.AsSpan().TrimEnd("\r\n"u8).ToArray();
        using var json = JsonDocument.Parse(body);
        var root = json.RootElement;
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("customerId", out var customer))
            throw new JsonException($"{name} is no statement and no export of statements.");
        var customerId = customer.GetString()!;
        if (root.TryGetProperty("statementId", out var id))
            return [new SealedStatement(id.GetString()!, customerId, StatementChain.Hash(body), body)];
        if (!root.TryGetProperty("statements", out var statements) || statements.ValueKind != JsonValueKind.Array)
            throw new JsonException($"{name} is no statement and no export of statements.");
        return [.. statements.EnumerateArray().Select(item => Item(item, customerId, name))];
    }

    /// <summary>A statement of a period's export, on a line of its own.</summary>
    /// <exception cref="JsonException">The line is no statement.</exception>
    public static SealedStatement Line(string line, string name)
    {
        using var json = JsonDocument.Parse(line);
        return json.RootElement is { ValueKind: JsonValueKind.Object } root
            && root.TryGetProperty("customerId", out var customer) && customer.ValueKind == JsonValueKind.String
                ? Item(root, customer.GetString()!, name)
                : throw new JsonException($"{name} has a line that is no statement.");
    }

    private static SealedStatement Item(JsonElement item, string customerId, string name)
    {
        string Text(string property) => item.ValueKind == JsonValueKind.Object
            && item.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String
                ? value.GetString()!
                : throw new JsonException($"{name} has a statement without {property}.");
        return new SealedStatement(
            Text("statementId"), customerId, Text("hash"), Encoding.UTF8.GetBytes(Text("body")));
    }
}
