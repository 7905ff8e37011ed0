using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;

namespace SocialCommerce.MainJob.Calls;

/// <summary>
/// One HTTP connection to the product with one key. Every call of the job is idempotent, so a call that meets a
/// restart (connection lost, 503, or 409 with Retry-After) is simply made again, for a minute.
/// </summary>
internal sealed class Api : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly HttpClient http;
    private readonly Action? checkAlive;

    /// <summary>Calls <paramref name="checkAlive"/>, which may give up by throwing, before it tries again.</summary>
    public Api(Uri url, string key, Action? checkAlive = null)
    {
        this.checkAlive = checkAlive;
        http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 1, UseProxy = false })
        {
            BaseAddress = new Uri(url.AbsoluteUri.TrimEnd('/') + "/"),
            Timeout = TimeSpan.FromMinutes(5),
        };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    /// <summary>Requests sent so far, those made again included.</summary>
    public long Requests { get; private set; }

    public Task<Answer> Get(string path, CancellationToken stop) => Send(HttpMethod.Get, path, default, stop);

    public Task<Answer> Put(string path, ReadOnlyMemory<byte> body, CancellationToken stop) =>
        Send(HttpMethod.Put, path, body, stop);

    public Task<Answer> Post(string path, ReadOnlyMemory<byte> body, CancellationToken stop) =>
        Send(HttpMethod.Post, path, body, stop);

    public void Dispose() => http.Dispose();

    private async Task<Answer> Send(
        HttpMethod method, string path, ReadOnlyMemory<byte> body, CancellationToken stop)
    {
        var waiting = Stopwatch.StartNew();
        for (var attempt = 0; ; attempt++)
        {
            var (answer, pause, failure) = await Try(method, path, body, stop);
            if (pause is null && failure is null)
                return answer;
            stop.ThrowIfCancellationRequested();
            checkAlive?.Invoke();
            var wait = pause ?? TimeSpan.FromMilliseconds(Math.Min(2000, 100 << Math.Min(attempt, 5)));
            if (waiting.Elapsed + wait > Patience)
                throw new Problem($"{method} {path} failed for a minute: {failure ?? answer.Describe()}");
            await Task.Delay(wait, stop);
        }
    }

    private async Task<(Answer Answer, TimeSpan? Pause, string? Failure)> Try(
        HttpMethod method, string path, ReadOnlyMemory<byte> body, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(method, path.TrimStart('/'));
        if (!body.IsEmpty)
        {
            request.Content = new ReadOnlyMemoryContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }
        try
        {
            Requests++;
            using var response = await http.SendAsync(request, stop);
            var answer = new Answer(response.StatusCode, await response.Content.ReadAsByteArrayAsync(stop));
            return (answer, PauseAskedFor(response), null);
        }
        catch (Exception error) when (error is HttpRequestException or IOException
            || (error is OperationCanceledException && !stop.IsCancellationRequested))
        {
            return (default, null, error.Message);
        }
    }

    private static TimeSpan? PauseAskedFor(HttpResponseMessage response)
    {
        var asked = response.Headers.RetryAfter?.Delta;
        return response.StatusCode switch
        {
            HttpStatusCode.ServiceUnavailable => asked > TimeSpan.Zero ? asked : TimeSpan.FromMilliseconds(250),
            HttpStatusCode.Conflict or HttpStatusCode.TooManyRequests when asked is { } pause =>
                pause > TimeSpan.Zero ? pause : TimeSpan.FromMilliseconds(50),
            _ => null,
        };
    }
}
