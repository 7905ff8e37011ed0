using System.Globalization;
using System.Text.Json;

namespace SocialCommerce.VerifyStatements;

/// <summary>
/// Checks the export of a whole settlement run line by line, so that its size does not matter: every statement by
/// itself, its place in the person's chain as far as the files that were read before go, and that none is missing.
/// </summary>
internal sealed class PeriodExport
{
    private static readonly IReadOnlySet<string> None = new HashSet<string>();

    private readonly Dictionary<string, StatementChain> _chains = [];

    /// <summary>Whether a line is the first one of such an export.</summary>
    public static bool IsHeading(string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            return json.RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("periodEnd", out _) && root.TryGetProperty("statements", out var count)
                && count.ValueKind == JsonValueKind.Number;
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
        long statements = 0, last = 0;
        Int128 total = 0;
        foreach (var line in lines.Where(line => line.Length > 0))
        {
            if (heading is null)
            {
                heading = Heading.Read(line, name);
                continue;
            }
            var statement = StatementFile.Line(line, name);
            findings.AddRange(Chain(statement.CustomerId).Add(statement));
            statements++;
            if (StatementContent.Read(statement.Body) is not { } content) continue;
            total += content.Total;
            findings.AddRange(heading.Faults(content, last).Select(fault => $"{statement.StatementId}: {fault}"));
            last = content.Number ?? last;
        }
        if (heading is null) throw new JsonException($"{name} is empty.");
        if (statements != heading.Statements)
            findings.Add($"it has {statements} statements, and says that there are {heading.Statements}");
        if (total != heading.Total) findings.Add($"its statements come to {total}, and it says {heading.Total}");
        var verdict = findings.Count == 0 ? "agree" : "DO NOT AGREE";
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{heading.ShopId}, period until {heading.PeriodEnd.UtcDateTime:u}: {statements} statements {verdict}"));
        foreach (var finding in findings) output.WriteLine($"  {finding}");
        return findings.Count == 0 ? 0 : 1;
    }

    /// <summary>A person's chain, which goes on from file to file.</summary>
    private StatementChain Chain(string customerId)
    {
        if (!_chains.TryGetValue(customerId, out var chain))
            _chains.Add(customerId, chain = new StatementChain(None, begins: false));
        return chain;
    }

    /// <summary>The first line.</summary>
    private sealed record Heading(string ShopId, DateTimeOffset PeriodEnd, long Statements, long Total)
    {
        public static Heading Read(string line, string name)
        {
            try
            {
                using var json = JsonDocument.Parse(line);
                var root = json.RootElement;
                return new Heading(
                    root.GetProperty("shopId").GetString() ?? "", root.GetProperty("periodEnd").GetDateTimeOffset(),
                    root.GetProperty("statements").GetInt64(),
                    root.GetProperty("total").GetProperty("amount").GetInt64());
            }
            catch (Exception error) when (error is InvalidOperationException or KeyNotFoundException or FormatException)
            {
                throw new JsonException($"{name} is no export of a period's statements.", error);
            }
        }

        public IEnumerable<string> Faults(StatementContent content, long last)
        {
            if (content.PeriodEnd != PeriodEnd) yield return "it is of another period";
            if (content.ShopId is { } shop && shop != ShopId) yield return "it is of another shop";
            if (last > 0 && content.Number != last + 1)
                yield return $"its number is {content.Number}, and the one before it has {last}";
        }
    }
}
