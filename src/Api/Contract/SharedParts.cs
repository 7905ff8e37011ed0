using System.Globalization;
using Microsoft.OpenApi;

namespace SocialCommerce.Api.Contract;

/// <summary>
/// Moves the parameters, headers and answers that several operations have to the components; the operations refer to
/// them.
/// </summary>
internal sealed class SharedParts(OpenApiDocument document)
{
    /// <summary>Moves them.</summary>
    public void Move(IReadOnlyCollection<OpenApiOperation> operations)
    {
        var parameters = new Dictionary<string, string>();
        foreach (var repeated in operations.SelectMany(Parameters).GroupBy(Written).Where(same => same.Count() > 1))
            parameters.Add(repeated.Key, Add(repeated.First()));
        foreach (var operation in operations)
            if (operation.Parameters is { } own)
                operation.Parameters = [.. own.Select(one => parameters.TryGetValue(Written(one), out var name)
                    ? new OpenApiParameterReference(name, document) : one)];
        var answers = operations.SelectMany(operation => (operation.Responses ?? []).Values)
            .Concat(document.Components!.Responses!.Values).OfType<OpenApiResponse>();
        foreach (var answer in answers)
            foreach (var (name, header) in answer.Headers?.ToList() ?? []) answer.Headers![name] = Shared(name, header);
        MoveAnswers([.. operations.Select(operation => operation.Responses).OfType<OpenApiResponses>()]);
    }

    private void MoveAnswers(IReadOnlyCollection<OpenApiResponses> operations)
    {
        var repeated = operations.SelectMany(answers => answers).Where(answer => answer.Value is OpenApiResponse)
            .GroupBy(answer => (Status: answer.Key, Text: Written(answer.Value))).Where(same => same.Count() > 1)
            .ToDictionary(same => same.Key, same => Add(same.Key.Status, same.First().Value));
        foreach (var answers in operations)
            foreach (var (status, answer) in answers.ToList())
                if (answer is OpenApiResponse && repeated.TryGetValue((status, Written(answer)), out var name))
                    answers[status] = new OpenApiResponseReference(name, document);
    }

    private string Add(string status, IOpenApiResponse answer)
    {
        var (type, media) = (answer.Content ?? new Dictionary<string, OpenApiMediaType>()).FirstOrDefault();
        var what = (media?.Schema as OpenApiSchemaReference)?.Reference.Id ?? type?.Split('/', '+', ';')[1];
        var headers = string.Concat((answer.Headers?.Keys ?? []).Order(StringComparer.Ordinal));
        var name = $"R{status}{what}{headers}".Replace("-", "", StringComparison.Ordinal);
        document.AddComponent(name, answer);
        return name;
    }

    private static IEnumerable<IOpenApiParameter> Parameters(OpenApiOperation operation) =>
        operation.Parameters ?? [];

    private string Add(IOpenApiParameter parameter)
    {
        var name = parameter.Name!;
        // An id in the path is always there, one in the query is a filter.
        if (document.Components!.Parameters?.ContainsKey(name) == true) name += $"In{parameter.In}";
        document.AddComponent(name, parameter);
        return name;
    }

    private IOpenApiHeader Shared(string name, IOpenApiHeader header)
    {
        if (header is OpenApiHeaderReference) return header;
        if (document.Components!.Headers?.TryGetValue(name, out var known) != true)
            document.AddComponent(name, header);
        else if (Written(known!) != Written(header))
            throw new InvalidOperationException($"The header {name} has two meanings.");
        return new OpenApiHeaderReference(name, document);
    }

    private static string Written(IOpenApiSerializable part)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        part.SerializeAsV31(new OpenApiJsonWriter(text));
        return text.ToString();
    }
}
