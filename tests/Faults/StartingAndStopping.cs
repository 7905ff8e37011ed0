using System.Diagnostics;
using System.Security.Cryptography;
using Shouldly;
using SocialCommerce.Launch;
using Xunit;

namespace SocialCommerce.FaultTests;

/// <summary>The API and the scripts as processes: how they begin and end, and that nothing outlives them.</summary>
public sealed class StartingAndStopping : IAsyncLifetime
{
    private const string PlatformKey = "platform-key-of-the-faults";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private readonly string _state = "test-" + RandomNumberGenerator.GetHexString(12, lowercase: true);
    private ApiProcess? _api;
    private string? _home;

    private static string DevelopmentShop => Path.Combine(Clone.Data, "dev.json");

    /// <inheritdoc/>
    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_api is not null) await _api.DisposeAsync();
        await Gone();
        if (_home is not null)
            foreach (var folder in Directory.GetDirectories(_home, $"{_state}-*")) Directory.Delete(folder, true);
    }

    [Fact]
    public async Task It_serves_on_a_PostgreSQL_of_its_own_and_takes_it_along_when_it_is_told_to_stop()
    {
        var before = File.Exists(DevelopmentShop) ? await File.ReadAllTextAsync(DevelopmentShop, Cancel) : null;
        var api = await StartOnItsOwn();

        (await new Client(api.Url, KeyIn(api.Output)).Get("/v1/shop")).Must(200).Text("currency").ShouldBe("GBP");
        (File.Exists(DevelopmentShop) ? await File.ReadAllTextAsync(DevelopmentShop, Cancel) : null).ShouldBe(before);
        ServersOfThisTest().ShouldNotBeEmpty();
        var data = ServersOfThisTest()[0].Data;
        (await api.Terminate()).ShouldBe(0);
        ServersOfThisTest().ShouldBeEmpty();
        Directory.Exists(data).ShouldBeFalse("it was a temporary one");
    }

    [Fact]
    public async Task It_is_ready_when_the_sandbox_shop_can_be_used()
    {
        _api = Launch("Development", ("SOCIALCOMMERCE_STATE", _state),
            ("SOCIALCOMMERCE_PLATFORM_KEY", PlatformKey));

        await _api.Ready(Cancel);

        (await new Client(_api.Url, PlatformKey).Get("/v1/shops/shp_0000000000001/api-keys")).Must(200)
            .Json.GetProperty("data")[0].GetProperty("name").GetString().ShouldBe("development");
        await _api.Terminate();
    }

    [Fact]
    public async Task Killed_outright_it_leaves_no_PostgreSQL_behind()
    {
        var api = await StartOnItsOwn();
        ServersOfThisTest().ShouldNotBeEmpty();

        await api.Kill();

        await Gone();
    }

    [Fact]
    public async Task Without_a_database_outside_development_it_says_so_in_one_sentence()
    {
        _api = Launch("Production");

        (await _api.End()).ShouldBe(1);
        _api.Errors.ShouldStartWith("Set SOCIALCOMMERCE_DATABASE to a PostgreSQL connection string");
        _api.Errors.ShouldNotContain("\n");
        _api.Errors.ShouldNotContain(" at ");
    }

    [Fact]
    public async Task With_a_database_that_does_not_answer_it_says_so_in_one_sentence()
    {
        _api = Launch("Production", ("SOCIALCOMMERCE_DATABASE", "Host=127.0.0.1;Port=1;Username=nobody"));

        (await _api.End()).ShouldBe(1);
        _api.Errors.ShouldStartWith("The database cannot be used: ");
        _api.Errors.ShouldNotContain("\n");
    }

    [Fact]
    public async Task On_an_address_that_is_taken_it_says_so_and_takes_its_PostgreSQL_along()
    {
        var first = await StartOnItsOwn();
        await using var second = LaunchAt(first.Url, "Development", ("SOCIALCOMMERCE_STATE", _state));

        (await second.End()).ShouldBe(1);
        second.Errors.ShouldContain("address already in use");
        second.Errors.ShouldNotContain("\n");
        ServersOfThisTest().Select(server => server.Data).Distinct().Count().ShouldBe(1);
    }

    [Theory]
    [InlineData("run", "--help", 0, "Usage: scripts/run")]
    [InlineData("run", "--nonsense", 2, "unknown option --nonsense")]
    [InlineData("run", "--port=0", 2, "--port needs a number")]
    [InlineData("test", "--help", 0, "Usage: scripts/test")]
    [InlineData("test", "--nonsense", 2, "unknown option --nonsense")]
    public async Task A_script_says_what_it_takes(string script, string option, int code, string words) =>
        await Says(code, words, "bash", Path.Combine(Clone.Root, "scripts", script), option);

    /// <summary>The script builds the program first, which tests had rather not: this is what it runs.</summary>
    [Theory]
    [InlineData("--help", 0, "Usage: scripts/main-job")]
    [InlineData("--nonsense", 2, "There is no argument --nonsense")]
    [InlineData("--orders=nowhere.csv", 2, "does not exist")]
    public async Task The_main_job_says_what_it_takes(string option, int code, string words) =>
        await Says(code, words, "dotnet", Path.Combine(AppContext.BaseDirectory, "SocialCommerce.MainJob.dll"), option);

    private async Task<ApiProcess> StartOnItsOwn()
    {
        _api = Launch("Development", ("SOCIALCOMMERCE_STATE", _state),
            ("SOCIALCOMMERCE_PLATFORM_KEY", PlatformKey));
        await _api.Ready(Cancel);
        await Said(_api, "API key");
        _home = Path.GetDirectoryName(Path.GetDirectoryName(ServersOfThisTest()[0].Data));
        return _api;
    }

    private static ApiProcess Launch(string environment, params (string Name, string Value)[] settings) =>
        LaunchAt(ApiProcess.FreeUrl(), environment, settings);

    private static ApiProcess LaunchAt(Uri url, string environment, params (string Name, string Value)[] settings) =>
        ApiProcess.Start(KillableProduct.Program, url, environment, settings);

    private static async Task Said(ApiProcess api, string words)
    {
        for (var waiting = Stopwatch.StartNew(); !api.Output.Contains(words); await Task.Delay(50))
            waiting.Elapsed.ShouldBeLessThan(Patience, $"It did not say '{words}'.");
    }

    private static string KeyIn(string output) =>
        output.Split('\n').First(line => line.Contains("API key", StringComparison.Ordinal)).Split(' ')[^1].Trim();

    private static async Task Says(int code, string words, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(code, await output + await errors);
        (code == 0 ? await output : await errors).ShouldContain(words);
        (await errors).ShouldNotContain("   at ");
    }

    private async Task Gone()
    {
        for (var waiting = Stopwatch.StartNew(); ServersOfThisTest().Count > 0; await Task.Delay(50))
            waiting.Elapsed.ShouldBeLessThan(Patience, "PostgreSQL is still there");
    }

    /// <summary>The processes of this test's PostgreSQL: they work in its data directory.</summary>
    private List<(string Process, string Data)> ServersOfThisTest() =>
        [.. Directory.EnumerateDirectories("/proc")
            .Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0]))
            .Select(folder => (folder, WorkingDirectory(folder)))
            .Where(process => process.Item2.Contains($"/{_state}-", StringComparison.Ordinal))];

    private static string WorkingDirectory(string process)
    {
        try
        {
            return File.ResolveLinkTarget(Path.Combine(process, "cwd"), returnFinalTarget: false)?.FullName ?? "";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It ended in between, or is somebody else's.
            return "";
        }
    }
}
