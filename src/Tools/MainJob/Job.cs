using System.Diagnostics;
using System.Security.Cryptography;
using SocialCommerce.Launch;
using SocialCommerce.MainJob.Calls;
using SocialCommerce.MainJob.Events;

namespace SocialCommerce.MainJob;

/// <summary>The main job: read the files, find the product and its shop, replay, report what it says.</summary>
internal static class Job
{
    private static readonly string OwnPlatformKey = RandomNumberGenerator.GetHexString(48, lowercase: true);

    public static async Task<int> Run(Arguments arguments, CancellationToken stop)
    {
        Say(arguments.IsSample
            ? "Reading the sample: three weeks of a real shop's orders, with made-up referrals."
            : $"Reading {arguments.Orders}.");
        var reading = Invoices.Read(Tables.Orders(arguments.Orders), arguments.Until);
        var referrers = arguments.Referrals is { } file ? Tables.Referrers(file) : new Dictionary<string, string>();
        if (arguments.Referrals is null)
            Say("No --referrals: nobody has a referrer.");

        await using var server = arguments.Url is null ? await StartProduct(stop) : null;
        using var api = await OpenShop(arguments, server, stop);
        var report = await Replay(api, reading, referrers, stop);
        report.Print(Console.Out);
        if (arguments.Json is { } path)
        {
            await using var json = File.Create(path);
            report.WriteJson(json);
        }
        return report.Books.IntegrityOk ? 0 : Problem.Failed;
    }

    private static async Task<ApiProcess> StartProduct(CancellationToken stop)
    {
        Say("Starting the product with a database of its own.");
        var api = ApiProcess.Start(
            Clone.ApiProgram(), ApiProcess.FreeUrl(), "Development",
            // Runs beside each other get directories of their own; one that was killed leaves its to the next.
            ("SOCIALCOMMERCE_STATE", "main-job"),
            ("SOCIALCOMMERCE_PLATFORM_KEY", OwnPlatformKey),
            // Its log is only read when it fails, and then a line for each request hides the reason.
            ("Logging__LogLevel__Microsoft.AspNetCore", "Warning"));
        return await api.Ready(stop);
    }

    private static async Task<Api> OpenShop(Arguments arguments, ApiProcess? server, CancellationToken stop)
    {
        var api = server is not null
            ? await OpenFreshShop(server, stop)
            : await OpenShopAt(arguments.Url!, arguments, stop);
        try
        {
            await ShopSetup.Prepare(api, stop);
            return api;
        }
        catch
        {
            api.Dispose();
            throw;
        }
    }

    private static async Task<Api> OpenFreshShop(ApiProcess server, CancellationToken stop)
    {
        var key = await MakeShop(server.Url, OwnPlatformKey, "", server.CheckAlive, stop);
        return new Api(server.Url, key, server.CheckAlive);
    }

    private static async Task<Api> OpenShopAt(Uri url, Arguments arguments, CancellationToken stop)
    {
        if (Environment.GetEnvironmentVariable("SOCIALCOMMERCE_API_KEY") is { Length: > 0 } given)
            return await Opened(url, given, stop)
                ?? throw Problem.Misuse("SOCIALCOMMERCE_API_KEY opens no shop on that server.");

        var inputs = ShopMemory.Fingerprint(arguments);
        var memory = new ShopMemory(Path.Combine(Clone.Data, "main-job.json"));
        if (memory.Find(url, inputs) is { } known && await Opened(url, known, stop) is { } replayed)
        {
            Say("This server has a shop for these inputs: replaying into that one.");
            return replayed;
        }
        var key = await MakeShop(url, PlatformKey.Find(), " " + inputs[..8], null, stop);
        memory.Remember(url, inputs, key);
        return new Api(url, key);
    }

    private static async Task<Api?> Opened(Uri url, string key, CancellationToken stop)
    {
        var api = new Api(url, key);
        if (await ShopSetup.Exists(api, stop))
            return api;
        api.Dispose();
        return null;
    }

    private static async Task<string> MakeShop(
        Uri url, string platformKey, string suffix, Action? checkAlive, CancellationToken stop)
    {
        using var platform = new Api(url, platformKey, checkAlive);
        return await ShopSetup.Make(platform, "Main job" + suffix, stop);
    }

    private static async Task<Report> Replay(
        Api api, Reading reading, IReadOnlyDictionary<string, string> referrers, CancellationToken stop)
    {
        var watch = Stopwatch.StartNew();
        using var replay = new Replay(api, referrers);
        var progress = new Progress(Console.Error, !Console.IsErrorRedirected, reading.Events.Count);
        await replay.Run(reading.Events, progress, stop);
        Say("Reading the books back.");
        var books = await Books.Read(api, stop);
        return new Report(
            books,
            reading.Skipped,
            replay.UnmatchedUnits,
            replay.ImpossibleReferrals,
            watch.Elapsed.TotalSeconds,
            api.Requests);
    }

    private static void Say(string sentence) => Console.Error.WriteLine(sentence);
}
