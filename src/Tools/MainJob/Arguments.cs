using SocialCommerce.MainJob.Calls;

namespace SocialCommerce.MainJob;

/// <summary>What the command line asks for.</summary>
internal sealed record Arguments(
    string Orders, string? Referrals, DateTimeOffset? Until, string? Json, Uri? Url, bool Help, bool IsSample)
{
    public const string Usage = """
        Usage: scripts/main-job [--orders FILE] [--referrals FILE] [--until TIME] [--json FILE] [--url URL]

        Replays a shop's orders through the product over HTTP and accounts for every penny.

          --orders FILE     order lines, .csv or .csv.gz (default: the sample, three weeks of December 2010)
          --referrals FILE  CustomerID,ReferrerID (default: the sample's with the sample's orders, else none)
          --until TIME      stop before events at or after TIME, e.g. 2010-12-22T00:00:00Z
          --json FILE       write the report as JSON, too
          --url URL         a server that runs already (default: start the product with a database of its own)
          --help            show this

        With --url, SOCIALCOMMERCE_API_KEY names the shop to use; without it a shop is made for these inputs, with
        SOCIALCOMMERCE_PLATFORM_KEY or the platform key of .data/dev.json, and found again the next time.

        Exit code: 0 when the integrity check is ok, 1 when something failed, 2 when the command was called wrongly.
        """;

    private static readonly string[] Names = ["--orders", "--referrals", "--until", "--json", "--url"];

    public static Arguments Parse(IReadOnlyList<string> words)
    {
        if (words.Contains("--help") || words.Contains("-h"))
            return new Arguments("", null, null, null, null, Help: true, IsSample: false);

        var given = Split(words);
        var orders = given.GetValueOrDefault("--orders");
        var arguments = new Arguments(
            orders ?? SamplePath("online-retail.csv.gz"),
            given.GetValueOrDefault("--referrals") ?? (orders is null ? SamplePath("referrals.csv") : null),
            given.TryGetValue("--until", out var until) ? Time(until) : null,
            given.GetValueOrDefault("--json"),
            given.TryGetValue("--url", out var url) ? Address(url) : null,
            Help: false,
            IsSample: orders is null);
        RequireFiles(arguments);
        return arguments;
    }

    private static Dictionary<string, string> Split(IReadOnlyList<string> words)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var index = 0; index < words.Count; index++)
        {
            var parts = words[index].Split('=', 2);
            var name = parts[0];
            if (!Names.Contains(name))
                throw Problem.Misuse($"There is no argument {words[index]}; --help shows those that there are.");
            var value = parts.Length == 2 ? parts[1] : index + 1 < words.Count ? words[++index] : "";
            if (value.Length == 0 || (parts.Length == 1 && value.StartsWith("--", StringComparison.Ordinal)))
                throw Problem.Misuse($"{name} needs a value.");
            if (!given.TryAdd(name, value))
                throw Problem.Misuse($"{name} is given twice.");
        }
        return given;
    }

    private static DateTimeOffset Time(string text) => Tables.ParseTime(text)
        ?? throw Problem.Misuse($"--until needs a time like 2010-12-22T00:00:00Z, not {text}.");

    private static Uri Address(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? url
            : throw Problem.Misuse($"--url needs an address like http://127.0.0.1:8080, not {text}.");

    private static void RequireFiles(Arguments arguments)
    {
        if (!File.Exists(arguments.Orders))
            throw Problem.Misuse($"The orders file {arguments.Orders} does not exist.");
        if (arguments.Referrals is { } referrals && !File.Exists(referrals))
            throw Problem.Misuse($"The referrals file {referrals} does not exist.");
        if (arguments.Json is { } json && !Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(json))))
            throw Problem.Misuse($"The folder of {json} does not exist.");
    }

    private static string SamplePath(string name) => Path.Combine(AppContext.BaseDirectory, "Sample", name);
}
