namespace SocialCommerce.Kernel.Shops;

/// <summary>What may change about a shop, read in the first batch of every request.</summary>
/// <param name="SettingsVersion">Rises with every change of configuration.</param>
/// <param name="ClockFollows">Whether the test clock follows the times of the events.</param>
/// <param name="ClockAt">The test clock; null for a live shop, and before the first event of a sandbox.</param>
/// <param name="ClosedTo">End of the last period of a live shop that was closed; null before the first.</param>
public sealed record ShopState(
    long SettingsVersion, bool ClockFollows, DateTimeOffset? ClockAt, DateTimeOffset? ClosedTo)
{
    /// <summary>How far ahead of our clock a merchant's clock may be before an event is refused.</summary>
    public static readonly TimeSpan AllowedSkew = TimeSpan.FromMinutes(5);

    /// <summary>
    /// The shop's time: the test clock of a sandbox. For a live shop the machine's, but never before the end of a
    /// period that is closed, however far behind the machine's clock is. Read in a transaction that keeps the books
    /// open, it lies in no period that another transaction closes before this one ends.
    /// </summary>
    public DateTimeOffset Now(Shop shop, TimeProvider time) => Now(shop, Timestamps.Micro(time.GetUtcNow()));

    /// <summary>The shop's time where the machine's clock has shown <paramref name="machineTime"/>.</summary>
    public DateTimeOffset Now(Shop shop, DateTimeOffset machineTime)
    {
        if (shop.Sandbox) return ClockAt ?? DateTimeOffset.UnixEpoch;
        return ClosedTo > machineTime ? ClosedTo.Value : machineTime;
    }

    /// <summary>When an event that happened at <paramref name="occurredAt"/> counts as heard.</summary>
    /// <exception cref="ProblemException">
    /// 422 TIME_IN_FUTURE, when it lies more than five minutes ahead of the clock.
    /// </exception>
    public EventTime ResolveEventTime(Shop shop, TimeProvider time, DateTimeOffset occurredAt, string pointer)
    {
        var now = Now(shop, time);
        if (occurredAt <= now) return new EventTime(now, false, false);
        if (shop.Sandbox && ClockFollows) return new EventTime(occurredAt, true, false);
        if (occurredAt <= now + AllowedSkew) return new EventTime(now, false, true);
        throw ShopProblems.TimeInFuture.Because(
            $"{Json.Text(occurredAt)} is ahead of the shop's clock, {Json.Text(now)}.", pointer);
    }
}
