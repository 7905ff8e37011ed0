using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using SocialCommerce.Api.Contract;
using SocialCommerce.Api.Contract.Catalogue;
using Xunit;

namespace SocialCommerce.ArchitectureTests.Contract;

/// <summary>The OpenAPI document is committed, complete and good to read.</summary>
public sealed class KeepingTheContract(OpenApi api) : IClassFixture<OpenApi>
{
    [Fact]
    public void The_committed_documents_are_what_the_code_generates()
    {
        Committed("api-spec", ContractFiles.Latest).ShouldBe(api.Latest, "Run scripts/spec and commit api-spec/.");
        Committed("api-spec", ContractFiles.Older).ShouldBe(api.Older, "Run scripts/spec and commit api-spec/.");
    }

    [Fact]
    public void The_committed_catalogues_of_problems_are_what_the_code_generates()
    {
        var catalogue = ProblemCatalogue.Of(api.Host.Services);
        Committed("api-spec", ContractFiles.Problems).ShouldBe(
            catalogue.ToJson(), "Run scripts/spec and commit api-spec/.");
        Committed("docs/integrate", "errors.md").ShouldBe(
            catalogue.ToMarkdown(), "Run scripts/spec and commit docs/integrate/errors.md.");
    }

    [Fact]
    public void Every_endpoint_of_the_host_is_in_the_document()
    {
        var routes = api.Host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/v1/", StringComparison.Ordinal))
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
                .Select(method => $"{method} {endpoint.RoutePattern.RawText}"));
        routes.Order().ShouldBe(api.Operations.Select(operation => operation.Route).Order());
    }

    [Fact]
    public void Every_operation_has_an_id_of_its_own_a_declared_tag_a_summary_and_a_description()
    {
        var tags = api.Document["tags"]!.AsArray().Select(tag => tag!["name"]!.GetValue<string>()).ToList();
        var ids = api.Operations.Select(operation => operation.Operation["operationId"]!.GetValue<string>()).ToList();
        ids.ShouldBeUnique();
        ids.ShouldAllBe(id => char.IsAsciiLetterLower(id[0]) && id.All(char.IsAsciiLetterOrDigit));
        foreach (var (route, operation) in api.Operations)
        {
            tags.ShouldContain(operation["tags"]!.AsArray().Single()!.GetValue<string>(), route);
            operation["summary"]!.GetValue<string>().ShouldNotBeEmpty(route);
            operation["description"]!.GetValue<string>()
                .ShouldContain("\n\n", customMessage: $"{route}: no /// summary");
            operation["x-scopes"]!.AsArray().Count.ShouldBe(1, route);
            operation["security"].ShouldBeNull($"{route}: the document asks for a key of every operation");
        }
        api.Document["security"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public void Every_operation_shows_its_request_its_answers_and_its_problems()
    {
        foreach (var (route, operation) in api.Operations)
        {
            if (operation["requestBody"] is { } body)
            {
                Shown(body["content"]!, "application/json", route);
                body["content"]!["application/json"]!["example"].ShouldNotBeNull(route);
            }
            foreach (var parameter in operation["parameters"]?.AsArray() ?? [])
                api.Resolve(parameter!)["description"]!.GetValue<string>().ShouldNotBeEmpty(route);
            var answers = operation["responses"]!.AsObject();
            answers.Count(answer => answer.Key[0] == '2').ShouldBeGreaterThan(0, route);
            answers.Select(answer => answer.Key).ShouldBeSubsetOf(
                [
                    "200", "201", "202", "204", "304", "400", "401", "403", "404", "409", "412", "422", "429",
                    "default",
                ]);
            string[] problems = ["400", "401", "429", "default"];
            problems.ShouldBeSubsetOf(answers.Select(answer => answer.Key), route);
            foreach (var (status, answer) in answers)
                if (status is not ("204" or "304"))
                    Shown(api.Resolve(answer!)["content"]!,
                        status[0] == '2' ? MediaType(route) : "application/problem+json", $"{route} {status}");
        }
    }

    [Fact]
    public void Every_reference_refers_to_something_and_no_operation_repeats_what_is_shared()
    {
        foreach (var text in new[] { api.Latest, api.Older })
        {
            var document = JsonNode.Parse(text)!;
            var references = References(document).ToList();
            references.Count.ShouldBeGreaterThan(2_000);
            foreach (var reference in references.Distinct())
                reference[2..].Split('/').Aggregate<string, JsonNode?>(document, (at, step) => at?[step])
                    .ShouldNotBeNull(reference);
        }
        api.Operations.SelectMany(one => one.Operation["parameters"]?.AsArray().AsEnumerable() ?? [])
            .Concat(api.Operations.SelectMany(one => one.Operation["responses"]!.AsObject().Select(r => r.Value)))
            .Where(part => part!["$ref"] is null).GroupBy(part => part!.ToJsonString())
            .Where(same => same.Count() > 1).Select(same => same.Key).ShouldBeEmpty();

        static IEnumerable<string> References(JsonNode? node) => node switch
        {
            JsonObject one => one.SelectMany(member => member is { Key: "$ref", Value: JsonValue to }
                ? [to.GetValue<string>()]
                : References(member.Value)),
            JsonArray list => list.SelectMany(References),
            _ => [],
        };
    }

    [Fact]
    public void The_roles_matrix_of_the_docs_is_what_the_endpoints_say()
    {
        var table = RolesMatrix.Of(api.Host.Services.GetRequiredService<EndpointDataSource>().Endpoints);
        var document = Committed("docs", "security.md");
        RolesMatrix.Put(document, table).ShouldBe(document, "Run scripts/spec and commit docs/security.md.");
    }

    [Fact]
    public void Every_list_and_every_text_of_a_request_has_a_maximum()
    {
        var (lists, texts, missing) = (0, 0, new List<string>());
        foreach (var (route, operation) in api.Operations)
            if (operation["requestBody"] is { } body)
                Follow(body["content"]!["application/json"]!["schema"]!, route, []);
        missing.ShouldBeEmpty();
        lists.ShouldBeGreaterThan(40);
        texts.ShouldBeGreaterThan(200);

        void Follow(JsonNode schema, string where, HashSet<JsonNode> seen)
        {
            schema = api.Resolve(schema);
            if (!seen.Add(schema)) return;
            if (Is(schema, "array"))
            {
                lists++;
                if (schema["maxItems"] is null) missing.Add(where);
                Follow(schema["items"]!, $"{where}[]", seen);
            }
            if (Is(schema, "string") && schema["format"] is null)
            {
                texts++;
                if (schema["maxLength"] is null) missing.Add(where);
            }
            foreach (var (name, property) in schema["properties"]?.AsObject().AsEnumerable() ?? [])
                Follow(property!, $"{where} {name}", seen);
            schema["additionalProperties"]?.GetValueKind().ShouldBe(System.Text.Json.JsonValueKind.False, where);
        }

        static bool Is(JsonNode schema, string type) => schema["type"] is JsonValue value
            ? value.GetValue<string>() == type
            : schema["type"]?.AsArray().Any(one => one!.GetValue<string>() == type) == true;
    }

    [Fact]
    public void Every_schema_has_a_description_and_none_of_its_properties_is_an_object_without_a_name()
    {
        foreach (var (name, schema) in api.Document["components"]!["schemas"]!.AsObject())
        {
            schema!["description"].ShouldNotBeNull(name);
            foreach (var (key, property) in schema["properties"]?.AsObject().AsEnumerable() ?? [])
            {
                property!["properties"].ShouldBeNull($"{name}.{key}");
                (property["$ref"] ?? property["type"]).ShouldNotBeNull($"{name}.{key}");
            }
        }
    }

    private static void Shown(JsonNode content, string mediaType, string where)
    {
        content.AsObject().Single().Key.ShouldBe(mediaType, where);
        if (mediaType != "application/json" && !mediaType.StartsWith("application/problem", StringComparison.Ordinal))
            content[mediaType]!["schema"]!["type"]!.GetValue<string>().ShouldBe("string", where);
        else content[mediaType]!["schema"]!["$ref"].ShouldNotBeNull(where);
        // Tools build the example of an answer in JSON from those of its properties, which FittingExamples looks at.
        if (mediaType != "application/json") content[mediaType]!["example"].ShouldNotBeNull(where);
    }

    /// <summary>Pages and files are texts, exports of runs and changes lines of JSON; all else is JSON.</summary>
    private static string MediaType(string route) => route.Split('/')[^1] switch
    {
        "export" when new[] { "/settlements/", "/audit-log/" }.Any(route.Contains) => "application/x-ndjson",
        "csv" => "text/csv",
        "page" => "text/html",
        "qr" or "certificate" => "image/svg+xml",
        _ => "application/json",
    };

    private static string Committed(string folder, string file)
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at.FullName, "SocialCommerce.sln"))) at = at.Parent!;
        return File.ReadAllText(Path.Combine(at.FullName, folder, file));
    }
}
