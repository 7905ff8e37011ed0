using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace SocialCommerce.Bench;

/// <summary>The product as it runs in production: a process of its own, with a database that is given to it.</summary>
internal sealed class ApiProcess : IAsyncDisposable
{
    private const int SigTerm = 15;
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly ConcurrentQueue<string> _output = new();
    private readonly Process _process;

    private ApiProcess(string program, string connectionString)
    {
        Url = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo(Environment.ProcessPath!, [program])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(program),
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Production",
                ["ASPNETCORE_URLS"] = Url.AbsoluteUri.TrimEnd('/'),
                ["SOCIALCOMMERCE_DATABASE"] = connectionString,
                ["SOCIALCOMMERCE_PLATFORM_KEY"] = PlatformKey,
            },
        };
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
    }

    public Uri Url { get; }

    public string PlatformKey { get; } = RandomNumberGenerator.GetHexString(48, lowercase: true);

    /// <summary>Processor time that it has used so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Starts the release build of the clone and waits until it is ready.</summary>
    public static async Task<ApiProcess> Start(string connectionString, CancellationToken stop)
    {
        var api = new ApiProcess(Program(), connectionString);
        try
        {
            api._process.Start();
            api._process.BeginOutputReadLine();
            api._process.BeginErrorReadLine();
            await api.BecomeReady(stop);
            return api;
        }
        catch
        {
            await api.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (!_process.HasExited && Kill(_process.Id, SigTerm) != 0) _process.Kill();
            await _process.WaitForExitAsync();
        }
        catch (InvalidOperationException)
        {
            // It never started.
        }
        _process.Dispose();
    }

    private async Task BecomeReady(CancellationToken stop)
    {
        using var http = new HttpClient { BaseAddress = Url };
        for (var waiting = Stopwatch.StartNew(); waiting.Elapsed < StartLimit; await Task.Delay(50, stop))
        {
            if (_process.HasExited) break;
            try
            {
                using var answer = await http.GetAsync(new Uri("/health/ready", UriKind.Relative), stop);
                if (answer.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }
        }
        throw new Problem($"The API did not start: {string.Join(Environment.NewLine, _output)}");
    }

    private void Keep(string? line)
    {
        if (line is not null && _output.Count < 30) _output.Enqueue(line);
    }

    private static string Program()
    {
        var path = Path.Combine("src", "Api", "bin", "Release", "net10.0", "SocialCommerce.Api.dll");
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, path))) return Path.Combine(at.FullName, path);
        throw new Problem("The API's release build is missing: dotnet build -c Release src/Api");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int processId, int signal);
}
