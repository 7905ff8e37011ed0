using System.Net;
using Npgsql;

namespace SocialCommerce.Api;

/// <summary>Finds connections to PostgreSQL that may go over a network unencrypted. Pure.</summary>
public static class OpenTransport
{
    /// <summary>
    /// What to tell the operator, in one sentence; null where every host is on this machine, where TLS is required, or
    /// where the connection string cannot be read, which is refused elsewhere.
    /// </summary>
    /// <param name="setting">The setting that holds the connection string.</param>
    /// <param name="connectionString">The connection string; may be empty.</param>
    public static string? Warning(string setting, string? connectionString)
    {
        if (string.IsNullOrEmpty(connectionString)) return null;
        NpgsqlConnectionStringBuilder settings;
        try
        {
            settings = new NpgsqlConnectionStringBuilder(connectionString);
        }
        catch (ArgumentException)
        {
            return null;
        }
        var remote = (settings.Host ?? "").Split(',').FirstOrDefault(IsRemote);
        return settings.SslMode >= SslMode.Require || remote is null
            ? null
            : $"The connection to {remote.Trim()} is not required to be encrypted: add 'SSL Mode=VerifyFull' to "
                + $"{setting}.";
    }

    private static bool IsRemote(string host)
    {
        var name = host.Trim();
        if (name.StartsWith('/') || name.StartsWith('@') || name is "" or "localhost") return false;
        // A port may follow, and an IPv6 address may stand in brackets.
        var plain = name.StartsWith('[') ? name[1..Math.Max(1, name.IndexOf(']'))] : name;
        if (plain.Count(c => c == ':') == 1) plain = plain[..plain.IndexOf(':')];
        return plain != "localhost" && !(IPAddress.TryParse(plain, out var address) && IPAddress.IsLoopback(address));
    }
}
