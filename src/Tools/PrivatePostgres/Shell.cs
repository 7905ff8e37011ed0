using System.ComponentModel;
using System.Diagnostics;

namespace SocialCommerce.PrivatePostgres;

/// <summary>Runs small commands to their end.</summary>
internal static class Shell
{
    internal readonly record struct Answer(int Status, string Output)
    {
        internal bool Succeeded => Status == 0;
    }

    /// <summary>How a child is started: from a directory that every user may enter, without our settings.</summary>
    internal static ProcessStartInfo Prepare(IEnumerable<string> command)
    {
        var info = new ProcessStartInfo
        {
            // The clone may lie where only root can look, and PostgreSQL needs its working directory.
            WorkingDirectory = "/",
            UseShellExecute = false,
            RedirectStandardInput = true,
        };
        var words = command.ToList();
        info.FileName = words[0];
        words.Skip(1).ToList().ForEach(info.ArgumentList.Add);
        foreach (var name in info.Environment.Keys.Where(k => k.StartsWith("PG", StringComparison.Ordinal)).ToList())
            info.Environment.Remove(name);
        info.Environment["LC_ALL"] = "C";
        return info;
    }

    /// <summary>Status and output (both streams); 127 when there is no such program.</summary>
    internal static async Task<Answer> Run(IEnumerable<string> command, CancellationToken cancel)
    {
        var info = Prepare(command);
        info.RedirectStandardOutput = true;
        info.RedirectStandardError = true;
        try
        {
            using var process = Process.Start(info)!;
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(cancel);
            var error = process.StandardError.ReadToEndAsync(cancel);
            await process.WaitForExitAsync(cancel);
            return new Answer(process.ExitCode, (await output + await error).Trim());
        }
        catch (Win32Exception e)
        {
            return new Answer(127, e.Message);
        }
    }

    internal static Task<Answer> Run(CancellationToken cancel, params string[] command) => Run(command, cancel);

    /// <summary>Whether a program is on the path.</summary>
    internal static bool Has(string program) => OnPath().Any(folder => File.Exists(Path.Combine(folder, program)));

    internal static IEnumerable<string> OnPath() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
}
