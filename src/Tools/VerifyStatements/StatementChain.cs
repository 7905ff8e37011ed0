using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SocialCommerce.VerifyStatements;

/// <summary>
/// Checks one person's statements, by the published form alone and not by the code that made them. Pure.
/// </summary>
/// <param name="hashes">The hashes of the statements that are there, where all of them are at hand.</param>
/// <param name="begins">Whether the first statement that it is given is the person's first.</param>
internal sealed class StatementChain(IReadOnlySet<string> hashes, bool begins)
{
    private const int PersonDigits = 16;

    private string? _before;
    private DateTimeOffset? _ended;
    private long? _number;

    /// <summary>What does not agree, each with the statement that it concerns.</summary>
    /// <param name="statements">One person's, oldest first.</param>
    public static IReadOnlyList<string> Check(IReadOnlyList<SealedStatement> statements)
    {
        var chain = new StatementChain(statements.Select(statement => statement.Hash).ToHashSet(), begins: true);
        return [.. statements.SelectMany(statement => chain.Add(statement))];
    }

    /// <summary>Checks the next statement, by itself and beside the one before it.</summary>
    public List<string> Add(SealedStatement statement)
    {
        var findings = new List<string>();
        void Find(string what) => findings.Add($"{statement.StatementId}: {what}");
        if (Hash(statement.Body) != statement.Hash) Find("its bytes were changed: they do not give its hash");
        if (StatementContent.Read(statement.Body) is not { } content)
        {
            Find("its bytes are no statement");
            _before = statement.Hash;
            return findings;
        }
        foreach (var fault in Faults(content, statement)) Find(fault);
        if (Link(content.PreviousHash) is { } broken) Find(broken);
        if (content.PeriodEnd <= _ended) Find("its period does not end after that of the statement before it");
        if (content.Number <= _number) Find("its number is not above that of the statement before it");
        (_before, _ended, _number) = (statement.Hash, content.PeriodEnd, content.Number ?? _number);
        return findings;
    }

    /// <summary>SHA-256 in lower-case hexadecimal.</summary>
    public static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private string? Link(string previous)
    {
        // Whose earlier statements are elsewhere may go on from any.
        if (previous == (_before ?? "") || (_before is null && !begins)) return null;
        if (previous.Length == 0) return "it says that it is the first, but it stands after another one";
        return hashes.Contains(previous)
            ? "it stands in the wrong order: the statement that it follows is elsewhere"
            : $"a statement is missing before it: none here has the hash {previous}";
    }

    private static IEnumerable<string> Faults(StatementContent content, SealedStatement statement)
    {
        if (content.StatementId != statement.StatementId) yield return $"it calls itself {content.StatementId}";
        if (content.CustomerId != statement.CustomerId) yield return $"it is that of {content.CustomerId}";
        if (content.Version is not (StatementContent.First or StatementContent.Second))
            yield return $"its form {content.Version} is unknown";
        if (content.StatementId != IdOf(content))
            yield return content.ShopId is null
                ? "its id is not made of its person and period"
                : "its id is not made of its shop, person and period";
        if (content.Number < 1) yield return "its number is not a running number";
        if (content.PeriodStart >= content.PeriodEnd) yield return "its period ends before it begins";
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
        var of = content.ShopId is { } shop ? $"{shop}/{content.CustomerId}" : content.CustomerId;
        var person = Hash(Encoding.UTF8.GetBytes(of))[..PersonDigits];
        return string.Create(
            CultureInfo.InvariantCulture, $"stm_{content.PeriodEnd.UtcDateTime:yyyyMMddHHmmssffffff}_{person}");
    }
}
