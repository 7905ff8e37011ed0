using System.Globalization;

namespace SocialCommerce.Bench;

/// <summary>What the command line asks for.</summary>
internal sealed record Arguments(
    string? Json, int Rounds, double Seconds, int Customers, int Entries, string Only, bool Help)
{
    public const string Usage = """
        Usage: scripts/bench [--json FILE] [--rounds N] [--seconds S] [--customers N]
                            [--entries N] [--only TEXT]

        Measures the privileges read, the home screen, the quote, claims of one coupon, the paid order
        and the settlement run through the API beside PostgreSQL doing the same work by itself on the same database: one
        of its own, durable as in production, made and deleted by this run. A dividend and the expiry of points are
        measured by the time that they take.

          --json FILE    write the results as JSON, too
          --rounds N     interleaved rounds (default: 9)
          --seconds S    length of one measurement (default: 3)
          --customers N  people in each of the two shops (default: 20000)
          --entries N    matured entries that a settlement run settles, lots that expire (default: 1000000)
          --only TEXT    only what has a name that begins so
          --help         show this

        A goal that is missed is said, and is no failure; a difference in what was written is one.
        """;

    private const int MinCustomers = 100;

    public static Arguments Parse(IReadOnlyList<string> words)
    {
        var result = new Arguments(null, 9, 3, 20_000, 1_000_000, "", Help: false);
        for (var i = 0; i < words.Count; i++)
        {
            var parts = words[i].Split('=', 2);
            if (parts[0] is "--help" or "-h") return result with { Help = true };
            var value = parts.Length == 2 ? parts[1] : i + 1 < words.Count ? words[++i] : "";
            result = parts[0] switch
            {
                "--json" when value.Length > 0 => result with { Json = value },
                "--rounds" => result with { Rounds = (int)Number(parts[0], value, 1) },
                "--seconds" => result with { Seconds = Number(parts[0], value, 0.2) },
                "--customers" => result with { Customers = (int)Number(parts[0], value, MinCustomers) },
                "--entries" => result with { Entries = (int)Number(parts[0], value, 2) },
                "--only" when value.Length > 0 => result with { Only = value },
                "--json" or "--only" => throw new Problem($"{parts[0]} needs a value."),
                _ => throw new Problem($"There is no argument {parts[0]}; --help shows those that there are."),
            };
        }
        return result;
    }

    private static double Number(string name, string text, double least) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= 10_000_000
            ? number
            : throw new Problem($"{name} needs a number from {least.ToString(CultureInfo.InvariantCulture)} on.");
}

/// <summary>Why nothing can be measured, in a sentence.</summary>
internal sealed class Problem(string message) : Exception(message);
