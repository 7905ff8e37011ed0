namespace SocialCommerce.Membership.Relations;

/// <summary>
/// The stage of a relation from what has happened, whatever the order in which it was reported. Trust begins with a
/// reply or a review that was read; participation with enough interactions on enough days; the ceremony's stage when
/// the membership begins; belonging when a privilege was used, an order followed the first, and a referral or an
/// activity in a group came within one window. A stage fades while the score is below its floor and is there again with
/// it; a member keeps the ceremony's stage. Pure.
/// </summary>
public sealed class RelationRules
{
    private readonly RelationSettings _settings;
    private readonly string _timeZone;
    private readonly TimeSpan _window;
    private readonly List<RelationFact> _facts;
    private readonly DateTimeOffset? _firstPurchase;

    /// <summary>Rules over what a customer has done.</summary>
    public RelationRules(RelationSettings settings, string timeZone, IEnumerable<RelationFact> facts)
    {
        (_settings, _timeZone, _window) = (settings, timeZone, TimeSpan.FromDays(settings.WindowDays));
        _facts = [.. facts.OrderBy(fact => fact.At).ThenBy(fact => fact.Kind, StringComparer.Ordinal)];
        _firstPurchase = _facts.Find(fact => fact.Kind == RelationKinds.Purchase)?.At;
    }

    /// <summary>The relation at a time.</summary>
    public RelationStanding At(DateTimeOffset now, bool isMember)
    {
        var score = Score(now);
        var reached = Reached(now);
        var deepest = reached.LastOrDefault(
            stage => score >= _settings.Floors.Of(stage.Stage)
                || (isMember && stage.Stage == RelationStages.Ceremony))?.Stage ?? RelationStages.None;
        return new RelationStanding(deepest, score, reached, Missing(deepest, reached, score, now));
    }

    /// <summary>The score at a time: each event's weight, falling evenly to 0 at the end of the window.</summary>
    public long Score(DateTimeOffset now)
    {
        var sum = Int128.Zero;
        foreach (var fact in Within(now))
            sum += (Int128)_settings.Weights.Of(fact.Kind) * (_window - (now - fact.At)).Ticks;
        return (long)(sum / _window.Ticks);
    }

    private List<ReachedStage> Reached(DateTimeOffset now)
    {
        var reached = new List<ReachedStage>();
        var trust = First(now, fact => fact.Kind is RelationKinds.Reply or RelationKinds.ReviewRead);
        Add(RelationStages.Trust, trust);
        Add(RelationStages.Participation, trust is null ? null : Earliest(now, trust.Value, Participates));
        var ceremony = First(now, fact => fact.Kind == RelationKinds.Ceremony);
        Add(RelationStages.Ceremony, ceremony);
        Add(RelationStages.Belonging, ceremony is null ? null : Earliest(now, ceremony.Value, Belongs));
        return reached;

        void Add(string stage, DateTimeOffset? at)
        {
            if (at is { } time) reached.Add(new ReachedStage(stage, time));
        }
    }

    private DateTimeOffset? First(DateTimeOffset now, Predicate<RelationFact> kind) =>
        _facts.Find(fact => fact.At <= now && kind(fact))?.At;

    /// <summary>The first time from one on at which the facts of the window before it suffice.</summary>
    private DateTimeOffset? Earliest(DateTimeOffset now, DateTimeOffset from, Predicate<DateTimeOffset> suffices)
    {
        foreach (var at in _facts.Select(fact => fact.At).Where(at => at > from && at <= now).Prepend(from))
            if (suffices(at)) return at;
        return null;
    }

    private bool Participates(DateTimeOffset at)
    {
        var (interactions, days) = Interactions(at);
        return interactions >= _settings.Interactions && days >= _settings.InteractionDays;
    }

    private bool Belongs(DateTimeOffset at) => Uses(at) > 0 && Repurchases(at) > 0 && Social(at) > 0;

    private (int Interactions, int Days) Interactions(DateTimeOffset at)
    {
        var own = Within(at).Where(fact => fact.Kind
            is RelationKinds.Reply or RelationKinds.Interaction or RelationKinds.GroupActivity).ToList();
        return (own.Count, own.Select(fact => Periods.DayOf(fact.At, _timeZone)).Distinct().Count());
    }

    private int Uses(DateTimeOffset at) => Within(at).Count(fact => fact.Kind == RelationKinds.PrivilegeUse);

    private int Repurchases(DateTimeOffset at) =>
        Within(at).Count(fact => fact.Kind == RelationKinds.Purchase && fact.At > _firstPurchase);

    private int Social(DateTimeOffset at) =>
        Within(at).Count(fact => fact.Kind is RelationKinds.Referral or RelationKinds.GroupActivity);

    private IEnumerable<RelationFact> Within(DateTimeOffset at) =>
        _facts.SkipWhile(fact => fact.At <= at - _window).TakeWhile(fact => fact.At <= at);

    private List<MissingRelation> Missing(
        string stage, List<ReachedStage> reached, long score, DateTimeOffset now)
    {
        var index = RelationStages.All.ToList().IndexOf(stage) + 1;
        if (index == RelationStages.All.Count) return [];
        var next = RelationStages.All[index];
        if (reached.Exists(one => one.Stage == next))
            return [new MissingRelation("score", _settings.Floors.Of(next), score)];
        var (interactions, days) = Interactions(now);
        return
        [
            .. (next switch
            {
                RelationStages.Trust => [new MissingRelation("replyOrReview", 1, 0)],
                RelationStages.Participation =>
                [
                    new MissingRelation("interactions", _settings.Interactions, interactions),
                    new MissingRelation("interactionDays", _settings.InteractionDays, days),
                ],
                RelationStages.Ceremony => [new MissingRelation("ceremony", 1, 0)],
                _ => (MissingRelation[])
                [
                    new MissingRelation("privilegeUse", 1, Uses(now)),
                    new MissingRelation("repurchase", 1, Repurchases(now)),
                    new MissingRelation("referralOrGroup", 1, Social(now)),
                ],
            }).Where(one => one.Available < one.Required),
        ];
    }
}
