using System.Globalization;
using System.Text;
using System.Text.Json;

namespace SocialCommerce.VerifyStatements;

/// <summary>
/// Checks exports of a shop's audit log line by line: every entry against its hash, the chain without a gap, its end,
/// and that no export contradicts one that was read before.
/// </summary>
internal sealed class AuditLogExport
{
    private readonly Dictionary<(string ShopId, long Sequence), string> _seen = [];

    /// <summary>Whether a line is the first one of such an export.</summary>
    public static bool IsHeading(string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            return json.RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("lastHash", out _) && root.TryGetProperty("entries", out _);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Prints a verdict for the export; 0 when everything agrees, 1 otherwise.</summary>
    /// <exception cref="JsonException">It is no such export.</exception>
    public int Verify(IEnumerable<string> lines, string name, TextWriter output)
    {
        var findings = new List<string>();
        Heading? heading = null;
        Line? last = null;
        long? shop = null;
        foreach (var text in lines.Where(text => text.Length > 0))
        {
            if (heading is null)
            {
                heading = Read(text, name, Heading.Of);
                continue;
            }
            var line = Read(text, name, Line.Of);
            findings.AddRange(Faults(heading, line, last, shop).Select(fault => $"entry {line.Sequence}: {fault}"));
            (last, shop) = (line, shop ?? line.Shop);
        }
        if (heading is null) throw new JsonException($"{name} is empty.");
        if ((last?.Sequence ?? 0) != heading.Entries)
            findings.Add($"it ends with entry {last?.Sequence ?? 0}, and says that there are {heading.Entries}");
        if ((last?.Hash ?? "") != heading.LastHash) findings.Add($"its last hash is not {heading.LastHash}");
        var verdict = findings.Count == 0 ? "agree" : "DO NOT AGREE";
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{heading.ShopId}: {heading.Entries} entries {verdict}; the last hash is {heading.LastHash}"));
        foreach (var finding in findings) output.WriteLine($"  {finding}");
        return findings.Count == 0 ? 0 : 1;
    }

    private IEnumerable<string> Faults(Heading heading, Line line, Line? last, long? shop)
    {
        if (StatementChain.Hash(Encoding.UTF8.GetBytes($"{line.PreviousHash}\n{line.Entry}")) != line.Hash)
            yield return "its content was changed: it does not give its hash";
        if (line.Sequence != (last?.Sequence ?? 0) + 1) yield return $"it follows entry {last?.Sequence ?? 0}";
        if (line.PreviousHash != (last?.Hash ?? ""))
            yield return "it does not go on from the hash of the one before it";
        if (line.EntrySequence != line.Sequence) yield return $"it calls itself entry {line.EntrySequence}";
        if (shop is { } first && line.Shop != first) yield return "it is of another shop";
        if (!_seen.TryAdd((heading.ShopId, line.Sequence), line.Hash)
            && _seen[(heading.ShopId, line.Sequence)] != line.Hash)
            yield return "an earlier export has another entry in its place: the log was written again";
    }

    private static T Read<T>(string text, string name, Func<JsonElement, T> read)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return read(json.RootElement);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException
            or FormatException)
        {
            throw new JsonException($"{name} is no export of a audit log.", error);
        }
    }

    private static string Text(JsonElement element, string name) =>
        element.GetProperty(name).GetString() ?? throw new JsonException($"{name} is null.");

    private sealed record Heading(string ShopId, long Entries, string LastHash)
    {
        public static Heading Of(JsonElement root) =>
            new(Text(root, "shopId"), root.GetProperty("entries").GetInt64(), Text(root, "lastHash"));
    }

    private sealed record Line(
        long Sequence, string PreviousHash, string Hash, string Entry, long? EntrySequence, long? Shop)
    {
        public static Line Of(JsonElement root)
        {
            var entry = Text(root, "entry");
            var (sequence, shop) = Named(entry);
            return new Line(
                root.GetProperty("sequence").GetInt64(), Text(root, "previousHash"), Text(root, "hash"), entry,
                sequence, shop);
        }

        private static (long? Sequence, long? Shop) Named(string entry)
        {
            try
            {
                using var json = JsonDocument.Parse(entry);
                return (json.RootElement.GetProperty("sequence").GetInt64(),
                    json.RootElement.GetProperty("shop").GetInt64());
            }
            catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException
                or FormatException)
            {
                // The hash reports such a change.
                return (null, null);
            }
        }
    }
}
