using System.Globalization;
using Microsoft.OpenApi;

namespace SocialCommerce.Api.Contract;

/// <summary>
/// Moves the parameters and headers that several operations have to the components; the operations refer to them.
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
