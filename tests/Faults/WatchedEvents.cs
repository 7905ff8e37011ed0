using System.Collections;
using SocialCommerce.MainJob.Events;

namespace SocialCommerce.FaultTests;

/// <summary>Events that know how far a replay has come.</summary>
internal sealed class WatchedEvents(IReadOnlyList<Event> events) : IReadOnlyList<Event>
{
    private int _begun;

    /// <summary>How many events were begun; one more than there are when what follows the last has begun.</summary>
    public int Begun => Volatile.Read(ref _begun);

    /// <inheritdoc/>
    public int Count => events.Count;

    /// <inheritdoc/>
    public Event this[int index] => events[index];

    /// <inheritdoc/>
    public IEnumerator<Event> GetEnumerator()
    {
        foreach (var happened in events)
        {
            Interlocked.Increment(ref _begun);
            yield return happened;
        }
        Interlocked.Increment(ref _begun);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
