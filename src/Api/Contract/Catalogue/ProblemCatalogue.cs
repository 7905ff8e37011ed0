using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using SocialCommerce.Flows;

namespace SocialCommerce.Api.Contract.Catalogue;

/// <summary>Every problem type with the operations that may answer it: <c>problems.json</c> and a page.</summary>
/// <param name="Operations">The operations of each type, by their ids.</param>
public sealed record ProblemCatalogue(ILookup<ProblemType, string> Operations)
{
    private static readonly JsonSerializerOptions Form = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Every problem type of the product, by its code.</summary>
    public static readonly IReadOnlyList<ProblemType> All =
    [
        .. Modules.All.Select(module => module.Assembly)
            .Concat([typeof(FlowsModule).Assembly, typeof(ProblemCatalogue).Assembly])
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.Name.EndsWith("Problems", StringComparison.Ordinal))
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Where(field => field.FieldType == typeof(ProblemType))
            .Select(field => (ProblemType)field.GetValue(null)!).OrderBy(type => type.Code, StringComparer.Ordinal),
    ];

    /// <summary>The catalogue of a host.</summary>
    public static ProblemCatalogue Of(IServiceProvider services) => new(
        (from endpoint in services.GetRequiredService<EndpointDataSource>().Endpoints
         let name = endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName
         where name is not null && endpoint.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>() is null
         from type in DeclaredProblems.Of(endpoint.Metadata)
         orderby name
         select (type, name)).ToLookup(pair => pair.type, pair => pair.name));

    /// <summary>The catalogue for programs.</summary>
    public string ToJson() => new JsonObject
    {
        ["problems"] = new JsonArray([.. All.Select(type => new JsonObject
        {
            ["code"] = type.Code,
            ["type"] = type.Uri,
            ["status"] = type.Status,
            ["title"] = type.Title,
            ["remedy"] = type.Remedy,
            ["operations"] = new JsonArray([.. Operations[type].Select(name => JsonValue.Create(name))]),
        })]),
        ["errorCodes"] = new JsonArray([.. ErrorCodes.All.Select(error => new JsonObject
        {
            ["code"] = error.Key,
            ["meaning"] = error.Value,
        })]),
    }.ToJsonString(Form) + "\n";

    /// <summary>The catalogue for people.</summary>
    public string ToMarkdown()
    {
        var page = new StringBuilder("""
            # Errors

            Every refusal is `application/problem+json` (RFC 9457). Branch on `code`; `detail` is for people and may
            change. `type` is the path of a page on the same server, such as `/problems/customer-not-found`. `errors[]`
            names the places of the request that are to blame, each with a JSON pointer and a code. Send the same
            request again only after `Retry-After`, where the answer has it.

            The OpenAPI document names the codes of each operation as `x-problem-codes`, on the operation and on the
            responses that it refers to. [problems.json](../../api-spec/problems.json) holds the list below with the
            operations of each code. `scripts/spec` writes both files.

            """.ReplaceLineEndings("\n"));
        foreach (var status in All.GroupBy(type => type.Status).OrderBy(group => group.Key))
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {status.Key}\n\n");
            page.Append("| code | what is wrong | what to do |\n|---|---|---|\n");
            foreach (var type in status)
                page.Append(CultureInfo.InvariantCulture, $"| `{type.Code}` | {type.Title} | {type.Remedy} |\n");
        }
        page.Append("\n## Codes of places\n\nCodes of `errors[]`, beside the problem's own code and the rules of the ");
        page.Append("compliance guard.\n\n| code | what is wrong |\n|---|---|\n");
        foreach (var (code, meaning) in ErrorCodes.All)
            page.Append(CultureInfo.InvariantCulture, $"| `{code}` | {meaning} |\n");
        return page.ToString();
    }
}
