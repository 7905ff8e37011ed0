namespace SocialCommerce.PrivatePostgres;

/// <summary>What a private PostgreSQL is called, where it keeps its data, and how it is set.</summary>
public sealed record PrivateServerOptions
{
    /// <summary>Tells the servers of a machine apart: <see cref="PrivateServer.StateName"/> of the clone.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// Where the state lives: a directory for nothing else, as it is given to the user that PostgreSQL runs as;
    /// null is one called <see cref="Name"/> that this user can reach: under /var/lib/socialcommerce for root, else
    /// under $XDG_STATE_HOME or ~/.local/state.
    /// </summary>
    public string? Directory { get; init; }

    /// <summary>Settings as in postgresql.conf, such as fsync = off for tests.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// Begins empty and deletes its data at the end, or at the next start if it was killed. Without a
    /// <see cref="Directory"/>, servers of the same name run side by side, each in a directory of its own.
    /// </summary>
    public bool Temporary { get; init; }

    /// <summary>Told, in one line each, when the server died and when it is back.</summary>
    public Action<string>? Log { get; init; }
}
