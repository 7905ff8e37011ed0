using System.Diagnostics;

namespace SocialCommerce.PrivatePostgres;

/// <summary>
/// A running PostgreSQL and the shell that stands between it and us: the shell's reader waits on a pipe that we
/// hold, so that the kernel tells it when we are gone, however we went.
/// </summary>
internal sealed class Keeper : IDisposable
{
    // The reader stops PostgreSQL with the signal that it is told, or with INT (a fast shutdown) at the end of
    // the pipe. Signals meant for the whole process group are ours to handle: PostgreSQL stops after us.
    private const string Script = """
        trap '' HUP INT TERM
        umask 077
        exec 3<&0 </dev/null >>"$1" 2>&1
        shift
        "$@" 3<&- &
        server=$!
        ( read -r signal <&3 || signal=INT; kill -s "$signal" $server 2>/dev/null ) &
        reader=$!
        wait $server
        status=$?
        kill -s KILL $reader 2>/dev/null
        exit $status
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process shell;
    private readonly StreamWriter pipe;

    private Keeper(Process shell) => (this.shell, pipe) = (shell, shell.StandardInput);

    internal bool Ended => shell.HasExited;

    internal static Keeper Launch(Account account, string log, IEnumerable<string> command)
    {
        // A session of its own keeps the terminal's Ctrl-C from stopping PostgreSQL before its last request.
        string[] session = Shell.Has("setsid") ? ["setsid"] : [];
        string[] keeper = ["/bin/sh", "-c", Script, "private-postgres", log];
        var info = Shell.Prepare([.. session, .. account.Prefix, .. keeper, .. command]);
        info.Environment["HOME"] = Path.GetDirectoryName(log);
        return new Keeper(Process.Start(info)!);
    }

    internal Task WaitForEnd(CancellationToken cancel) => shell.WaitForExitAsync(cancel);

    /// <summary>Stops PostgreSQL and waits until it is gone: INT saves its state first, QUIT does not.</summary>
    internal async Task Stop(string signal)
    {
        try
        {
            await pipe.WriteLineAsync(signal);
        }
        catch (IOException)
        {
            // The reader is gone: it has ended, or is about to.
        }
        using var late = new CancellationTokenSource(Patience);
        try
        {
            await shell.WaitForExitAsync(late.Token);
        }
        catch (OperationCanceledException)
        {
            shell.Kill(entireProcessTree: true);
        }
    }

    public void Dispose()
    {
        try
        {
            pipe.Dispose();
        }
        catch (IOException)
        {
            // A word that was left unread.
        }
        shell.Dispose();
    }
}
