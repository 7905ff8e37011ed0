namespace SocialCommerce.Kernel;

/// <summary>
/// A keyed read that many callers make at once: whoever asks while the database is busy with earlier ones travels with
/// the next round trip. Nobody waits for company, and no answer is older than its question.
/// </summary>
/// <typeparam name="T">A row; it knows its key.</typeparam>
public abstract class ReadTogether<T>(Db db) where T : class
{
    private const int MostInOneTrip = 200;

    private static readonly int TripsAtOnce = Math.Max(1, Environment.ProcessorCount / 2);

    private readonly Lock _lock = new();
    private readonly Dictionary<long, List<Question>> _open = [];
    private readonly Queue<long> _shops = new();
    private int _trips;

    /// <summary>The row with this key, or null.</summary>
    public Task<T?> Find(long shopId, string key, CancellationToken cancel)
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
            if (_trips == TripsAtOnce) return question.Task.WaitAsync(cancel);
            _trips++;
        }
        _ = Travel();
        return question.Task.WaitAsync(cancel);
    }

    /// <summary>Adds the statement that reads the rows with these keys; those that are unknown give none.</summary>
    protected abstract Rows<T> Ask(Batch batch, long shopId, string[] keys);

    /// <summary>The key of a row.</summary>
    protected abstract string Key(T row);

    private async Task Travel()
    {
        while (Next() is var (shopId, questions) && questions.Count > 0) await Answer(shopId, questions);
    }

    private (long ShopId, List<Question> Questions) Next()
    {
        lock (_lock)
        {
            if (!_shops.TryDequeue(out var shopId))
            {
                _trips--;
                return (0, []);
            }
            _open.Remove(shopId, out var questions);
            if (questions!.Count <= MostInOneTrip) return (shopId, questions);
            _open[shopId] = questions[MostInOneTrip..];
            _shops.Enqueue(shopId);
            return (shopId, questions[..MostInOneTrip]);
        }
    }

    private async Task Answer(long shopId, List<Question> questions)
    {
        try
        {
            var keys = questions.Select(question => question.Key).Distinct().ToArray();
            var rows = await db.Read(shopId, batch => Ask(batch, shopId, keys), CancellationToken.None);
            var byKey = rows.List.ToDictionary(Key);
            foreach (var question in questions) question.SetResult(byKey.GetValueOrDefault(question.Key));
        }
        catch (Exception error)
        {
            foreach (var question in questions) question.TrySetException(error);
        }
    }

    private sealed class Question(string key)
        : TaskCompletionSource<T?>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public string Key => key;
    }
}
