namespace SocialCommerce.MainJob.Calls;

/// <summary>What stops the job, in one sentence for the person who ran it, and the exit code to leave with.</summary>
internal sealed class Problem(string message, int exitCode = Problem.Failed) : Exception(message)
{
    /// <summary>The replay went wrong, or the integrity check found something.</summary>
    public const int Failed = 1;

    /// <summary>The command was called wrongly, or a file it needs cannot be read.</summary>
    public const int Misused = 2;

    public int ExitCode { get; } = exitCode;

    public static Problem Misuse(string message) => new(message, Misused);
}
