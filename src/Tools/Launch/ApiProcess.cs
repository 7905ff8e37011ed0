using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace SocialCommerce.Launch;

/// <summary>The API as a process of its own, as <c>scripts/run</c> starts it.</summary>
public sealed class ApiProcess : IAsyncDisposable
{
    private const int LinesKept = 200;
    private const int SigTerm = 15;
    private const string Binaries = "SOCIALCOMMERCE_PG_BIN";
    private const string SecretsKey = "SOCIALCOMMERCE_SECRETS_KEY";

    // One for everything that this process starts, so that it is the same after a restart.
    private static readonly string OwnSecretsKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(20);
    private static readonly string[] Ours = ["SOCIALCOMMERCE_", "ASPNETCORE_", "DOTNET_ENVIRONMENT"];

    private readonly ConcurrentQueue<string> _output = new();
    private readonly ConcurrentQueue<string> _errors = new();
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

    /// <summary>The last of what it wrote to its standard output.</summary>
    public string Output => Text(_output);

    /// <summary>The last of what it wrote to its standard error.</summary>
    public string Errors => Text(_errors);

    /// <summary>Processor time that it has used so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>An address without a listener.</summary>
    public static Uri FreeUrl()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
    }

    /// <summary>
    /// Starts the process, with these settings and none of the product's from here, but for where PostgreSQL's programs
    /// are.
    /// </summary>
    /// <param name="program">The API's own dll.</param>
    /// <param name="url">Where it is to listen.</param>
    /// <param name="environment"><c>Development</c> or <c>Production</c>.</param>
    /// <param name="settings">Environment variables.</param>
    public static ApiProcess Start(
        string program, Uri url, string environment, params (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo(Host(), [program])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(program),
        };
        foreach (var name in start.Environment.Keys.Where(IsOurs).ToList()) start.Environment.Remove(name);
        start.Environment["ASPNETCORE_ENVIRONMENT"] = environment;
        start.Environment["ASPNETCORE_URLS"] = url.AbsoluteUri.TrimEnd('/');
        if (environment != "Development") start.Environment[SecretsKey] = OwnSecretsKey;
        foreach (var (name, value) in settings) start.Environment[name] = value;
        var api = new ApiProcess(url, start);
        api._process.Start();
        api._process.BeginOutputReadLine();
        api._process.BeginErrorReadLine();
        return api;
    }

    /// <summary>Waits until it can serve; ends it where it does not come to that.</summary>
    /// <exception cref="ApiFailed">It ended by itself, or took too long.</exception>
    public async Task<ApiProcess> Ready(CancellationToken stop = default)
    {
        try
        {
            using var http = new HttpClient { BaseAddress = Url, Timeout = TimeSpan.FromSeconds(5) };
            for (var waiting = Stopwatch.StartNew(); waiting.Elapsed < StartLimit; await Task.Delay(50, stop))
                if (await IsReady(http, stop)) return this;
            throw new ApiFailed($"The API was not ready after {StartLimit.TotalSeconds} seconds.{WhatItSaid()}");
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    /// <summary>Gives up when it has ended by itself.</summary>
    /// <exception cref="ApiFailed">It has.</exception>
    public void CheckAlive()
    {
        if (_process.HasExited)
            throw new ApiFailed($"The API ended by itself with code {_process.ExitCode}.{WhatItSaid()}");
    }

    /// <summary><c>kill -9</c>, if it still runs.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary><c>kill -TERM</c>; its exit code.</summary>
    public Task<int> Terminate()
    {
        if (OperatingSystem.IsWindows() || Kill(_process.Id, SigTerm) != 0) _process.Kill(entireProcessTree: true);
        return End();
    }

    /// <summary>Waits until it has ended by itself; its exit code.</summary>
    /// <exception cref="OperationCanceledException">It takes too long.</exception>
    public async Task<int> End()
    {
        using var late = new CancellationTokenSource(EndLimit);
        await _process.WaitForExitAsync(late.Token);
        return _process.ExitCode;
    }

    /// <summary>Ends it in an orderly way, or outright where that takes too long.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (!_process.HasExited) await Terminate();
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It was disposed of before.
        }
        _process.Dispose();
    }

    private async Task<bool> IsReady(HttpClient http, CancellationToken stop)
    {
        CheckAlive();
        try
        {
            using var answer = await http.GetAsync(new Uri("health/ready", UriKind.Relative), stop);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception error) when (error is HttpRequestException
            || (error is OperationCanceledException && !stop.IsCancellationRequested))
        {
            // It does not listen yet.
            return false;
        }
    }

    private string WhatItSaid() =>
        _output.IsEmpty && _errors.IsEmpty ? "" : string.Join(Environment.NewLine, " It said:", Output, Errors);

    private static bool IsOurs(string name) =>
        name != Binaries && Ours.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    private static void Keep(ConcurrentQueue<string> kept, string? line)
    {
        if (line is null) return;
        kept.Enqueue(line);
        while (kept.Count > LinesKept) kept.TryDequeue(out _);
    }

    private static string Text(ConcurrentQueue<string> kept) => string.Join(Environment.NewLine, kept).Trim();

    private static string Host() =>
        Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } named ? named
        : Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath!
        : "dotnet";

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int processId, int signal);
}
