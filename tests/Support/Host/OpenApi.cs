using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using SocialCommerce.Api.Contract;
using Xunit;

namespace SocialCommerce.TestSupport.Host;

/// <summary>The document as the code generates it, and the host that it describes.</summary>
public sealed class OpenApi : IAsyncLifetime
{
    /// <summary>The host; it never starts.</summary>
    public WebApplication Host { get; } = ContractFiles.Host();

    /// <summary>The document as OpenAPI 3.1.</summary>
    public string Latest { get; private set; } = "";

    /// <summary>The document as OpenAPI 3.0.</summary>
    public string Older { get; private set; } = "";

    /// <summary>The document, parsed.</summary>
    public JsonNode Document { get; private set; } = null!;

    /// <summary>Every operation with its method and path.</summary>
    public IEnumerable<(string Route, JsonNode Operation)> Operations =>
        from path in Document["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        select ($"{operation.Key.ToUpperInvariant()} {path.Key}", operation.Value!);

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        var contract = Host.Services.GetRequiredService<ContractDocument>();
        (Latest, Older) = (await contract.Latest, await contract.Older);
        Document = JsonNode.Parse(Latest)!;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Host.DisposeAsync();

    /// <summary>What a reference refers to; anything else is itself.</summary>
    public JsonNode Resolve(JsonNode node) => node["$ref"] is { } reference
        ? reference.GetValue<string>()[2..].Split('/').Aggregate(Document, (at, step) => at[step]!)
        : node;
}
