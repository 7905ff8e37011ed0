using System.Net.Sockets;

namespace SocialCommerce.PrivatePostgres;

/// <summary>A data directory and how a server is started on it.</summary>
internal sealed class Cluster(StateDirectory state, Account account, string binaries, PrivateServerOptions options)
{
    internal const string Superuser = "socialcommerce";
    private static readonly TimeSpan RecoveryAtMost = TimeSpan.FromMinutes(2);

    internal string Sockets => state.Sockets;

    private string Socket => Path.Combine(Sockets, ".s.PGSQL.5432");

    /// <summary>Creates a missing cluster; the caller holds the directory's lock.</summary>
    internal static async Task<Cluster> Open(
        StateDirectory state, PrivateServerOptions options, CancellationToken cancel)
    {
        var account = await Account.Find(cancel);
        await Leftover.Stop(state.Data, account, cancel);
        if (options.Temporary)
            DeleteData(state);
        await account.Own(state.Path, cancel);
        File.SetUnixFileMode(state.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        if (!await account.Passes("-w", state.Path, cancel))
            throw new InvalidOperationException($"The user {account.User} that PostgreSQL runs as cannot write to "
                + $"{state.Path}: choose a directory that lies where this user may look.");
        var found = await Binaries.Find(state.Data, cancel);
        var cluster = new Cluster(state, account, await Reachable(found, state, account, cancel), options);
        if (!File.Exists(Path.Combine(state.Data, "PG_VERSION")))
            await cluster.Create(cancel);
        return cluster;
    }

    /// <summary>Leaves behind what the next start needs: nothing but the lock when it is temporary.</summary>
    internal void Discard()
    {
        Delete(Sockets);
        if (options.Temporary)
            DeleteData(state);
    }

    /// <summary>Starts a server and waits until it answers; ends the one that is still there.</summary>
    internal async Task<Keeper> Launch(CancellationToken cancel)
    {
        await Leftover.Stop(state.Data, account, cancel);
        await MakeSocketDirectory(cancel);
        if (File.Exists(state.Log))
            File.Move(state.Log, state.Log + ".old", overwrite: true);
        // A new database is planned for as an empty one until its tables are looked at, by default a minute later.
        string[] server =
        [
            Path.Combine(binaries, "postgres"), "-D", state.Data, "-k", Sockets, "-p", "5432",
            "-c", "autovacuum_naptime=5s",
        ];
        var settings = options.Settings.SelectMany(s => new[] { "-c", $"{s.Key}={s.Value}" });
        var keeper = Keeper.Launch(account, state.Log, [.. server, "-c", "listen_addresses=", .. settings]);
        try
        {
            await WaitUntilUp(keeper, cancel);
            return keeper;
        }
        catch
        {
            await Stop(keeper);
            throw;
        }
    }

    /// <summary>Returns when the server is gone, also when its shell went before it.</summary>
    internal async Task Stop(Keeper keeper)
    {
        // What is deleted anyway need not be saved first.
        await keeper.Stop(options.Temporary ? "QUIT" : "INT");
        keeper.Dispose();
        await Leftover.Stop(state.Data, account, CancellationToken.None);
    }

    internal Task<Wire> Connect(CancellationToken cancel) => Wire.Connect(Socket, Superuser, "postgres", cancel);

    private async Task WaitUntilUp(Keeper keeper, CancellationToken cancel)
    {
        for (var left = RecoveryAtMost; left > TimeSpan.Zero; left -= TimeSpan.FromMilliseconds(20))
        {
            if (keeper.Ended)
                throw new InvalidOperationException($"PostgreSQL did not start: {await LastWords()}");
            try
            {
                (await Connect(cancel)).Dispose();
                return;
            }
            catch (Exception e) when (e is SocketException or IOException)
            {
                await Task.Delay(20, cancel);
            }
        }
        throw new InvalidOperationException($"PostgreSQL did not answer in {RecoveryAtMost}: {await LastWords()}");
    }

    private async Task<string> LastWords()
    {
        if (!File.Exists(state.Log))
            return "it wrote no log.";
        var lines = await File.ReadAllLinesAsync(state.Log);
        var line = lines.FirstOrDefault(l => l.Contains("FATAL", StringComparison.Ordinal)) ?? lines.LastOrDefault();
        return $"{line} (more in {state.Log})";
    }

    private static void DeleteData(StateDirectory state)
    {
        Delete(state.Data);
        File.Delete(state.Log);
        File.Delete(state.Log + ".old");
    }

    private static void Delete(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    /// <summary>Made by a new name and then renamed, so that half a cluster is never taken for one.</summary>
    private async Task Create(CancellationToken cancel)
    {
        var fresh = state.Data + ".new";
        var answer = default(Shell.Answer);
        foreach (var locale in new[] { "C.UTF-8", "C" })
        {
            Delete(fresh);
            answer = await Shell.Run([.. account.Prefix, Path.Combine(binaries, "initdb"), "-N", "-D", fresh,
                "-U", Superuser, "-E", "UTF8", $"--locale={locale}", "--auth=trust"], cancel);
            if (!answer.Succeeded)
                continue;
            Directory.Move(fresh, state.Data);
            return;
        }
        throw new InvalidOperationException($"initdb failed: {answer.Output}");
    }

    /// <summary>Always new, so that no other user owns it: anyone may write to /tmp.</summary>
    private async Task MakeSocketDirectory(CancellationToken cancel)
    {
        var answer = await Shell.Run(cancel, "/bin/sh", "-c", "rm -rf \"$1\" && mkdir -m 700 \"$1\"", "sh", Sockets);
        if (!answer.Succeeded)
            throw new InvalidOperationException($"The directory {Sockets} cannot be made: {answer.Output}");
        await account.Own(Sockets, cancel);
    }

    /// <summary>Packaged programs may lie in a clone that only root can enter: PostgreSQL's user gets a copy.</summary>
    private static async Task<string> Reachable(
        string found, StateDirectory state, Account account, CancellationToken cancel)
    {
        if (await account.Passes("-x", Path.Combine(found, "postgres"), cancel))
            return found;
        var copy = Path.Combine(state.Path, "programs");
        var source = Path.GetDirectoryName(found)!;
        var answer = await Shell.Run(cancel, "/bin/sh", "-c",
            "cmp -s \"$1/bin/postgres\" \"$2/bin/postgres\" || { rm -rf \"$2\" && cp -R \"$1\" \"$2\"; }",
            "sh", source, copy);
        if (!answer.Succeeded)
            throw new PostgresNotFound($"PostgreSQL in {found} cannot be copied to {copy}: {answer.Output}");
        await account.Own(copy, cancel);
        return Path.Combine(copy, Path.GetFileName(found));
    }
}
