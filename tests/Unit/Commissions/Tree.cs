using SocialCommerce.Commissions.Terms;
using SocialCommerce.Commissions.Tiers;

namespace SocialCommerce.UnitTests.Commissions;

/// <summary>Something told of a person: a binding, an order of so much, or with an order of 0 an approval.</summary>
internal sealed record Fact(int Who, int? Parent = null, int Spent = 0);

/// <summary>People below one another, promoted as the flows do it: within the event, then level by level.</summary>
internal sealed class Tree(PartnerTier[] tiers)
{
    private const int People = 7;

    private readonly int?[] _parents = new int?[People];
    private readonly long[] _own = new long[People];
    private readonly bool[] _approved = new bool[People];
    private readonly string?[] _held = new string?[People];

    /// <summary>Everybody's tier.</summary>
    public string?[] Held => _held;

    /// <summary>Tells all of them, one after the other.</summary>
    public Tree Tell(IEnumerable<Fact> facts)
    {
        foreach (var fact in facts) Tell(fact);
        return this;
    }

    /// <summary>Everybody's tier by looking at the whole tree again and again, from nobody's on.</summary>
    public string?[] Whole()
    {
        var ranks = Enumerable.Repeat(-1, People).ToArray();
        for (var moved = true; moved;)
        {
            moved = false;
            for (var who = 0; who < People; who++)
                for (var rank = tiers.Length - 1; rank > ranks[who]; rank--)
                    if (Meets(tiers[rank].Conditions!, who, ranks))
                        (ranks[who], moved) = (rank, true);
        }
        return [.. ranks.Select(rank => rank < 0 ? null : tiers[rank].TierId)];
    }

    private bool Meets(Condition condition, int who, int[] ranks) => condition switch
    {
        { All: { } all } => all.All(one => Meets(one, who, ranks)),
        { Any: { } any } => any.Any(one => Meets(one, who, ranks)),
        { Metric: Metrics.OwnNetSpend } => _own[who] >= condition.AtLeast,
        { Metric: Metrics.Approval } => _approved[who],
        _ => Enumerable.Range(0, People).Count(child => _parents[child] == who && ranks[child] >= 0
            && ranks[child] >= Array.FindIndex(tiers, tier => tier.TierId == condition.Tier)) >= condition.AtLeast,
    };

    private void Tell(Fact fact)
    {
        if (fact.Parent is { } parent)
        {
            _parents[fact.Who] = parent;
            if (_held[fact.Who] is not null) Raise(parent);
        }
        else if (fact.Spent == 0)
        {
            _approved[fact.Who] = true;
            Raise(fact.Who);
        }
        else
        {
            Pay(fact.Who, fact.Spent);
        }
    }

    /// <summary>An order: the buyer, the referrer and that one's referrer at once, then whoever is above.</summary>
    private void Pay(int buyer, int spent)
    {
        var chain = new List<int> { buyer };
        while (chain.Count < 3 && _parents[chain[^1]] is { } above) chain.Add(above);
        var promotions = Climb(chain, new Volume(buyer, Own: spent));
        _own[buyer] += spent;
        foreach (var promotion in promotions.Where(one => !chain.Contains((int)(one.ReferrerKey ?? buyer))))
            Raise((int)promotion.ReferrerKey!);
    }

    private void Raise(int who)
    {
        foreach (var promotion in Climb([who], null))
            if (promotion.ReferrerKey is { } referrer) Raise((int)referrer);
    }

    private List<Promotion> Climb(List<int> chain, Volume? added)
    {
        var counts = from who in chain
                     from tier in PartnerCounts.Asked(tiers, _held[who])
                     let rank = Math.Max(0, Array.FindIndex(tiers, one => one.TierId == tier))
                     select new PartnerCount(who, tier, Enumerable.Range(0, People).Count(child =>
                         _parents[child] == who && TierRules.RankOf(tiers, _held[child]) >= rank));
        var held = chain.Where(who => _held[who] is not null).Select(who => new HeldTier(who, _held[who]!));
        var promotions = TierPromotion.Of(
            tiers, chain.Select(who => new PromotionCandidate(
                $"{who}", Standing(who), _parents[who], added?.Key == who ? added : null)),
            new PartnerCounts(tiers, counts, held));
        foreach (var promotion in promotions) _held[promotion.Key] = promotion.To;
        return promotions;
    }

    private PartnerState Standing(int who) =>
        new(who, _held[who], true, 0, _held[who], true, 0, _approved[who], _own[who], 0, 0, 0, 0, 0, []);
}
