using System.Collections.Concurrent;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SocialCommerce.Api.Contract;
using SocialCommerce.Kernel.Problems;

namespace SocialCommerce.TestSupport.Host;

/// <summary>Collects the problems that a host answers although the operation does not declare them.</summary>
internal sealed class UndeclaredProblems : ILoggerProvider
{
    private static readonly string[] WithoutRoute =
    [
        "NOT_FOUND", "METHOD_NOT_ALLOWED", "CONTENT_TYPE_NOT_JSON", "MALFORMED_REQUEST", "RATE_LIMITED",
        "BODY_TOO_LARGE",
    ];

    private static readonly Lazy<Dictionary<string, HashSet<string>>> Declared = new(ReadDeclared);

    private readonly ConcurrentDictionary<string, int> _found = [];

    /// <summary>Every answer that was not declared: its operation and its code.</summary>
    public IReadOnlyList<string> Found => [.. _found.Keys.Order(StringComparer.Ordinal)];

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Logger(this);

    /// <inheritdoc/>
    public void Dispose()
    {
        // Nothing is held.
    }

    private void Look(string operation, string code)
    {
        var declared = operation.EndsWith("(no route)", StringComparison.Ordinal)
            ? WithoutRoute.Contains(code)
            : Declared.Value.GetValueOrDefault(operation)?.Contains(code) == true;
        if (!declared) _found[$"{operation} {code}"] = 1;
    }

    private static Dictionary<string, HashSet<string>> ReadDeclared()
    {
        using var host = ContractFiles.Host();
        var endpoints = host.Services.GetRequiredService<EndpointDataSource>().Endpoints;
        return (from endpoint in endpoints.OfType<RouteEndpoint>()
                from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []
                select (Operation: $"{method} {endpoint.RoutePattern.RawText}", endpoint.Metadata))
            .ToDictionary(
                one => one.Operation, one => DeclaredProblems.Of(one.Metadata).Select(type => type.Code).ToHashSet());
    }

    private sealed class Logger(UndeclaredProblems problems) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            if (state is not IEnumerable<KeyValuePair<string, object?>> values) return;
            var all = values.ToList();
            string Text(string name) => all.Find(value => value.Key == name).Value as string ?? "";
            if (Text("Code") is { Length: > 0 } code) problems.Look($"{Text("Method")} {Text("Route")}", code);
        }
    }
}
