using System.Runtime.InteropServices;

namespace SocialCommerce.Bench;

/// <summary>On what it was measured.</summary>
internal sealed record Machine(
    int Cores, string Processor, string System, string PostgreSql, string DotNet, string Load, int CustomersPerShop)
{
    private const string Unknown = "unknown";

    public static async Task<Machine> Describe(Stage stage, CancellationToken stop) => new(
        Environment.ProcessorCount,
        Line("/proc/cpuinfo", "model name")?.Split(':', 2)[1].Trim() ?? RuntimeInformation.OSArchitecture.ToString(),
        RuntimeInformation.OSDescription,
        await Stage.Scalar<string>(stage.Owner, "show server_version", stop),
        RuntimeInformation.FrameworkDescription,
        Line("/proc/loadavg", "") ?? Unknown,
        stage.Even.Customers);

    private static string? Line(string file, string start) => File.Exists(file)
        ? File.ReadLines(file).FirstOrDefault(line => line.StartsWith(start, StringComparison.Ordinal))
        : null;
}
