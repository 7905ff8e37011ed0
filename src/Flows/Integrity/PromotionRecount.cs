using SocialCommerce.Commissions.Calculation;
using SocialCommerce.Commissions.Dividends;
using SocialCommerce.Commissions.Settings;
using SocialCommerce.Commissions.Terms;
using SocialCommerce.Commissions.Tiers;
using SocialCommerce.Referrals.Bindings;

namespace SocialCommerce.Flows.Integrity;

/// <summary>
/// Recomputes what promotions paid the referrers: from bindings, tiers and plans as each promotion could see them.
/// </summary>
internal sealed class PromotionRecount(
    IEnumerable<EdgeRow> edges, IEnumerable<HistoryEntry> tiers, IReadOnlyList<Versioned<PartnerTierList>> lists,
    IReadOnlyList<PlanTime> plans, CommissionSettings settings)
{
    private readonly Dictionary<long, EdgeRow> _edges = edges.ToDictionary(edge => edge.ChildKey);
    private readonly ILookup<long, HistoryEntry> _tiers = tiers.ToLookup(entry => entry.CustomerKey);
    private readonly HashSet<(long, long)> _paid = [];

    /// <summary>Promotions whose bonus is not what was due.</summary>
    public List<IntegrityFinding> Of(IReadOnlyList<PromotionFact> promotions)
    {
        foreach (var fact in promotions.Where(fact => fact.ReferrerKey is not null))
            _paid.Add((fact.CustomerKey, fact.ReferrerKey!.Value));
        return [.. promotions.Select(fact => (fact, Wrong: Contradiction(fact))).Where(one => one.Wrong is not null)
            .Select(one => new IntegrityFinding($"promotion of {one.fact.CustomerId} to {one.fact.Tier}", one.Wrong!))];
    }

    private string? Contradiction(PromotionFact fact)
    {
        var seen = Visibility.Of(fact.Seen, fact.TransactionId);
        var edge = _edges.GetValueOrDefault(fact.CustomerKey);
        if (edge is not null && !seen.Sees(edge.TransactionId) && edge.TransactionId != fact.TransactionId) edge = null;
        var inForce = PlanTime.InForce(plans, fact.RecordedAt, fact.RecordedAt).ToList();
        if (fact.ReferrerKey is null)
            return inForce.TrueForAll(key => OnceOf(key) is not null) && edge is not null
                && !_paid.Contains((fact.CustomerKey, edge.ParentKey)) && IsDue(fact, edge.ParentKey, seen)
                    ? $"nothing paid, due {OnceOf(inForce[0])?.AmountMinor}" : null;
        if (edge?.ParentKey != fact.ReferrerKey) return "paid to a person who was not the referrer";
        var rule = inForce.Contains(fact.PlanKey) ? OnceOf(fact.PlanKey) : null;
        if (rule is null || rule.RuleId != fact.Rule) return "paid by a rule that was not in force";
        if (rule.AmountMinor != fact.Amount) return $"paid {fact.Amount}, due {rule.AmountMinor}";
        return IsDue(fact, fact.ReferrerKey.Value, seen) ? null : "paid, though the referrer's tier was not reached";
    }

    private PlanRule? OnceOf(long? planKey) =>
        settings.ByKey(planKey)?.Content.Rules.FirstOrDefault(rule => rule.Kind == PlanRule.PeerOnce);

    /// <summary>
    /// By the referrer's last entry that the promotion saw. Of its own transaction it saw what an event before had
    /// given, and nothing of its own event; entries don't tell which of the two it was, so that both have to agree.
    /// </summary>
    private bool IsDue(PromotionFact fact, long referrer, Visibility.OfTransaction seen)
    {
        var ranked = PartnerTierList.At(lists, fact.RecordedAt) ?? settings.Tiers;
        HistoryEntry?[] held = fact.ReferrerSeq is { } kept
            ? [_tiers[referrer].FirstOrDefault(entry => entry.Seq == kept)]
            :
            [
                _tiers[referrer].LastOrDefault(entry => seen.Sees(entry.TransactionId)),
                _tiers[referrer].LastOrDefault(entry => seen.Sees(entry.TransactionId)
                    || (entry.TransactionId == fact.TransactionId && entry.Seq < fact.Seq)),
            ];
        return held.All(entry =>
            entry is not null && PeerOnceBonus.IsDue(ranked, fact.Tier, entry.Tier, entry.Active));
    }
}
