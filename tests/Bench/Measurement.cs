using System.Diagnostics;
using System.Globalization;

namespace SocialCommerce.Bench;

/// <summary>
/// The measurements: each is swept for its best number of clients, then all are run in rounds, there and back, so that
/// whatever else the machine does meets them alike.
/// </summary>
internal sealed class Measurement
{
    private const double WarmUpSeconds = 6;
    private const double SweepSeconds = 1;
    private const int SweepPasses = 2;
    private const int FinalPasses = 5;
    private const int Finalists = 3;
    private const int WarmUpClients = 8;
    private const int LongRounds = 2;
    private static readonly int[] ClientCounts = [1, 2, 4, 8, 16, 32, 64];

    private readonly Stage _stage;
    private readonly Arguments _arguments;
    private readonly RowCounts _counts;
    private readonly List<Series> _series;
    private readonly List<Comparison> _comparisons;
    private readonly List<Duration> _durations;

    public Measurement(Stage stage, Arguments arguments)
    {
        (_stage, _arguments, _counts) = (stage, arguments, new RowCounts(stage.Owner));
        var (even, star) = (stage.Even, stage.Star);
        var reads = Members("privileges, API", "200", random => Customer(random, "GET", "members", "privileges"));
        var joins = Script("privileges, pgbench full join", "privileges.pgbench");
        var orders = Orders("order paid, API", even, "API, even");
        var function = Function("order paid, pgbench function", even, "function, even");
        var starOrders = Orders("order paid, API, star", star, "API, star", orders);
        var starFunction = Function("order paid, pgbench function, star", star, "function, star", function);
        List<Comparison> comparisons =
        [
            new Comparison("privileges: API / full join", reads, joins, 0.7),
            new Comparison("home: API / one statement",
                Members("home, API", "200", random => Customer(random, "GET", "customers", "home")),
                Script("home, pgbench one statement", "home.pgbench"), 0.5),
            new Comparison("quote: API / function",
                Members("quote, API", "201", random => new QuoteRequests(even, random)),
                Script("quote, pgbench function", "quote.pgbench"), 0.4),
            new Comparison("coupon race: API / function",
                Members("coupon claimed, API", "201", random => Customer(
                    random, "POST", "customers", "coupons", $$"""{"templateIds":["{{BenchShop.Coupon}}"]}""")),
                Script("coupon claimed, pgbench function", "claim.pgbench"), 0.6),
            new Comparison("order paid: API / function", orders, function, 0.6),
            new Comparison("order paid, API: star / even", starOrders, orders, 0.85),
            new Comparison("order paid, function: star / even", starFunction, function),
            Settlements(),
        ];
        _comparisons = comparisons.FindAll(one => IsAsked(one.Name));
        _durations = new List<Duration> { Dividends(), Expiry() }.FindAll(one => IsAsked(one.Name));
        _series =
        [
            .. _comparisons.SelectMany(one => new[] { one.Measured, one.Beside })
                .Concat(_durations.Select(one => one.Measured)).Distinct(),
        ];
        if (_series.Count == 0) throw new Problem($"Nothing measured begins with '{arguments.Only}'.");
    }

    public async Task<Report> Run(CancellationToken stop)
    {
        await WarmUp(stop);
        foreach (var series in _series.Where(series => series is { ClientsOf: null, Once: false }))
            await Sweep(series, stop);
        for (var round = 0; round < _arguments.Rounds; round++)
        {
            Tell($"Round {round + 1} of {_arguments.Rounds} ...");
            await _stage.Analyze(stop);
            foreach (var series in round % 2 == 0 ? _series : Enumerable.Reverse(_series))
            {
                if (series.Once && round >= LongRounds) continue;
                await series.Load.Prepare(stop);
                series.Rounds.Add(await Once(series, series.Clients, _arguments.Seconds, stop));
                await series.Load.Finish(stop);
            }
        }
        if (_counts.Differences.ToList() is { Count: > 0 } differences)
            throw new Problem(string.Join(Environment.NewLine,
                $"API and function do not write the same rows: {string.Join(", ", differences)}.",
                Report.RowTable(_counts)));
        var machine = await Machine.Describe(_stage, stop);
        return new Report(machine, _arguments, _series, _comparisons, _durations, _counts);
    }

    /// <summary>
    /// A shop in use: its tables are not empty, the statistics are of these tables, the code is compiled.
    /// </summary>
    private async Task WarmUp(CancellationToken stop)
    {
        Tell("Warming up ...");
        var series = _series.FindAll(one => !one.Once);
        foreach (var one in series) await Once(one, WarmUpClients, WarmUpSeconds, stop);
        await _stage.Analyze(stop);
        foreach (var one in series) await Once(one, WarmUpClients, 1, stop);
    }

