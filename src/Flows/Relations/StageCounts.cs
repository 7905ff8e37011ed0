using SocialCommerce.Ladder.Cohorts;
using SocialCommerce.Membership.Relations;

namespace SocialCommerce.Flows.Relations;

/// <summary>Counts customers by their stage now and at an earlier time.</summary>
internal sealed class StageCounts(DateTimeOffset asOf, DateTimeOffset start)
{
    private readonly Dictionary<string, (long Now, long AtStart, long Bought)> _counts =
        RelationStages.All.ToDictionary(stage => stage, _ => (0L, 0L, 0L));

    /// <summary>The counts, from the first stage on.</summary>
    public IReadOnlyList<GetRelationReport.StageCount> Stages =>
    [
        .. RelationStages.All.Select(stage =>
        {
            var (now, atStart, bought) = _counts[stage];
            return new GetRelationReport.StageCount(stage, now, atStart, bought, Share.Bps(bought, atStart));
        }),
    ];

    /// <summary>Counts a customer.</summary>
    public void Add(KnownCustomer customer, RelationReading reading, RelationSettings settings, Shop shop)
    {
        var key = customer.CustomerKey;
        var (rules, memberSince) = (reading.Of(key, settings, shop), reading.MemberSince(key));
        var stage = rules.At(asOf, memberSince <= asOf).Stage;
        _counts[stage] = _counts[stage] with { Now = _counts[stage].Now + 1 };
        if (customer.CreatedAt > start) return;
        var before = rules.At(start, memberSince <= start).Stage;
        var (now, atStart, bought) = _counts[before];
        _counts[before] = (now, atStart + 1, bought + (reading.Bought(key, start, asOf) ? 1 : 0));
    }
}
