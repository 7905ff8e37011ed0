using System.Globalization;
using System.Text;
using System.Text.Json;

namespace SocialCommerce.Bench;

/// <summary>What came out, for reading and for keeping.</summary>
internal sealed class Report(
    Machine machine, Arguments arguments, IReadOnlyList<Series> series, IReadOnlyList<Comparison> comparisons,
    IReadOnlyList<Duration> durations, RowCounts counts)
{
    /// <summary>What others may use of the machine before the rates are doubtful.</summary>
    private const double Quiet = 0.1;

    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>The tables as text.</summary>
    public string Text()
    {
        var text = new StringBuilder();
        Line(text, $"{machine.Cores} cores, {machine.Processor}; {machine.System}");
        Line(text, $"PostgreSQL {machine.PostgreSql}, {machine.DotNet}; load {machine.Load}");
        Line(text, $"two shops of {machine.CustomersPerShop}; {arguments.Rounds} rounds of {arguments.Seconds} s");
        Line(text, $"");
        Line(
            text,
            $"| measured | clients | per second: median (min..max) | CPU µs: API + PostgreSQL + load | others |");
        Line(text, $"|---|---|---|---|---|");
        foreach (var one in series) Line(text, Row(one));
        Line(text, $"");
        Line(text, $"| ratio | of the medians (per round) | of CPU | goal | |");
        Line(text, $"|---|---|---|---|---|");
        foreach (var one in comparisons) Line(text, Row(one));
        Line(text, $"");
        if (durations.Count > 0) Line(text, $"""
            | one run | seconds: median (min..max) | goal | |
            |---|---|---|---|
            {string.Join(Environment.NewLine, durations.Select(Row))}

            """);
        if (series.Max(one => one.Of(outcome => outcome.ForeignShare)) is > Quiet and var busy)
            Line(text, $"""
                Others used up to {busy:0 %} of the machine: requests per second say little, CPU says more.

                """);
        return text.Append(RowTable(counts)).ToString();
    }

    /// <summary>The same as JSON.</summary>
    public string Json() => JsonSerializer.Serialize(new
    {
        machine,
        arguments.Rounds,
        arguments.Seconds,
        measured = series.Select(one => new
        {
            one.Name,
            one.Clients,
            requestsPerSecond = Round(one.Rate),
            rounds = one.Rounds.Select(outcome => Round(outcome.Rate)),
            sweep = one.Sweep.ToDictionary(point => point.Key, point => Round(point.Value)),
            processorMicros = new
            {
                api = Round(one.Of(o => o.Micros(o.ApiSeconds))),
                postgreSql = Round(one.Of(o => o.Micros(o.PostgresSeconds))),
                load = Round(one.Of(o => o.Micros(o.LoadSeconds))),
            },
            foreignShare = Round(one.Of(o => o.ForeignShare)),
        }),
        ratios = comparisons.Select(one => new
        {
            one.Name,
            ratio = Round(one.Ratio),
            rounds = one.PerRound.Select(Round),
            processorRatio = Round(one.ProcessorRatio),
            one.Goal,
            met = one.IsMet,
        }),
        durations = durations.Select(one => new
        {
            one.Name,
            seconds = Round(one.Seconds),
            rounds = one.Measured.Rounds.Select(outcome => Round(outcome.Seconds)),
            one.Goal,
            met = one.IsMet,
        }),
        rowsPerOrder = counts.Tables.ToDictionary(
            table => table,
            table => counts.Writers.ToDictionary(writer => writer, writer => Round(counts.PerOrder(writer, table)))),
    }, Indented);

    /// <summary>Rows for one order, by table and by who wrote them.</summary>
    public static string RowTable(RowCounts counts)
    {
        var text = new StringBuilder();
        var writers = counts.Writers.ToList();
        Line(text, $"| rows for one order | {string.Join(" | ", writers)} |");
        Line(text, $"|---|{string.Concat(writers.Select(_ => "---|"))}");
        Line(text, $"| orders made | {string.Join(" | ", writers.Select(counts.Orders))} |");
        foreach (var table in counts.Tables)
        {
            var rows = writers.Select(w => counts.PerOrder(w, table).ToString("0.###", CultureInfo.InvariantCulture));
            Line(text, $"| {table} | {string.Join(" | ", rows)} |");
        }
        return text.ToString();
    }

    private static string Row(Series one)
    {
        var rates = one.Rounds.Select(outcome => outcome.Rate).Order().ToList();
        var (api, postgres) = (one.Of(o => o.Micros(o.ApiSeconds)), one.Of(o => o.Micros(o.PostgresSeconds)));
        var (load, others) = (one.Of(o => o.Micros(o.LoadSeconds)), one.Of(o => o.ForeignShare));
        return string.Create(CultureInfo.InvariantCulture,
            $"| {one.Name} | {one.Clients} | {one.Rate:0} ({rates[0]:0}..{rates[^1]:0}) ")
            + string.Create(CultureInfo.InvariantCulture, $"| {api:0} + {postgres:0} + {load:0} | {others:0 %} |");
    }

    private static string Row(Comparison one)
    {
        var (rounds, verdict) = (one.PerRound.Order().ToList(), one.IsMet is { } met ? met ? "met" : "MISSED" : "");
        return string.Create(CultureInfo.InvariantCulture,
            $"| {one.Name} | {one.Ratio:0.00} ({rounds[0]:0.00}..{rounds[^1]:0.00}) ")
            + string.Create(
                CultureInfo.InvariantCulture, $"| {one.ProcessorRatio:0.00} | {one.Goal:0.00} | {verdict} |");
    }

    private static string Row(Duration one)
    {
        var seconds = one.Measured.Rounds.Select(outcome => outcome.Seconds).Order().ToList();
        return string.Create(CultureInfo.InvariantCulture,
            $"| {one.Name} | {one.Seconds:0.0} ({seconds[0]:0.0}..{seconds[^1]:0.0}) ")
            + string.Create(CultureInfo.InvariantCulture,
                $"| < {one.Goal:0} s | {(one.IsMet ? "met" : "MISSED")} |");
    }

    private static double Round(double number) => Math.Round(number, number < 10 ? 3 : 0);

    private static void Line(StringBuilder text, FormattableString line) =>
        text.AppendLine(line.ToString(CultureInfo.InvariantCulture));

    private static void Line(StringBuilder text, string line) => text.AppendLine(line);
}
