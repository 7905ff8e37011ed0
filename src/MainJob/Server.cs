using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace SocialCommerce.MainJob;

/// <summary>The product, started for this run with a database of its own, and ended with it.</summary>
internal sealed class Server : IAsyncDisposable
{
    private const int LinesKept = 30;
    private const int SigTerm = 15;
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(20);

    private readonly ConcurrentQueue<string> output = new();
    private readonly Process process;

    private Server(string program)
    {
        Url = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo(DotnetHost(), [program])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(program),
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Development",
                ["ASPNETCORE_URLS"] = Url.AbsoluteUri.TrimEnd('/'),
                // Runs beside each other get directories of their own; one that was killed leaves its to the next.
                ["SOCIALCOMMERCE_STATE"] = "main-job",
                ["SOCIALCOMMERCE_PLATFORM_KEY"] = PlatformKey,
                // Its log is only read when it fails, and then a line for each request hides the reason.
                ["Logging__LogLevel__Microsoft.AspNetCore"] = "Warning",
            },
        };
        process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
    }

    public Uri Url { get; }

    public string PlatformKey { get; } = RandomNumberGenerator.GetHexString(48, lowercase: true);

    /// <summary>Starts the product and waits until it is ready; shows what it said if it never is.</summary>
    public static async Task<Server> Start(string program, CancellationToken stop)
    {
        var server = new Server(program);
        try
        {
            server.process.Start();
            server.process.BeginOutputReadLine();
            server.process.BeginErrorReadLine();
            await server.BecomeReady(stop);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Gives up when the product has ended by itself.</summary>
    public void CheckAlive()
    {
        if (process.HasExited)
            throw new Problem($"The product ended by itself with code {process.ExitCode}.{WhatItSaid()}");
    }

    public async ValueTask DisposeAsync()
    {
        if (IsRunning())
        {
            if (OperatingSystem.IsWindows() || Kill(process.Id, SigTerm) != 0)
                process.Kill(entireProcessTree: true);
            using var limit = new CancellationTokenSource(EndLimit);
            try
            {
                await process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
            }
        }
        process.Dispose();
    }

    private async Task BecomeReady(CancellationToken stop)
    {
        using var http = new HttpClient { BaseAddress = Url, Timeout = TimeSpan.FromSeconds(5) };
        for (var waiting = Stopwatch.StartNew(); waiting.Elapsed < StartLimit; await Task.Delay(100, stop))
        {
            CheckAlive();
            try
            {
                using var answer = await http.GetAsync("health/ready", stop);
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (Exception error) when (error is HttpRequestException
                || (error is OperationCanceledException && !stop.IsCancellationRequested))
            {
                // It does not listen yet.
            }
        }
        throw new Problem($"The product was not ready after {StartLimit.TotalSeconds} seconds.{WhatItSaid()}");
    }

    private bool IsRunning()
    {
        try
        {
            return !process.HasExited;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private void Keep(string? line)
    {
        if (line is null)
            return;
        output.Enqueue(line);
        while (output.Count > LinesKept)
            output.TryDequeue(out _);
    }

    private string WhatItSaid() =>
        output.IsEmpty ? "" : $" It said:{Environment.NewLine}{string.Join(Environment.NewLine, output)}";

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string DotnetHost() =>
        Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } named ? named
        : Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath!
        : "dotnet";

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int processId, int signal);
}
