using System.Globalization;

namespace SocialCommerce.Api.Development;

/// <summary>
/// <c>dotnet run</c> passes signals on to the program it runs, but when it is killed outright the program would go on
/// unnoticed, and with it its PostgreSQL. So a program that was started that way looks after its launcher.
/// </summary>
internal static class Launcher
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// Stops the host soon after its launcher is gone; does nothing without a launcher (scripts/run).
    /// </summary>
    public static void StopWith(IHostApplicationLifetime lifetime)
    {
        if (Parent() is { } parent && IsDotnetRun(parent)) _ = Watch(parent, lifetime);
    }

    private static async Task Watch(int launcher, IHostApplicationLifetime lifetime)
    {
        using var timer = new PeriodicTimer(Pause);
        try
        {
            while (await timer.WaitForNextTickAsync(lifetime.ApplicationStopping))
                if (Parent() != launcher) lifetime.StopApplication();
        }
        catch (OperationCanceledException)
        {
            // The host stops for another reason.
        }
    }

    private static bool IsDotnetRun(int process)
    {
        var words = Read($"/proc/{process}/cmdline")?.Split('\0') ?? [];
        var command = words.Skip(1).FirstOrDefault(word => !word.StartsWith('-'));
        return command == "run" && Path.GetFileName(words[0]) == "dotnet";
    }

    /// <summary>The parent's number: the second field after the name, which stands in parentheses.</summary>
    private static int? Parent()
    {
        var fields = Read("/proc/self/stat")?.Split(") ").Last().Split(' ');
        return fields is [_, var parent, ..] ? int.Parse(parent, CultureInfo.InvariantCulture) : null;
    }

    private static string? Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