    private async Task Sweep(Series series, CancellationToken stop)
    {
        Tell($"Looking for the best number of clients: {series.Name} ...");
        await Sweep(series, ClientCounts, SweepPasses, stop);
        // A second is short for a machine's moods: who comes near the best is heard again before one is chosen.
        await Sweep(series, series.Best(Finalists), FinalPasses, stop);
        Tell($"  {string.Join(", ", series.Sweep.Select(point => $"{point.Key}: {point.Value:0}/s"))}");
    }

    private async Task Sweep(Series series, int[] counts, int passes, CancellationToken stop)
    {
        for (var pass = 0; pass < passes; pass++)
        {
            foreach (var clients in pass % 2 == 0 ? counts : counts.Reverse())
                series.Note(clients, await Once(series, clients, SweepSeconds, stop));
        }
    }

    private Task<Outcome> Once(Series series, int clients, double seconds, CancellationToken stop) =>
        series.Writer is { } writer
            ? _counts.Count(writer, series.Shop, () => Timed(series.Load, clients, seconds, stop), stop)
            : Timed(series.Load, clients, seconds, stop);

    private async Task<Outcome> Timed(ILoad load, int clients, double seconds, CancellationToken stop)
    {
        var clock = Stopwatch.StartNew();
        var before = Times();
        var outcome = await load.Run(clients, seconds, stop);
        var after = Times();
        var (api, postgres) = (after.Api - before.Api, after.Postgres - before.Postgres);
        var client = after.Load - before.Load;
        var others = after.Machine - before.Machine - api - postgres - client;
        return outcome with
        {
            ApiSeconds = api,
            PostgresSeconds = postgres,
            LoadSeconds = client,
            ForeignShare = Math.Max(0, others) / clock.Elapsed.TotalSeconds / Environment.ProcessorCount,
        };
    }

    private (double Api, double Postgres, double Load, double Machine) Times() => (
        _stage.Api.ProcessorTime.TotalSeconds, ProcessTimes.OfTree(_stage.Postmaster),
        ProcessTimes.OfSelf() + ProcessTimes.OfEndedChildren(), ProcessTimes.OfMachine());

    private Series Members(string name, string expected, Func<Random, IRequests> requests) =>
        new(name, _stage.Even, new HttpLoad(_stage.Api.Url, expected, requests));

    private Series Script(string name, string script) =>
        new(name, _stage.Even, _stage.PgBench.Load(script, () => Variables(_stage.Even, 1)));

    private CustomerRequests Customer(
        Random random, string method, string list, string part, string? body = null) =>
        new(_stage.Even, random, $"{method} /v1/{list}/c{CustomerRequests.Mark}/{part}", body);

    private Series Orders(string name, BenchShop shop, string writer, Series? clientsOf = null) => new(
        name, shop, new HttpLoad(_stage.Api.Url, "201", random => new OrderRequests(shop, random)), writer,
        clientsOf);

    private Series Function(string name, BenchShop shop, string writer, Series? clientsOf = null) => new(
        name, shop, _stage.PgBench.Load("order.pgbench", () => Variables(shop, BenchShop.Ancestors + 1)), writer,
        clientsOf);

    private Comparison Settlements()
    {
        var shops = new SettlementShops(_stage, _arguments.Entries, TimeProvider.System.GetUtcNow());
        return new Comparison("settlement: API / set-based SQL",
            new Series("entries settled, API", _stage.Even, shops.Api, Once: true),
            new Series("entries settled, set-based SQL", _stage.Even, shops.Sql, Once: true), 0.8);
    }

    private Duration Dividends()
    {
        var holders = new Series("dividend's holders, API", _stage.Even, new DividendShops(_stage), Once: true);
        return new Duration($"dividend over {DividendShops.Holders} holders", holders, 10);
    }

    private Duration Expiry()
    {
        var shops = new ExpiryShops(_stage, _arguments.Entries);
        var lots = new Series("lots expired, API", _stage.Even, shops, Once: true);
        return new Duration($"expiry of {_arguments.Entries} lots of points", lots, 60);
    }

    private bool IsAsked(string name) => name.StartsWith(_arguments.Only, StringComparison.Ordinal);

    private static Dictionary<string, string> Variables(BenchShop shop, int first) => new()
    {
        ["shop"] = shop.Key.ToString(CultureInfo.InvariantCulture),
        ["first"] = (BenchShop.FirstId + first).ToString(CultureInfo.InvariantCulture),
        ["last"] = (BenchShop.FirstId + shop.Customers).ToString(CultureInfo.InvariantCulture),
    };

    private static void Tell(string what) => Console.Error.WriteLine(what);
}
