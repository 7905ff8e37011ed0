using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using SocialCommerce.Kernel.Problems;

namespace SocialCommerce.TestSupport.Host;

/// <summary>One line of a host's log.</summary>
/// <param name="Category">The logger's name.</param>
/// <param name="Level">Its level.</param>
/// <param name="Text">The message, its values put in.</param>
/// <param name="Values">The values by name.</param>
/// <param name="Cause">The exception, if any.</param>
public sealed record LogLine(
    string Category, LogLevel Level, string Text, IReadOnlyDictionary<string, object?> Values, Exception? Cause);

/// <summary>Keeps what a host logs.</summary>
public sealed class CapturedLog : ILoggerProvider
{
    private readonly ConcurrentQueue<LogLine> _lines = [];

    /// <summary>Everything so far.</summary>
    public IReadOnlyList<LogLine> Lines => [.. _lines];

    /// <summary>The lines of refused and failed requests.</summary>
    public IReadOnlyList<LogLine> Refusals =>
        [.. _lines.Where(line => line.Category == typeof(RefusedRequestLog).FullName)];

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Logger(categoryName, _lines);

    /// <inheritdoc/>
    public void Dispose()
    {
        // Nothing is held.
    }

    private sealed class Logger(string category, ConcurrentQueue<LogLine> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) =>
            lines.Enqueue(new LogLine(
                category, logLevel, formatter(state, exception),
                (state as IEnumerable<KeyValuePair<string, object?>> ?? [])
                    .GroupBy(value => value.Key).ToDictionary(value => value.Key, value => value.First().Value),
                exception));
    }
}
