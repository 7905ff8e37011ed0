using Npgsql;

namespace SocialCommerce.Api;

/// <summary>
/// The two pools of connections of an instance: one for requests that answer at once, and a small one for work that may
/// take minutes, for which the first never waits. What the operator's connection string says wins over what is set
/// here.
/// <para>An instance opens at most the sum of both, and a few while it starts; <c>max_connections</c> of PostgreSQL has
/// to hold that for every instance.</para>
/// </summary>
public sealed class Pools : IAsyncDisposable
{
    /// <summary>Setting: connections for requests that answer at once; 4 per processor, at least 8.</summary>
    public const string Size = "SOCIALCOMMERCE_POOL";

    /// <summary>Setting: connections for work that may take minutes; 3.</summary>
    public const string LongSize = "SOCIALCOMMERCE_LONG_POOL";

    /// <summary>Setting: minutes after which long work is given up; 15.</summary>
    public const string LongMinutes = "SOCIALCOMMERCE_LONG_MINUTES";

    /// <summary>
    /// Setting: <c>true</c> where the connections are those of a pooler that gives every transaction another session
    /// (PgBouncer 1.21 or later in transaction mode, with <c>max_prepared_statements</c>, or an earlier one with
    /// <c>Max Auto Prepare=0</c> in the connection string).
    /// </summary>
    public const string Pooler = "SOCIALCOMMERCE_TRANSACTION_POOLER";

    private const string LongPatience = "60s";
    private const string Patience = "8s";
    private const int CommandSeconds = 10;
    private const int ConnectSeconds = 10;
    private const int DefaultLong = 3;
    private const int DefaultMinutes = 15;

    /// <summary>
    /// How many statements a connection keeps prepared; more than the product has. Npgsql forgets one to keep another
    /// in a way that spoils a batch which holds both (its issues 2026 and 3106).
    /// </summary>
    public const int KeptStatements = 1_200;

    private Pools(WorkPool usual, WorkPool slow) => (Usual, Long) = (usual, slow);

    /// <summary>For requests that answer at once.</summary>
    public WorkPool Usual { get; }

    /// <summary>For work that may take minutes.</summary>
    public WorkPool Long { get; }

    /// <summary>Makes both; nothing is connected yet.</summary>
    /// <param name="connectionString">How to reach the database.</param>
    /// <param name="takeRole">Whether the login takes on the role that owns nothing.</param>
    /// <param name="configuration">The settings.</param>
    public static Pools Of(string connectionString, bool takeRole, IConfiguration configuration)
    {
        var minutes = configuration.Positive(LongMinutes, DefaultMinutes);
        var size = configuration.Positive(Size, Math.Max(8, 4 * Environment.ProcessorCount));
        var pooled = string.Equals(configuration[Pooler], "true", StringComparison.OrdinalIgnoreCase);
        var usual = Make(connectionString, pooled, Session(takeRole, $"{CommandSeconds}s", Patience), settings =>
        {
            if (!settings.ShouldSerialize("Maximum Pool Size")) settings.MaxPoolSize = size;
            if (!settings.ShouldSerialize("Command Timeout")) settings.CommandTimeout = CommandSeconds;
            return Math.Max(1, settings.MaxPoolSize / 2);
        });
        var slow = Make(connectionString, pooled, Session(takeRole, $"{minutes}min", LongPatience), settings =>
        {
            settings.MaxPoolSize = configuration.Positive(LongSize, DefaultLong);
            settings.CommandTimeout = minutes * 60;
            return Math.Max(1, settings.MaxPoolSize - 1);
        });
        return new Pools(usual, slow with { Watched = true });
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Usual.Source.DisposeAsync();
        await Long.Source.DisposeAsync();
        Usual.Dispose();
        Long.Dispose();
    }

    /// <summary>What each session, or behind a pooler each transaction, sets for itself.</summary>
    private static Dictionary<string, string> Session(bool takeRole, string longest, string patience)
    {
        // Every statement is prepared and meant for any shop: planned once, never worth compiling, and by index also
        // while a table is young and seems small.
        var session = new Dictionary<string, string>
        {
            ["jit"] = "off",
            ["plan_cache_mode"] = "force_generic_plan",
            ["enable_seqscan"] = "off",
            ["statement_timeout"] = longest,
            ["lock_timeout"] = patience,
            // A client that has gone away in the middle of a transaction holds nothing for longer than this.
            ["idle_in_transaction_session_timeout"] = "10s",
            ["client_connection_check_interval"] = "5s",
            ["tcp_keepalives_idle"] = "5",
            ["tcp_keepalives_interval"] = "3",
            ["tcp_keepalives_count"] = "3",
            ["tcp_user_timeout"] = "10s",
        };
        if (takeRole) session["role"] = Database.Role;
        return session;
    }

    private static WorkPool Make(
        string connectionString, bool pooled, Dictionary<string, string> session,
        Func<NpgsqlConnectionStringBuilder, int> limit)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { NoResetOnClose = true };
        if (!settings.ShouldSerialize("Max Auto Prepare")) settings.MaxAutoPrepare = KeptStatements;
        if (!settings.ShouldSerialize("Auto Prepare Min Usages")) settings.AutoPrepareMinUsages = 2;
        if (!settings.ShouldSerialize("Timeout")) settings.Timeout = ConnectSeconds;
        // A socket of the same machine has no such thing.
        if (!settings.ShouldSerialize("Tcp Keepalive") && settings.Host?.StartsWith('/') is false)
            (settings.TcpKeepAlive, settings.TcpKeepAliveTime, settings.TcpKeepAliveInterval) = (true, 5, 3);
        var own = settings.Options ?? "";
        foreach (var name in session.Keys.Where(name => own.Contains($"{name}=", StringComparison.Ordinal)).ToList())
            session.Remove(name);
        if (!pooled)
            settings.Options = $"{string.Join(' ', session.Select(one => $"-c {one.Key}={one.Value}"))} {own}".Trim();
        var share = limit(settings);
        return new WorkPool(
            NpgsqlDataSource.Create(settings), share, session.GetValueOrDefault("lock_timeout", "0"),
            pooled ? session : null);
    }
}
