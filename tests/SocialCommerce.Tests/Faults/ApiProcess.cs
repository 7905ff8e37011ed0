using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SocialCommerce.Tests.Faults;

/// <summary>The API as a process of its own, as scripts/run starts it, so that it can be killed.</summary>
internal sealed class ApiProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };

    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();
    private readonly Process _process;

    private ApiProcess(Uri url, ProcessStartInfo start)
    {
        Url = url;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(_errors, line.Data);
    }

    /// <summary>Where it listens.</summary>
    public Uri Url { get; }

    /// <summary>What it wrote to its standard output.</summary>
    public string Output => Read(_output);

    /// <summary>What it wrote to its standard error.</summary>
    public string Errors => Read(_errors);

    /// <summary>An address that nobody listens at.</summary>
    public static Uri FreeUrl()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
    }

    /// <summary>Starts the process, with these settings and none of ours.</summary>
    public static ApiProcess Start(Uri url, string environment, params (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "SocialCommerce.Api.dll")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var name in start.Environment.Keys.Where(IsOurs).ToList()) start.Environment.Remove(name);
        start.Environment["ASPNETCORE_ENVIRONMENT"] = environment;
        start.Environment["ASPNETCORE_URLS"] = url.AbsoluteUri.TrimEnd('/');
        foreach (var (name, value) in settings) start.Environment[name] = value;
        var api = new ApiProcess(url, start);
        api._process.Start();
        api._process.BeginOutputReadLine();
        api._process.BeginErrorReadLine();
        return api;
    }

    /// <summary>Waits until it can serve.</summary>
    public async Task<ApiProcess> Ready()
    {
        for (var waiting = Stopwatch.StartNew(); waiting.Elapsed < Patience; await Task.Delay(50))
        {
            if (_process.HasExited) throw new InvalidOperationException($"The API ended: {Output}{Errors}");
            try
            {
                using var answer = await Http.GetAsync(new Uri(Url, "/health/ready"));
                if (answer.IsSuccessStatusCode) return this;
            }
            catch (Exception error) when (error is HttpRequestException or OperationCanceledException)
            {
                // It does not listen yet.
            }
        }
        throw new TimeoutException($"The API was not ready after {Patience}: {Output}{Errors}");
    }

    /// <summary>Waits until it has written this.</summary>
    public async Task Said(string words)
    {
        for (var waiting = Stopwatch.StartNew(); waiting.Elapsed < Patience; await Task.Delay(50))
            if (Output.Contains(words, StringComparison.Ordinal)) return;
        throw new TimeoutException($"The API did not say '{words}' in {Patience}: {Output}{Errors}");
    }

    /// <summary><c>kill -9</c>.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary><c>kill -TERM</c>; its exit code.</summary>
    public async Task<int> Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        return await End();
    }

    /// <summary>Waits until it has ended by itself; its exit code.</summary>
    public async Task<int> End()
    {
        using var late = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(late.Token);
        return _process.ExitCode;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await Kill();
        _process.Dispose();
    }

    private static bool IsOurs(string name) =>
        new[] { "SOCIALCOMMERCE_", "ASPNETCORE_", "DOTNET_ENVIRONMENT" }.Any(prefix =>
            name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) && name != "SOCIALCOMMERCE_PG_BIN");

    private static void Keep(StringBuilder kept, string? line)
    {
        lock (kept) kept.AppendLine(line);
    }

    private static string Read(StringBuilder kept)
    {
        lock (kept) return kept.ToString().Trim();
    }
}
