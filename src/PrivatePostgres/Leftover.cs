using System.Globalization;

namespace SocialCommerce.PrivatePostgres;

/// <summary>The server that an earlier process left behind in a data directory, if any.</summary>
internal static class Leftover
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Stops the server named in postmaster.pid, after making sure that the process is that server: the number may
    /// belong to somebody else by now. Only call this while holding the directory's lock.
    /// </summary>
    internal static async Task Stop(string data, CancellationToken cancel)
    {
        var file = Path.Combine(data, "postmaster.pid");
        var pid = await Pid(file, cancel);
        if (pid is null)
            return;
        foreach (var signal in new[] { "INT", "QUIT", "KILL" })
        {
            if (!await Serves(pid, data, cancel))
                break;
            await Shell.Run(cancel, "/bin/sh", "-c", "kill -s \"$1\" \"$2\"", "sh", signal, pid);
            await Gone(pid, data, cancel);
        }
        // PostgreSQL would refuse to start while any process of its user has that number. Its shared memory, which
        // it checks as well, still protects the data from a backend that is not gone yet.
        if ((await Shell.Run(cancel, "/bin/sh", "-c", "kill -s 0 \"$1\"", "sh", pid)).Succeeded)
            File.Delete(file);
    }

    private static async Task<string?> Pid(string file, CancellationToken cancel)
    {
        if (!File.Exists(file))
            return null;
        var first = (await File.ReadAllLinesAsync(file, cancel)).FirstOrDefault()?.Trim();
        return int.TryParse(first, CultureInfo.InvariantCulture, out var pid) && pid > 1 ? first : null;
    }

    private static async Task Gone(string pid, string data, CancellationToken cancel)
    {
        for (var left = Patience; left > TimeSpan.Zero; left -= TimeSpan.FromMilliseconds(50))
        {
            if (!await Serves(pid, data, cancel))
                return;
            await Task.Delay(50, cancel);
        }
    }

    private static async Task<bool> Serves(string pid, string data, CancellationToken cancel)
    {
        if (Directory.Exists("/proc/self"))
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
