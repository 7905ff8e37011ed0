using System.Globalization;
using System.Text.Json;

namespace SocialCommerce.VerifyStatements;

/// <summary>The command: <c>scripts/verify-statements</c>. It needs the files and nothing else.</summary>
internal static class Program
{
    private const string Usage = """
        Usage: scripts/verify-statements FILE...

        Checks statements without the server: each one's bytes against its hash, its lines against its sums, and each
        person's chain. A FILE is a partner's export (GET /v1/partners/{customerId}/statements/export), one statement as
        it was answered (GET /v1/statements/{statementId}), or the export of a settlement run (GET
        /v1/settlements/{periodEnd}/statements/export), whose running numbers and sums are checked as well, or that of a
        audit log (GET /v1/audit-log/export): its chain, also beside one exported before. Files come in order of time.
        Exit status: 0 everything agrees, 1 something does not, 2 a file cannot be read.
        """;

    public static int Main(string[] files)
    {
        if (files.Length == 0 || files.Contains("--help"))
        {
            Console.WriteLine(Usage);
            return files.Length == 0 ? 2 : 0;
        }
        try
        {
            var (runs, logs) = (new PeriodExport(), new AuditLogExport());
            var of = files.ToLookup(Kind);
            var status = of[nameof(runs)].Sum(file => runs.Verify(File.ReadLines(file), file, Console.Out))
                + of[nameof(logs)].Sum(file => logs.Verify(File.ReadLines(file), file, Console.Out)) > 0 ? 1 : 0;
            return Verify([.. of[""].SelectMany(StatementFile.Read)], Console.Out) | status;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            Console.Error.WriteLine(error.Message);
            return 2;
        }
    }

    private static string Kind(string file) => File.ReadLines(file).FirstOrDefault() is not { } first ? ""
        : PeriodExport.IsHeading(first) ? "runs" : AuditLogExport.IsHeading(first) ? "logs" : "";

    /// <summary>Prints a verdict for each person; 0 when everything agrees, 1 otherwise.</summary>
    public static int Verify(IReadOnlyList<SealedStatement> statements, TextWriter output)
    {
        var agrees = true;
        foreach (var person in statements.GroupBy(statement => statement.CustomerId))
        {
            var findings = StatementChain.Check([.. person]);
            agrees &= findings.Count == 0;
            var (verdict, last) = (findings.Count == 0 ? "agree" : "DO NOT AGREE", person.Last());
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{person.Key}: {person.Count()} statements {verdict}; the last is {last.StatementId}, {last.Hash}"));
            foreach (var finding in findings) output.WriteLine($"  {finding}");
        }
        return agrees ? 0 : 1;
    }
}
