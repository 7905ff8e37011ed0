using System.Text;
using Microsoft.Net.Http.Headers;

namespace SocialCommerce.Kernel.Http;

/// <summary>
/// A file of comma-separated values as every endpoint answers it: UTF-8 with a byte order mark, without which Excel
/// reads Chinese as something else, a media type that tells charset and header (RFC 4180), and a name to save it under.
/// </summary>
/// <param name="name">What it is of, such as <c>journal-2026-01</c>; the ending is added.</param>
/// <param name="write">Writes the rows, header first; amounts stand in the currency's minor unit.</param>
public sealed class CsvFile(string name, Func<Stream, CancellationToken, Task> write) : IResult
{
    /// <summary>The media type with its parameters.</summary>
    public const string ContentType = $"{MediaTypes.Csv}; charset=utf-8; header=present";

    private const int MaxName = 100;

    /// <summary>A file that is short enough to be made at once.</summary>
    public CsvFile(string name, string content)
        : this(name, (body, cancel) => body.WriteAsync(Encoding.UTF8.GetBytes(content), cancel).AsTask())
    {
    }

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (answer, cancel) = (httpContext.Response, httpContext.RequestAborted);
        answer.ContentType = ContentType;
        answer.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment")
        {
            FileName = FileName(name),
        }.ToString();
        await answer.Body.WriteAsync(Encoding.UTF8.GetPreamble(), cancel);
        await write(answer.Body, cancel);
    }

    /// <summary>A name that every file system takes: letters, digits, dots and dashes.</summary>
    public static string FileName(string name)
    {
        var plain = name.Take(MaxName).Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' ? c : '-');
        return $"{string.Concat(plain)}.csv";
    }
}
