namespace SocialCommerce.Kernel.Database;

/// <summary>
/// Combines concurrent reads of many callers into one round trip: a call that arrives while earlier ones are under way
/// joins the next round. No call waits for others to arrive, and no round is older than a call that it answers.
/// </summary>
/// <typeparam name="TKey">What is asked for; equal questions are asked once.</typeparam>
/// <typeparam name="TAnswer">The answer.</typeparam>
public abstract class RequestCoalescer<TKey, TAnswer> where TKey : notnull
{
    private const int MostInOneRound = 200;

    private static readonly int RoundsAtOnce = Math.Max(1, Environment.ProcessorCount / 2);

    private readonly Lock _lock = new();
    private readonly Dictionary<long, List<Question>> _open = [];
    private readonly Queue<long> _shops = new();
    private int _rounds;

    /// <summary>The answer, or the type's default where a round gave none for this key.</summary>
    public Task<TAnswer?> Ask(long shopId, TKey key, CancellationToken cancel)
    {
        var question = new Question(key);
        lock (_lock)
        {
            if (!_open.TryGetValue(shopId, out var questions))
            {
                _open[shopId] = questions = [];
                _shops.Enqueue(shopId);
            }
            questions.Add(question);
            if (_rounds == RoundsAtOnce) return question.Task.WaitAsync(cancel);
            _rounds++;
        }
        _ = Run();
        return question.Task.WaitAsync(cancel);
    }

    /// <summary>Answers different questions of one shop; a caller may have gone away by then.</summary>
    protected abstract Task<IReadOnlyDictionary<TKey, TAnswer>> Answer(long shopId, IReadOnlyCollection<TKey> keys);

    private async Task Run()
    {
        while (Next() is var (shopId, questions) && questions.Count > 0) await Answer(shopId, questions);
    }

    private (long ShopId, List<Question> Questions) Next()
    {
        lock (_lock)
        {
            if (!_shops.TryDequeue(out var shopId))
            {
                _rounds--;
                return (0, []);
            }
            _open.Remove(shopId, out var questions);
            if (questions!.Count <= MostInOneRound) return (shopId, questions);
            _open[shopId] = questions[MostInOneRound..];
            _shops.Enqueue(shopId);
            return (shopId, questions[..MostInOneRound]);
        }
    }

    private async Task Answer(long shopId, List<Question> questions)
    {
        try
        {
            var answers = await Answer(shopId, [.. questions.Select(question => question.Key).Distinct()]);
            foreach (var question in questions) question.SetResult(answers.GetValueOrDefault(question.Key));
        }
        catch (Exception error)
        {
            foreach (var question in questions) question.TrySetException(error);
        }
    }

    // Who asked goes on one after another on the thread that has the answers: to wake a thread for each costs more than
    // what is left for each to do.
    private sealed class Question(TKey key) : TaskCompletionSource<TAnswer?>
    {
        public TKey Key => key;
    }
}
