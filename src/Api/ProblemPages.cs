using System.Net;
using SocialCommerce.Api.Contract.Catalogue;

namespace SocialCommerce.Api;

/// <summary>What the <c>type</c> of a problem answer leads to: a short page, without a key.</summary>
internal static class ProblemPages
{
    private const string Html = "text/html; charset=utf-8";

    /// <summary>A problem type as JSON.</summary>
    internal sealed record Result(string Type, string Code, int Status, string Title, string Remedy);

    internal static void Map(IEndpointRouteBuilder routes)
    {
        // Read with the first page, so that no start pays for it.
        var known = new Lazy<Dictionary<string, ProblemType>>(
            () => ProblemCatalogue.All.ToDictionary(type => type.Slug));
        routes.MapGet($"{ProblemType.Path}{{slug}}", (string slug, HttpContext context) => Show(
                known.Value.GetValueOrDefault(slug) ?? throw CommonProblems.ProblemTypeNotFound.For(slug),
                context.Request.Headers.Accept.ToString()))
            .ExcludeFromDescription().Problems(CommonProblems.ProblemTypeNotFound);
    }

    private static IResult Show(ProblemType type, string accept) =>
        accept.Contains("json", StringComparison.OrdinalIgnoreCase)
            && !accept.Contains("html", StringComparison.OrdinalIgnoreCase)
            ? Results.Json(new Result(type.Uri, type.Code, type.Status, type.Title, type.Remedy), Json.Options)
            : Results.Content(Page(type), Html);

    private static string Page(ProblemType type) => $"""
        <!doctype html>
        <html lang="en">
        <head><meta charset="utf-8"><title>{type.Code}</title></head>
        <body>
        <h1>{Text(type.Title)}</h1>
        <p>Status {type.Status}, code <code>{type.Code}</code></p>
        <h2>What to do</h2>
        <p>{Text(type.Remedy)}</p>
        </body>
        </html>
        """;

    private static string Text(string words) => WebUtility.HtmlEncode(words);
}
