using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SocialCommerce.VerifyStatements;

/// <summary>
/// Checks one person's statements, by the published form alone and not by the code that made them. Pure.
/// </summary>
internal static class StatementChain
{
    private const int PersonDigits = 16;

    /// <summary>What does not agree, each with the statement that it concerns.</summary>
    /// <param name="statements">One person's, oldest first.</param>
    public static IReadOnlyList<string> Check(IReadOnlyList<SealedStatement> statements)
    {
        var findings = new List<string>();
        var known = statements.Select(statement => statement.Hash).ToHashSet();
        SealedStatement? before = null;
        DateTimeOffset? ended = null;
        foreach (var statement in statements)
        {
            void Find(string what) => findings.Add($"{statement.StatementId}: {what}");
            if (Hash(statement.Body) != statement.Hash) Find("its bytes were changed: they do not give its hash");
            if (StatementContent.Read(statement.Body) is not { } content)
            {
                Find("its bytes are no statement");
                before = statement;
                continue;
            }
            foreach (var fault in Faults(content, statement)) Find(fault);
            if (Link(content.PreviousHash, before, known) is { } broken) Find(broken);
            if (content.PeriodEnd <= ended) Find("its period does not end after that of the statement before it");
            (before, ended) = (statement, content.PeriodEnd);
        }
        return findings;
    }

    /// <summary>SHA-256 in lower-case hexadecimal.</summary>
    public static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static string? Link(string previous, SealedStatement? before, HashSet<string> known)
    {
        if (previous == (before?.Hash ?? "")) return null;
        if (previous.Length == 0) return "it says that it is the first, but it stands after another one";
        return known.Contains(previous)
            ? "it stands in the wrong order: the statement that it follows is elsewhere"
            : $"a statement is missing before it: none here has the hash {previous}";
    }

    private static IEnumerable<string> Faults(StatementContent content, SealedStatement statement)
    {
        if (content.StatementId != statement.StatementId) yield return $"it calls itself {content.StatementId}";
        if (content.CustomerId != statement.CustomerId) yield return $"it is that of {content.CustomerId}";
        if (content.StatementId != IdOf(content)) yield return "its id is not made of its person and period";
        if (content.Lines.Where((line, i) => line.No != i + 1).Any()) yield return "its lines are not numbered 1, 2, …";
        if (content.Currencies > 1) yield return "it has amounts in several currencies";
        var lines = content.Lines.Aggregate(Int128.Zero, (sum, line) => sum + line.Amount);
        // The total has what was carried in: those lines come first.
        if (lines != (Int128)content.Total + content.CarriedOut)
            yield return $"its lines come to {lines}, its total to {content.Total}, carried out {content.CarriedOut}";
        if (!BeginsWith(content.Lines, content.CarriedIn))
            yield return $"its first lines do not come to what was carried in, {content.CarriedIn}";
        if (content.Lines.Any(line => line.EligibleAt >= content.PeriodEnd))
            yield return "it has a line that matured or was recorded after its period";
    }

    /// <summary>Whether an amount is the sum of the first lines, up to the end of a moment.</summary>
    private static bool BeginsWith(IReadOnlyList<ContentLine> lines, long amount)
    {
        var sum = Int128.Zero;
        for (var i = 0; i <= lines.Count; i++)
        {
            if (sum == amount && (i == 0 || i == lines.Count || lines[i].EligibleAt > lines[i - 1].EligibleAt))
                return true;
            if (i < lines.Count) sum += lines[i].Amount;
        }
        return false;
    }

    private static string IdOf(StatementContent content)
    {
        var person = Hash(Encoding.UTF8.GetBytes(content.CustomerId))[..PersonDigits];
        return string.Create(
            CultureInfo.InvariantCulture, $"stm_{content.PeriodEnd.UtcDateTime:yyyyMMddHHmmssffffff}_{person}");
    }
}
