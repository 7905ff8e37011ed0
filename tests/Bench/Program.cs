using System.Runtime.InteropServices;
using SocialCommerce.Launch;

namespace SocialCommerce.Bench;

/// <summary>The command: <c>scripts/bench</c>.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] words)
    {
        using var stop = new CancellationTokenSource();
        using var onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var onTerminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            var arguments = Arguments.Parse(words);
            if (arguments.Help) Console.WriteLine(Arguments.Usage);
            else await Run(arguments, stop.Token);
            return 0;
        }
        catch (Exception error) when (error is Problem or ApiFailed or InvalidOperationException or IOException)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return 1;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("Stopped.");
            return 130;
        }

        void Stop(PosixSignalContext context)
        {
            // The servers are ended in an orderly way before this program is.
            context.Cancel = true;
            stop.Cancel();
        }
    }

    private static async Task Run(Arguments arguments, CancellationToken stop)
    {
        await using var stage = await Stage.Open(arguments.Customers, stop);
        var report = await new Measurement(stage, arguments).Run(stop);
        Console.WriteLine(report.Text());
        if (arguments.Json is { } file) await File.WriteAllTextAsync(file, report.Json(), stop);
    }
}
