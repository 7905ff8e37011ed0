using System.Diagnostics;
using System.Globalization;

namespace SocialCommerce.MainJob;

/// <summary>Shows how far the replay is: a bar on a terminal, else a line for every tenth of the way.</summary>
internal sealed class Progress(TextWriter output, bool isTerminal, int total)
{
    private const int BarWidth = 30;
    private const long MillisecondsBetweenBars = 100;

    private readonly Stopwatch watch = Stopwatch.StartNew();
    private long nextBarAt;
    private int done;

    public void Step()
    {
        done++;
        if (isTerminal)
            Draw();
        else if ((long)done * 10 / total != (done - 1L) * 10 / total)
            output.WriteLine(Describe());
    }

    private void Draw()
    {
        var now = watch.ElapsedMilliseconds;
        if (now < nextBarAt && done < total)
            return;
        nextBarAt = now + MillisecondsBetweenBars;
        var filled = (int)((long)done * BarWidth / total);
        output.Write($"\r[{new string('#', filled)}{new string('.', BarWidth - filled)}] {Describe()} ");
        if (done == total)
            output.WriteLine();
    }

    private string Describe() => string.Create(
        CultureInfo.InvariantCulture,
        $"event {done:N0} of {total:N0}, {100L * done / total} %, {done / watch.Elapsed.TotalSeconds:N0} events/s");
}
