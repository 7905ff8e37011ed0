namespace SocialCommerce.Bench;

/// <summary>One of the things measured, with all that was measured of it.</summary>
/// <param name="Name">What the report calls it.</param>
/// <param name="Shop">Whose people it concerns.</param>
/// <param name="Load">How it is asked for.</param>
/// <param name="Writer">Under which name its rows are counted; null for a read.</param>
/// <param name="ClientsOf">The series whose best number of clients it takes; null: its own.</param>
/// <param name="Once">Whether a round of it is one long piece of work, for one client, instead of a time.</param>
internal sealed record Series(
    string Name, BenchShop Shop, ILoad Load, string? Writer = null, Series? ClientsOf = null, bool Once = false)
{
    private readonly SortedDictionary<int, List<double>> _sweep = [];

    /// <summary>Requests per second by the number of clients: the medians of the sweep's passes.</summary>
    public IEnumerable<KeyValuePair<int, double>> Sweep =>
        _sweep.Select(point => KeyValuePair.Create(point.Key, Median(point.Value)));

    /// <summary>The number of clients at which it is measured.</summary>
    public int Clients => Once ? 1 : ClientsOf?.Clients ?? Best(1)[0];

    /// <summary>The numbers of clients that did best among those measured most often, the best first.</summary>
    public int[] Best(int count) =>
    [
        .. _sweep.OrderByDescending(point => point.Value.Count).ThenByDescending(point => Median(point.Value))
            .Take(count).Select(point => point.Key),
    ];

    /// <summary>One outcome a round.</summary>
    public List<Outcome> Rounds { get; } = [];

    /// <summary>Median requests per second.</summary>
    public double Rate => Median(Rounds.Select(outcome => outcome.Rate));

    /// <summary>The median of something measured in every round.</summary>
    public double Of(Func<Outcome, double> number) => Median(Rounds.Select(number));

    /// <summary>Notes a point of the sweep.</summary>
    public void Note(int clients, Outcome outcome)
    {
        if (!_sweep.TryGetValue(clients, out var rates)) _sweep.Add(clients, rates = []);
        rates.Add(outcome.Rate);
    }

    public static double Median(IEnumerable<double> numbers)
    {
        double[] sorted = [.. numbers.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}

/// <summary>How long a piece of work may take.</summary>
internal sealed record Duration(string Name, Series Measured, double Goal)
{
    /// <summary>Median seconds.</summary>
    public double Seconds => Measured.Of(outcome => outcome.Seconds);

    /// <summary>Whether it was quick enough.</summary>
    public bool IsMet => Seconds < Goal;
}

/// <summary>How one series compares with another, and what it should reach.</summary>
internal sealed record Comparison(string Name, Series Measured, Series Beside, double? Goal = null)
{
    /// <summary>Ratio of the medians.</summary>
    public double Ratio => Measured.Rate / Beside.Rate;

    /// <summary>Ratio in each round.</summary>
    public IEnumerable<double> PerRound =>
        Measured.Rounds.Zip(Beside.Rounds, (measured, beside) => measured.Rate / beside.Rate);

    /// <summary>Processor time that the other needs for a request, divided by what this one needs.</summary>
    public double ProcessorRatio => Beside.Of(o => o.MicrosPerRequest) / Measured.Of(o => o.MicrosPerRequest);

    /// <summary>Whether the goal is reached; null where there is none.</summary>
    public bool? IsMet => Goal is { } goal ? Ratio >= goal : null;
}
