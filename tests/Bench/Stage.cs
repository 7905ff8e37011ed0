using System.Globalization;
using System.Security.Cryptography;
using Npgsql;
using SocialCommerce.Launch;
using SocialCommerce.PrivatePostgres;

namespace SocialCommerce.Bench;

/// <summary>Everything that is measured, set up: PostgreSQL, the API, two shops and their people.</summary>
internal sealed class Stage : IAsyncDisposable
{
    /// <summary>The key with which shops are made.</summary>
    public static readonly string PlatformKey = RandomNumberGenerator.GetHexString(48, lowercase: true);

    private const string Name = "bench";

    // Durable, as in production; no checkpoint and no vacuum falls into one measurement and not into its neighbour.
    private static readonly Dictionary<string, string> Settings = new()
    {
        ["fsync"] = "on",
        ["synchronous_commit"] = "on",
        ["shared_buffers"] = "1GB",
        ["max_wal_size"] = "8GB",
        ["checkpoint_timeout"] = "30min",
        ["autovacuum"] = "off",
    };

    private static readonly string[] ShopScripts =
        ["people.sql", "settle_order.sql", "member_calls.sql", "matured.sql", "settle_period.sql", "expiring.sql"];

    private readonly PrivateServer _server;

    private Stage(PrivateServer server, NpgsqlDataSource owner) => (_server, Owner) = (server, owner);

    /// <summary>The way in for setting up and counting, past row-level security.</summary>
    public NpgsqlDataSource Owner { get; }

    /// <summary>The product.</summary>
    public required ApiProcess Api { get; init; }

    /// <summary>pgbench on the same database, in the role in which the product runs.</summary>
    public required PgBench PgBench { get; init; }

    /// <summary>Process id of PostgreSQL.</summary>
    public required int Postmaster { get; init; }

    /// <summary>The shop with a random tree.</summary>
    public required BenchShop Even { get; init; }

    /// <summary>The shop in which most buyers have one and the same referrer.</summary>
    public required BenchShop Star { get; init; }

    public static async Task<Stage> Open(int customers, CancellationToken stop)
    {
        Console.Error.WriteLine("Starting PostgreSQL and the API ...");
        var server = await PrivateServer.Start(
            new PrivateServerOptions { Name = Name, Temporary = true, Settings = Settings }, stop);
        try
        {
            await server.EnsureDatabase(Name, stop);
            var connection = server.ConnectionString(Name);
            var api = await ApiProcess.Start(
                Clone.ApiProgram(), ApiProcess.FreeUrl(), "Production",
                ("SOCIALCOMMERCE_DATABASE", connection), ("SOCIALCOMMERCE_PLATFORM_KEY", PlatformKey),
                // What follows orders and tiers in the background is not done while orders are measured.
                ("SOCIALCOMMERCE_TIER_NOTICE_PACE_MS", "86400000"), ("SOCIALCOMMERCE_JOINING_PACE_MS", "86400000"),
                ("SOCIALCOMMERCE_HONOURS_PACE_MS", "86400000"),
                ("SOCIALCOMMERCE_OVERDUE_PART_PACE_MS", "86400000"),
                // Lots that are due are looked for soon after they are there.
                ("SOCIALCOMMERCE_POINT_EXPIRY_PACE_MS", "1000")).Ready(stop);
            try
            {
                return await Furnish(server, connection, api, customers, stop);
            }
            catch
            {
                await api.DisposeAsync();
                throw;
            }
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Api.DisposeAsync();
        await Owner.DisposeAsync();
        await _server.DisposeAsync();
    }

    private static async Task<Stage> Furnish(
        PrivateServer server, string connection, ApiProcess api, int customers, CancellationToken stop)
    {
        var owner = NpgsqlDataSource.Create(connection);
        var pid = await Scalar<int>(owner, "select pg_backend_pid()", stop);
        Console.Error.WriteLine($"Making two shops of {customers} people ...");
        foreach (var script in ShopScripts)
        {
            await using var command = owner.CreateCommand(Resource.Text(script));
            await command.ExecuteNonQueryAsync(stop);
        }
        var even = await BenchShop.Make(api, owner, "even", customers, isStar: false, stop);
        var star = await BenchShop.Make(api, owner, "star", customers, isStar: true, stop);
        var stage = new Stage(server, owner)
        {
            Api = api,
            PgBench = new PgBench(
                await Scalar<string>(owner, "select setting from pg_config where name = 'BINDIR'", stop), connection),
            Postmaster = ProcessTimes.ParentOf(pid),
            Even = even,
            Star = star,
        };
        await stage.Analyze(stop);
        return stage;
    }

    /// <summary>What autovacuum does sooner or later, done between the measurements.</summary>
    public async Task Analyze(CancellationToken stop)
    {
        await using var command = Owner.CreateCommand("vacuum analyze");
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>One value, asked as the owner.</summary>
    public static async Task<T> Scalar<T>(NpgsqlDataSource source, string sql, CancellationToken stop)
    {
        await using var command = source.CreateCommand(sql);
        return (T)Convert.ChangeType(
            (await command.ExecuteScalarAsync(stop))!, typeof(T), CultureInfo.InvariantCulture);
    }
}

/// <summary>The SQL beside this program.</summary>
internal static class Resource
{
    public static string Text(string name)
    {
        using var reader = new StreamReader(typeof(Resource).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
