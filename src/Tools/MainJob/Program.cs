using System.Runtime.InteropServices;
using SocialCommerce.Launch;
using SocialCommerce.MainJob.Calls;

namespace SocialCommerce.MainJob;

/// <summary>The command: <c>scripts/main-job</c>.</summary>
internal static class Program
{
    private const int Stopped = 130;

    public static async Task<int> Main(string[] words)
    {
        using var stop = new CancellationTokenSource();
        using var onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var onTerminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            var arguments = Arguments.Parse(words);
            if (!arguments.Help)
                return await Job.Run(arguments, stop.Token);
            Console.WriteLine(Arguments.Usage);
            return 0;
        }
        catch (Problem problem)
        {
            Console.Error.WriteLine(problem.Message);
            return problem.ExitCode;
        }
        catch (ApiFailed failure)
        {
            Console.Error.WriteLine(failure.Message);
            return Problem.Failed;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            Console.Error.WriteLine("Stopped.");
            return Stopped;
        }

        void Stop(PosixSignalContext context)
        {
            // The product is ended in an orderly way before this program is.
            context.Cancel = true;
            stop.Cancel();
        }
    }
}
