using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.OpenApi;
using SocialCommerce.Api.Contract.Catalogue;

namespace SocialCommerce.Api.Contract;

/// <summary>Completes an operation: description, scope, parameters, examples and problem answers.</summary>
internal sealed class OperationWriter(OpenApiDocument document, Documentation documentation, Vocabulary vocabulary)
{
    /// <summary>Completes an operation.</summary>
    public void Run(OpenApiOperation operation, ApiDescription api)
    {
        var metadata = api.ActionDescriptor.EndpointMetadata;
        var needs = metadata.OfType<RequiredScope>().LastOrDefault();
        var slice = metadata.OfType<MethodInfo>().LastOrDefault()?.DeclaringType;
        while (slice is { IsNested: true }) slice = slice.DeclaringType;
        var access = $"{Access(needs)}{Callers(metadata.OfType<RequiredCallers>().LastOrDefault())}";
        var description = metadata.OfType<IEndpointDescriptionMetadata>().LastOrDefault()?.Description
            ?? (slice is null ? null : documentation.Summary(slice));
        operation.Description = $"{description}\n\n{access}".Trim();
        operation.Tags = operation.Tags?.Select(tag => new OpenApiTagReference(tag.Name!, document)).ToHashSet();
        Secure(operation, needs);
        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? []) Describe(parameter);
        Body(operation, metadata.OfType<RequestExample>().LastOrDefault());
        var repeatable = metadata.OfType<Repeatable>().LastOrDefault();
        Headers.Reads(operation, repeatable);
        Problems(operation, metadata);
        Answers(operation, [.. metadata.OfType<AnswerHeader>().Select(header => header.Name)], repeatable);
    }

    private static string Access(RequiredScope? needs) => needs switch
    {
        null => "Needs no key.",
        { Scope: null } => "Needs the platform's key.",
        { Scope: var scope } => $"Scope: `{scope}`.",
    };

    private static string Callers(RequiredCallers? allowed) => allowed switch
    {
        null => "",
        { Backends: true, Roles: var roles } =>
            $" Callers: {string.Join(", ", roles.Select(Quoted).Prepend("backends"))}.",
        { Roles.Count: 0 } => " Callers: persons of any role.",
        { Roles: var roles } => $" Callers: {string.Join(", ", roles.Select(Quoted))}.",
    };

    private static string Quoted(string role) => $"`{role}`";

    /// <summary>The document asks for a key; an operation states only its scope, or that it needs no key.</summary>
    private static void Secure(OpenApiOperation operation, RequiredScope? needs)
    {
        if (needs is null) operation.Security = [];
        else operation.AddExtension("x-scopes", new JsonNodeExtension(new JsonArray(needs.Scope ?? "platform")));
    }

    private void Describe(OpenApiParameter parameter)
    {
        var name = parameter.Name!;
        parameter.Description = vocabulary.Describe(name);
        if (parameter.Schema is not OpenApiSchema schema) return;
        schema.Type &= ~JsonSchemaType.Null;
        schema.Tighten(vocabulary.Of(name));
        schema.Examples = Samples.Of(schema, name, vocabulary.Of(name)?.Sample) is { } sample ? [sample] : null;
    }

    private static void Body(OpenApiOperation operation, RequestExample? example)
    {
        if (operation.RequestBody is not OpenApiRequestBody body) return;
        // Only the plan's publication has a body that may be absent, and Swashbuckle knows.
        var content = body.Content!.First(media => media.Key.EndsWith("json", StringComparison.Ordinal)).Value;
        body.Content = new Dictionary<string, OpenApiMediaType> { ["application/json"] = content };
        if (content.Schema is OpenApiSchema { Type: null } wrapper)
            content.Schema = (wrapper.OneOf ?? wrapper.AllOf ?? []).OfType<OpenApiSchemaReference>().First();
        content.Example = JsonNode.Parse(example?.Json ?? throw new InvalidOperationException(
            $"Add .Example(…) to {operation.OperationId}: an example of its body."));
    }

    private void Answers(
        OpenApiOperation operation, IReadOnlyCollection<string> headers, Repeatable? repeatable)
    {
        var answers = operation.Responses!;
        foreach (var (status, answer) in answers.ToList())
        {
            if (status[0] > '3') continue;
            var success = (OpenApiResponse)answer;
            success.Description = Meaning(status);
            if (status != "204") Headers.Writes(status, success, headers, repeatable);
            if (status is "204" or "304") success.Content = null;
            foreach (var (type, media) in success.Content ?? new Dictionary<string, OpenApiMediaType>())
                media.Example = Samples.File(type);
        }
        var sorted = answers.OrderBy(answer => answer.Key, StringComparer.Ordinal).ToList();
        answers.Clear();
        foreach (var (status, answer) in sorted) answers[status] = answer;
        answers["default"] = ProblemAnswers.Default(document, operation.RequestBody is not null);
    }

    /// <summary>Refers to an answer for each status, and names the codes that those answers do not share.</summary>
    private void Problems(OpenApiOperation operation, IList<object> metadata)
    {
        var (answers, hasBody) = (operation.Responses!, operation.RequestBody is not null);
        foreach (var status in answers.Keys.Where(status => status[0] > '3').ToList()) answers.Remove(status);
        var declared = DeclaredProblems.Of([.. metadata]);
        foreach (var status in declared.Select(type => type.Status).Distinct())
            if (ProblemAnswers.Of(document, declared, status, hasBody) is { } answer)
                answers[status.ToString(CultureInfo.InvariantCulture)] = answer;
        JsonNode[] own =
        [
            .. declared.Except(ProblemAnswers.Shared(declared, hasBody)).Select(type => JsonValue.Create(type.Code)),
        ];
        if (own.Length > 0)
            operation.AddExtension(ProblemAnswers.Codes, new JsonNodeExtension(new JsonArray(own)));
    }

    private static string Meaning(string status) => status switch
    {
        "200" => "OK.",
        "201" => "Created.",
        "202" => "Accepted: processed in the background, when a missing event arrives, or after a decision.",
        "204" => "No content.",
        "304" => "Not modified: the caller has the latest version.",
        _ => throw new InvalidOperationException($"Describe the answer {status}."),
    };
}
