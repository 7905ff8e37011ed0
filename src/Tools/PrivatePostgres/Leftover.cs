using System.Globalization;

namespace SocialCommerce.PrivatePostgres;

/// <summary>The server that an earlier process left behind in a data directory, if any.</summary>
internal static class Leftover
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static bool HasProc => Directory.Exists("/proc/self");

    /// <summary>
    /// Stops the server named in postmaster.pid, after making sure that the process is that server: the number may
    /// belong to another process by now. Only call this while holding the directory's lock.
    /// </summary>
    internal static async Task Stop(string data, Account account, CancellationToken cancel)
    {
        var file = Path.Combine(data, "postmaster.pid");
        var pid = await Pid(file, cancel);
        if (pid is null)
            return;
        foreach (var signal in new[] { "INT", "QUIT", "KILL" })
        {
            if (!await Serves(pid, data, cancel))
                break;
            await Signal(signal, pid, cancel);
            await Wait(async () => !await Serves(pid, data, cancel), cancel);
        }
        await StopOrphans(data, account, cancel);
        // PostgreSQL would refuse to start while any process of its user has that number. Its shared memory, which
        // it checks as well, still protects the data from a backend that is not gone yet.
        if (await Signal("0", pid, cancel))
            File.Delete(file);
    }

    /// <summary>A backend in the middle of a long query does not notice that its server was killed.</summary>
    private static async Task StopOrphans(string data, Account account, CancellationToken cancel)
    {
        var orphans = await WorkingIn(data, account, cancel);
        foreach (var pid in orphans)
            await Signal("QUIT", pid, cancel);
        if (orphans.Count > 0)
            await Wait(async () => (await WorkingIn(data, account, cancel)).Count == 0, cancel);
    }

    /// <summary>PostgreSQL's processes work in its data directory; only its user may always look.</summary>
    private static async Task<List<string>> WorkingIn(string data, Account account, CancellationToken cancel)
    {
        if (!HasProc)
            return [];
        var shown = await Shell.Run(
            [.. account.Prefix, "/bin/sh", "-c", "ls -ld /proc/[0-9]*/cwd 2>/dev/null"], cancel);
        return [.. shown.Output.Split('\n')
            .Where(line => line.EndsWith($"/cwd -> {data}", StringComparison.Ordinal))
            .Select(line => line[(line.IndexOf("/proc/", StringComparison.Ordinal) + 6)..].Split('/')[0])];
    }

    private static async Task<bool> Signal(string signal, string pid, CancellationToken cancel) =>
        (await Shell.Run(cancel, "/bin/sh", "-c", "kill -s \"$1\" \"$2\"", "sh", signal, pid)).Succeeded;

    private static async Task<string?> Pid(string file, CancellationToken cancel)
    {
        if (!File.Exists(file))
            return null;
        var first = (await File.ReadAllLinesAsync(file, cancel)).FirstOrDefault()?.Trim();
        return int.TryParse(first, CultureInfo.InvariantCulture, out var pid) && pid > 1 ? first : null;
    }

    private static async Task Wait(Func<Task<bool>> gone, CancellationToken cancel)
    {
        for (var left = Patience; left > TimeSpan.Zero; left -= TimeSpan.FromMilliseconds(50))
        {
            if (await gone())
                return;
            await Task.Delay(50, cancel);
        }
    }

    private static async Task<bool> Serves(string pid, string data, CancellationToken cancel)
    {
        if (HasProc)
        {
            try
            {
                var words = (await File.ReadAllTextAsync($"/proc/{pid}/cmdline", cancel)).Split('\0');
                return Path.GetFileName(words[0]) == "postgres" && words.Contains(data);
            }
            catch (IOException)
            {
                return false;
            }
        }
        var shown = await Shell.Run(cancel, "ps", "-ww", "-o", "command=", "-p", pid);
        return shown.Output.Contains($"postgres -D {data} ", StringComparison.Ordinal);
    }
}
