using Npgsql;

namespace SocialCommerce.Api;

/// <summary>
/// The command that ends a change of the secrets key: everything is sealed with the one in force, and bound to its row.
/// Without another key it binds what was sealed before values were bound.
/// </summary>
public static class RotateKeys
{
    /// <summary>Its name on the command line.</summary>
    public const string Argument = "--rekey";

    /// <summary>Runs it; 0 where nothing is left that only another key opens.</summary>
    /// <exception cref="StartupException">A setting is missing or wrong, or the database does not answer.</exception>
    public static async Task<int> Run(string[] args, TextWriter output, CancellationToken cancel = default)
    {
        var settings = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(args).Build();
        var database = settings[Database.Migrate] is { Length: > 0 } migrate ? migrate : settings[Database.Serve];
        foreach (var (name, value) in new[]
                 { (Database.Serve, database), (SecretProtector.Key, settings[SecretProtector.Key]) })
            if (string.IsNullOrEmpty(value)) throw new StartupException($"Set {name}.");
        try
        {
            return await Run(database!, new SecretProtector(settings), output, cancel);
        }
        catch (Exception error) when (error is NpgsqlException or InvalidOperationException or ArgumentException)
        {
            throw new StartupException(error.Message);
        }
    }

    private static async Task<int> Run(
        string database, SecretProtector protector, TextWriter output, CancellationToken cancel)
    {
        await using var source = NpgsqlDataSource.Create(database);
        var unreadable = 0L;
        foreach (var module in Modules.All)
            if (module.BeforeRekey is { } before) await output.WriteLineAsync(await before(source, protector, cancel));
        foreach (var column in Modules.All.SelectMany(module => module.Sealed))
        {
            var done = await source.Reseal(protector, column, cancel);
            unreadable += done.Unreadable;
            await output.WriteLineAsync(
                $"{column.Table}.{column.Column}: {done.Renewed} sealed anew, {done.Current} were already, "
                + $"{done.Unreadable} opened by neither key");
        }
        return unreadable == 0 ? 0 : 1;
    }
}
