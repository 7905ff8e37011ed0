using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace SocialCommerce.Bench;

/// <summary>
/// pgbench over the same socket, logged in as the API is: as sc_app, which owns nothing and is subject to row-level
/// security, statements prepared and planned once, without jit.
/// </summary>
internal sealed partial class PgBench(string programs, string connectionString)
{
    private const int Cores = 2;
    private readonly NpgsqlConnectionStringBuilder _target = new(connectionString);

    /// <summary>A script of this program as a load; its variables stay the same.</summary>
    public ILoad Load(string script, Func<IReadOnlyDictionary<string, string>> variables) =>
        new ScriptLoad(this, script, variables);

    private async Task<Outcome> Run(
        string script, IReadOnlyDictionary<string, string> variables, int clients, double seconds,
        CancellationToken stop)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, Resource.Text(script), stop);
            string[] words =
            [
                "-n", "-M", "prepared", "-c", Text(clients), "-j", Text(Math.Min(clients, Cores)),
                "-T", Text((int)Math.Max(1, Math.Round(seconds))), "-f", file,
                "-h", _target.Host!, "-U", _target.Username!,
                .. variables.SelectMany(variable => new[] { "-D", $"{variable.Key}={variable.Value}" }),
                _target.Database!,
            ];
            var start = new ProcessStartInfo(Program(), words);
            start.Environment["PGOPTIONS"] = "-c role=sc_app -c jit=off -c plan_cache_mode=force_generic_plan";
            var said = await Execute(start, stop);
            var requests = (long)Number(Transactions(), said);
            // pgbench ends a little late; its rate is over the time that it really took. It tells none of nothing.
            return new Outcome(requests, requests == 0 ? seconds : requests / Number(Rate(), said));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private string Program() => Path.Combine(programs, "pgbench") is var path && File.Exists(path)
        ? path
        : throw new Problem($"There is no pgbench in {programs}: install PostgreSQL's contrib programs.");

    private static async Task<string> Execute(ProcessStartInfo start, CancellationToken stop)
    {
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(stop);
        var errors = process.StandardError.ReadToEndAsync(stop);
        try
        {
            await process.WaitForExitAsync(stop);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
        var aborted = (await errors).Contains("aborted", StringComparison.Ordinal);
        if (process.ExitCode == 0 && !aborted) return await output;
        throw new Problem(
            $"pgbench failed: {string.Join(Environment.NewLine, (await errors).Split('\n').Take(5))}");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static double Number(Regex pattern, string text) =>
        double.Parse(pattern.Match(text).Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"tps = ([\d.]+)")]
    private static partial Regex Rate();

    [GeneratedRegex(@"actually processed: (\d+)")]
    private static partial Regex Transactions();

    private sealed class ScriptLoad(PgBench bench, string script, Func<IReadOnlyDictionary<string, string>> variables)
        : ILoad
    {
        public Task<Outcome> Run(int clients, double seconds, CancellationToken stop) =>
            bench.Run(script, variables(), clients, seconds, stop);
    }
}
