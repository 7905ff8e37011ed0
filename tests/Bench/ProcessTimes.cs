using System.Globalization;

namespace SocialCommerce.Bench;

/// <summary>Processor times as Linux tells them in /proc; elsewhere nothing is known.</summary>
internal static class ProcessTimes
{
    private const double TicksPerSecond = 100;

    // Fields of /proc/<pid>/stat, counted behind the name.
    private const int Parent = 1;
    private const int UserTime = 11;
    private const int SystemTime = 12;
    private const int ChildrenUserTime = 13;
    private const int ChildrenSystemTime = 14;

    public static bool AreKnown { get; } = File.Exists("/proc/self/stat");

    public static int ParentOf(int pid) =>
        AreKnown ? (int)Fields(pid.ToString(CultureInfo.InvariantCulture))[Parent] : 0;

    /// <summary>Seconds used by PostgreSQL: its main process and its children, those that are gone included.</summary>
    public static double OfTree(int root)
    {
        if (!AreKnown) return 0;
        var sum = 0.0;
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            var name = Path.GetFileName(folder);
            if (!int.TryParse(name, CultureInfo.InvariantCulture, out var pid)) continue;
            try
            {
                var fields = Fields(name);
                if (pid == root) sum += Own(fields) + Children(fields);
                else if ((int)fields[Parent] == root) sum += Own(fields);
            }
            catch (IOException)
            {
                // It has just ended: its parent has its time.
            }
        }
        return sum;
    }

    /// <summary>Seconds used by this program.</summary>
    public static double OfSelf() => AreKnown ? Own(Fields("self")) : 0;

    /// <summary>Seconds used by the programs that this one started and that have ended.</summary>
    public static double OfEndedChildren() => AreKnown ? Children(Fields("self")) : 0;

    /// <summary>Seconds in which the machine's processors were busy with anything.</summary>
    public static double OfMachine()
    {
        if (!AreKnown) return 0;
        var words = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        // user, nice, system, (idle, iowait,) irq, softirq, steal
        int[] busy = [1, 2, 3, 6, 7, 8];
        return busy.Sum(i => double.Parse(words[i], CultureInfo.InvariantCulture)) / TicksPerSecond;
    }

    private static double Own(double[] fields) => (fields[UserTime] + fields[SystemTime]) / TicksPerSecond;

    private static double Children(double[] fields) =>
        (fields[ChildrenUserTime] + fields[ChildrenSystemTime]) / TicksPerSecond;

    // The name, in brackets, may hold anything; the state after it is a letter.
    private static double[] Fields(string pid)
    {
        var text = File.ReadAllText($"/proc/{pid}/stat");
        var words = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return [.. words.Select((word, i) => i == 0 ? 0 : double.Parse(word, CultureInfo.InvariantCulture))];
    }
}
