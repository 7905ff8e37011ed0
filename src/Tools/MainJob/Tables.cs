using System.Globalization;
using System.IO.Compression;
using System.Text;
using CsvHelper;
using SocialCommerce.MainJob.Calls;
using SocialCommerce.MainJob.Events;

namespace SocialCommerce.MainJob;

/// <summary>Reads the two input files: CSV with a header, plain or gzipped.</summary>
internal static class Tables
{
    private static readonly string[] OrderColumns =
        ["InvoiceNo", "StockCode", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID"];

    // 10¹² minor units, the most that an amount may be.
    private const decimal HighestPrice = 10_000_000_000m;

    private static readonly CsvReaderOptions Options = CsvReaderOptions.Default with
    {
        Separator = ',',
        PoolStrings = true,
    };

    /// <summary>Streams the rows of the orders file.</summary>
    public static IEnumerable<Row> Orders(string path)
    {
        using var csv = Open(path, OrderColumns, out var at);
        while (Next(csv, path, at.Max()))
        {
            yield return new Row(
                csv.GetString(at[0]),
                csv.GetString(at[1]),
                int.TryParse(csv.GetString(at[2]), NumberStyles.Integer, CultureInfo.InvariantCulture, out var quantity)
                    ? quantity : throw Broken(csv, path, "Quantity"),
                ParseTime(csv.GetString(at[3])) ?? throw Broken(csv, path, "InvoiceDate"),
                decimal.TryParse(csv.GetString(at[4]), NumberStyles.Float, CultureInfo.InvariantCulture, out var price)
                    && Math.Abs(price) <= HighestPrice ? price : throw Broken(csv, path, "UnitPrice"),
                csv.GetString(at[5]).Trim());
        }
    }

    /// <summary>The referrer of each customer who has one.</summary>
    public static IReadOnlyDictionary<string, string> Referrers(string path)
    {
        var referrers = new Dictionary<string, string>(StringComparer.Ordinal);
        using var csv = Open(path, ["CustomerID", "ReferrerID"], out var at);
        while (Next(csv, path, at.Max()))
        {
            var (customer, referrer) = (csv.GetString(at[0]).Trim(), csv.GetString(at[1]).Trim());
            if (referrer.Length > 0)
                referrers[customer] = referrer;
        }
        return referrers;
    }

    /// <summary>A time as RFC 3339 writes it; without an offset it is UTC.</summary>
    public static DateTimeOffset? ParseTime(string text) => DateTimeOffset.TryParse(
        text,
        CultureInfo.InvariantCulture,
        DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
        out var time) ? time : null;

    private static CsvReader Open(string path, string[] columns, out int[] places)
    {
        // A stray quote inside a description is text, not an error: the reader's default.
        var csv = CsvReader.Create(Unpacked(path), Options, leaveOpen: false);
        try
        {
            string[] header = Try<string[]>(path, () => [.. csv.Headers]);
            places = [.. columns.Select(column => Array.IndexOf(header, column))];
            var missing = Array.IndexOf(places, -1);
            return missing < 0 ? csv : throw Problem.Misuse($"{path} has no column {columns[missing]}.");
        }
        catch
        {
            csv.Dispose();
            throw;
        }
    }

    private static Stream Unpacked(string path) => Try<Stream>(path, () =>
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        var zipped = file.ReadByte() == 0x1f && file.ReadByte() == 0x8b;
        file.Position = 0;
        return zipped ? new GZipStream(file, CompressionMode.Decompress) : file;
    });

    private static bool Next(CsvReader csv, string path, int lastColumn) => Try(path, csv.Read)
        && (csv.FieldCount > lastColumn ? true : throw Broken(csv, path, "number of columns"));

    private static T Try<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is IOException or InvalidDataException or UnauthorizedAccessException
            or CsvFormatException)
        {
            throw Problem.Misuse($"{path} cannot be read: {error.Message}");
        }
    }

    private static Problem Broken(CsvReader csv, string path, string column) => Problem.Misuse(
        $"{path}, record {csv.RowNumber}: the {column} makes no sense: {Encoding.UTF8.GetString(csv.RawRecord)}");
}
