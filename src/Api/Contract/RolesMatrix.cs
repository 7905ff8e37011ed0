namespace SocialCommerce.Api.Contract;

/// <summary>Which role may call which write: a table made of the endpoints, kept in <c>docs/security.md</c>.</summary>
public static class RolesMatrix
{
    /// <summary>The line before the table.</summary>
    public const string Begin = "<!-- roles: made by scripts/spec -->";

    /// <summary>The line after it.</summary>
    public const string End = "<!-- /roles -->";

    private static readonly IReadOnlyList<string> Columns = Roles.Known;

    /// <summary>The table of a host's endpoints, in the order of their paths.</summary>
    public static string Of(IEnumerable<Endpoint> endpoints)
    {
        var rows =
            from endpoint in endpoints.OfType<RouteEndpoint>()
            let needs = endpoint.Metadata.GetMetadata<RequiredScope>()
            let allowed = endpoint.Metadata.GetMetadata<RequiredCallers>()
            where needs is not null && (allowed is not null || needs.Scope is null)
            let method = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0]
            orderby endpoint.RoutePattern.RawText, method
            select Row(endpoint, method, allowed);
        string[] head =
        [
            $"| operation | request | backend | {string.Join(" | ", Columns)} |",
            $"|---|---|---|{string.Concat(Columns.Select(_ => "---|"))}",
        ];
        return string.Concat(head.Concat(rows).Select(row => $"{row}\n"));
    }

    /// <summary>Writes the table between its two lines in a file that has them.</summary>
    public static async Task Write(string file)
    {
        await using var host = ContractFiles.Host();
        var table = Of(host.Services.GetRequiredService<EndpointDataSource>().Endpoints);
        await File.WriteAllTextAsync(file, Put(await File.ReadAllTextAsync(file), table));
    }

    /// <summary>A document with the table in its place.</summary>
    public static string Put(string document, string table)
    {
        var (begin, end) = (
            document.IndexOf(Begin, StringComparison.Ordinal), document.IndexOf(End, StringComparison.Ordinal));
        return begin < 0 || end < begin
            ? throw new InvalidOperationException($"The document has no lines '{Begin}' and '{End}'.")
            : $"{document[..(begin + Begin.Length)]}\n{table}{document[end..]}";
    }

    private static string Row(RouteEndpoint endpoint, string method, RequiredCallers? allowed)
    {
        var name = endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName;
        var callers = allowed is null
            ? $"platform | {string.Join(" | ", Columns.Select(_ => ""))}"
            : $"{Mark(allowed.Backends)} | {string.Join(" | ", Columns.Select(role => Mark(allowed.Allows(role))))}";
        return $"| `{name}` | `{method} {endpoint.RoutePattern.RawText}` | {callers} |";
    }

    private static string Mark(bool allowed) => allowed ? "✓" : "";
}
