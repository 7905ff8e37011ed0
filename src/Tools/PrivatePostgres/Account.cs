using System.Globalization;

namespace SocialCommerce.PrivatePostgres;

/// <summary>
/// The user that PostgreSQL runs as: the current one, or, because it refuses root, <c>postgres</c> or <c>nobody</c>.
/// <paramref name="User"/> is null for the current one; <paramref name="Prefix"/> goes before a command.
/// </summary>
internal sealed record Account(string? User, IReadOnlyList<string> Prefix)
{
    internal static async Task<Account> Find(CancellationToken cancel)
    {
        if (!Environment.IsPrivilegedProcess)
            return new Account(null, []);
        foreach (var user in new[] { "postgres", "nobody" })
        {
            var id = await Shell.Run(cancel, "id", "-u", user);
            if (!id.Succeeded || !int.TryParse(id.Output, CultureInfo.InvariantCulture, out var uid) || uid == 0)
                continue;
            var group = (await Shell.Run(cancel, "id", "-g", user)).Output;
            foreach (var prefix in Prefixes(user, id.Output, group))
            {
                var probe = await Shell.Run([.. prefix, "id", "-u"], cancel);
                if (probe.Succeeded && probe.Output == id.Output)
                    return new Account(user, prefix);
            }
        }
        throw new PostgresNotFound("PostgreSQL refuses to run as root, and this machine lets root become neither "
            + "the user postgres nor nobody: run as an ordinary user, or give the address of a database.");
    }

    /// <summary>Whether that user passes a test of test(1), such as -x, on a path.</summary>
    internal async Task<bool> Passes(string test, string path, CancellationToken cancel) =>
        (await Shell.Run([.. Prefix, "test", test, path], cancel)).Succeeded;

    /// <summary>Gives that user a file tree; nothing to do when it is ours anyway.</summary>
    internal async Task Own(string path, CancellationToken cancel)
    {
        if (User is null)
            return;
        var answer = await Shell.Run(cancel, "chown", "-R", User, path);
        if (!answer.Succeeded)
            throw new InvalidOperationException($"{path} cannot be given to the user {User}: {answer.Output}");
    }

    private static IEnumerable<string[]> Prefixes(string user, string uid, string group) =>
    [
        ["setpriv", "--reuid", uid, "--regid", group, "--clear-groups"],
        ["su", "-s", "/bin/sh", "-c", "exec \"$@\"", "--", user, "sh"],
    ];
}
