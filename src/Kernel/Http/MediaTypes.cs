namespace SocialCommerce.Kernel.Http;

/// <summary>Answers that are not JSON: for people and their spreadsheets.</summary>
public static class MediaTypes
{
    /// <summary>Comma-separated values.</summary>
    public const string Csv = "text/csv";

    /// <summary>A page to read and to print.</summary>
    public const string Html = "text/html";

    /// <summary>A picture that scales.</summary>
    public const string Svg = "image/svg+xml";

    /// <summary>JSON values, one a line.</summary>
    public const string JsonLines = "application/x-ndjson";
}
