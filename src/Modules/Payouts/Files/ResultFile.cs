using System.Globalization;
using System.Text;
using CsvHelper;

namespace SocialCommerce.Payouts.Files;

/// <summary>
/// Files of the manual channel. Pure: a row that is unknown, repeated, changed or contrary to what is known is an error
/// with its place.
/// </summary>
internal static class ResultFile
{
    /// <summary>The header of a result file.</summary>
    public const string Header = "transferNo,amountMinor,result,reference,reason";

    private const int MaxText = 200;
    private const int MaxErrors = 100;
    private const int Columns = 5;

    /// <summary>SHA-256 of a file's text, in lower-case hexadecimal.</summary>
    public static string Hash(string content) => TextHash.Sha256(content);

    /// <summary>Reads a file against the transfers that wait.</summary>
    public static (IReadOnlyList<ResultRow> Rows, IReadOnlyList<ProblemError> Errors) Read(
        string content, IReadOnlyCollection<ExpectedTransfer> transfers)
    {
        try
        {
            using var csv = CsvReader.Create(
                new MemoryStream(Encoding.UTF8.GetBytes(content.TrimStart('\uFEFF'))), CsvReaderOptions.Default, false);
            return content.Length == 0 || string.Join(',', csv.Headers) != Header
                ? ([], [new ProblemError("#/content/1", "HEADER_DIFFERS", $"The first line is: {Header}")])
                : Read(csv, transfers);
        }
        catch (Exception error) when (error is CsvFormatException or InvalidDataException)
        {
            return ([], [new ProblemError("#/content", "FILE_MALFORMED", "This is no CSV file.")]);
        }
    }

    private static (List<ResultRow> Rows, List<ProblemError> Errors) Read(
        CsvReader csv, IReadOnlyCollection<ExpectedTransfer> transfers)
    {
        var (rows, errors) = (new List<ResultRow>(), new List<ProblemError>());
        var (known, seen) = (transfers.ToDictionary(transfer => transfer.TransferNo), new HashSet<string>());
        // A file of another kind is refused by its first rows: an answer as long as the file would help no reader.
        for (var line = 2; errors.Count < MaxErrors && csv.Read(); line++)
        {
            if (csv.FieldCount != Columns)
            {
                errors.Add(At(line, null, "ROW_MALFORMED", $"A row has {Columns} columns."));
                continue;
            }
            var row = new ResultRow(
                line, csv.GetString(0), Minor(csv.GetString(1)), csv.GetString(2), Text(csv.GetString(3)),
                Text(csv.GetString(4)));
            var isFirst = seen.Add(row.TransferNo);
            if (Fault(row, known.GetValueOrDefault(row.TransferNo), isFirst) is { } fault) errors.Add(fault);
            rows.Add(row);
        }
        if (rows.Count == 0 && errors.Count == 0)
            errors.Add(new ProblemError("#/content", "FILE_EMPTY", "The file has no rows."));
        return (rows, errors);
    }

    private static ProblemError? Fault(ResultRow row, ExpectedTransfer? sent, bool isFirst) => (row, sent) switch
    {
        (_, null) => At(row.Line, "transferNo", "TRANSFER_UNKNOWN", "There is no such transfer in this batch."),
        _ when !isFirst => At(row.Line, "transferNo", "ROW_REPEATED", "The file has another row for this transfer."),
        _ when row.AmountMinor != sent.Net =>
            At(row.Line, "amountMinor", "AMOUNT_CHANGED", $"The transfer comes to {sent.Net}."),
        ({ Result: not ("paid" or "failed") }, _) =>
            At(row.Line, "result", "RESULT_UNKNOWN", "A result is paid or failed."),
        ({ Result: "failed", Reason: null }, _) => At(row.Line, "reason", "REASON_MISSING", "Why did it fail?"),
        (_, { IsClosed: true, State: "paid" }) when !sent.Agrees(row.Result) =>
            At(row.Line, "result", "RESULT_DIFFERS",
                "The transfer is paid. Report a payment that came back as a return."),
        (_, { IsClosed: true }) when !sent.Agrees(row.Result) =>
            At(row.Line, "result", "RESULT_DIFFERS", $"An earlier file says that this transfer is {sent.State}."),
        (_, { IsClosed: true, Reference: { } reference }) when (row.Reference ?? reference) != reference =>
            At(row.Line, "reference", "REFERENCE_DIFFERS",
                $"An earlier file gives this transfer the number {reference}."),
        (_, { IsClosed: false, State: not "submitted" }) =>
            At(row.Line, "transferNo", "RESULT_NOT_EXPECTED", $"This transfer is {sent.State}."),
        _ when row.Reference?.Length > MaxText || row.Reason?.Length > MaxText =>
            At(row.Line, null, "TEXT_TOO_LONG", $"Texts have at most {MaxText} characters."),
        _ when $"{row.Reference}{row.Reason}".Any(char.IsControl) =>
            At(row.Line, null, "TEXT_INVALID", "Texts have no control characters."),
        _ => null,
    };

    private static ProblemError At(int line, string? column, string code, string detail) =>
        new(column is null ? $"#/content/{line}" : $"#/content/{line}/{column}", code, detail);

    private static long? Minor(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var amount) ? amount : null;

    private static string? Text(string field) => string.IsNullOrWhiteSpace(field) ? null : field.Trim();
}
