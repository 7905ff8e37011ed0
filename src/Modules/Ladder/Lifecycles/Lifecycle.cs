namespace SocialCommerce.Ladder.Lifecycles;

/// <summary>
/// Where a customer stands between the orders (用户生命周期), relative to the customer's own expected cycle. Pure.
/// </summary>
/// <param name="Stage" example="due">
/// <c>prospect</c> (without a kept order), <c>new</c> (one order, the next not due), <c>active</c> (several),
/// <c>due</c>, <c>sleeping</c> (沉睡) or <c>lost</c> (流失).
/// </param>
/// <param name="Since">When the stage began; absent of a prospect.</param>
/// <param name="ExpectedAt">When the next order is or was expected; absent of a prospect.</param>
/// <param name="Evidence">What it is decided by.</param>
internal sealed record Lifecycle(
    string Stage, DateTimeOffset? Since, DateTimeOffset? ExpectedAt, LifecycleEvidence Evidence)
{
    /// <summary>The stage of customers without a kept order.</summary>
    public const string Prospect = "prospect";

    /// <summary>The stage of customers with one order, whose next one is not due.</summary>
    public const string New = "new";

    /// <summary>The stage of customers with several orders, whose next one is not due.</summary>
    public const string Active = "active";

    /// <summary>The stage of customers whose next order is due.</summary>
    public const string Due = "due";

    /// <summary>The stage of customers to win back.</summary>
    public const string Sleeping = "sleeping";

    /// <summary>The stage of customers who do not come back.</summary>
    public const string Lost = "lost";

    /// <summary>The stages in their order.</summary>
    public static readonly IReadOnlyList<string> Stages = [Prospect, New, Active, Due, Sleeping, Lost];

    private const int SecondsOfDay = 86_400;
    private const int OneCycleBps = 10_000;

    /// <summary>The stage at a time.</summary>
    public static Lifecycle At(LifecycleFacts facts, PutLifecycleSettings.Body settings, DateTimeOffset at)
    {
        var (seconds, source) = Cycle(facts, settings);
        var evidence = new LifecycleEvidence(
            facts.Orders, decimal.Round(seconds / SecondsOfDay, 2, MidpointRounding.AwayFromZero), source,
            facts.LastPaidAt);
        if (facts.LastPaidAt is not { } last) return new(Prospect, null, null, evidence);
        foreach (var (stage, bps) in new[]
            {
                (Lost, settings.LostBps), (Sleeping, settings.SleepingBps), (Due, settings.DueBps),
            })
            if (at >= After(last, seconds, bps))
                return new(stage, After(last, seconds, bps), After(last, seconds, OneCycleBps), evidence);
        return new(facts.Orders > 1 ? Active : New, last, After(last, seconds, OneCycleBps), evidence);
    }

    private static DateTimeOffset After(DateTimeOffset last, decimal seconds, int bps) => last.AddTicks((long)Math.Min(
        seconds * bps * (TimeSpan.TicksPerSecond / OneCycleBps), (DateTimeOffset.MaxValue - last).Ticks));

    // Orders of one day are one purchase.
    private static (decimal Seconds, string Source) Cycle(LifecycleFacts facts, PutLifecycleSettings.Body settings) =>
        facts switch
        {
            { OwnSeconds: { } own } => (Math.Max(own, SecondsOfDay), "ownOrders"),
            { ProductDays: { } days } => (days * (decimal)SecondsOfDay, "product"),
            _ => (settings.UsualCycleDays * (decimal)SecondsOfDay, "setting"),
        };
}
