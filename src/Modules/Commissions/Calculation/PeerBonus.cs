using SocialCommerce.Commissions.Terms;

namespace SocialCommerce.Commissions.Calculation;

/// <summary>
/// The ongoing peer bonus (平推奖). A peer is an ancestor whose differential share, floor included, is 0 and who holds
/// the tier of the last person below that raised the taken rate. The peer earns basis points of the basis or of that
/// person's differential; so do the next peers up to the rule's generations. When a person raises the rate again, the
/// count restarts. Without a peer the bonus stays with the shop (docs/commission-rules.md#peer-bonus).
/// </summary>
internal static class PeerBonus
{
    /// <summary>The outcome of the rule for each position.</summary>
    /// <param name="lines">The order as the peer rule sees it.</param>
    /// <param name="differential">The order as the differential rule sees it by which peers are found.</param>
    /// <param name="positions">The people, each with a depth.</param>
    public static IEnumerable<Outcome> Of(
        RuleLines lines, RuleLines differential, IReadOnlyList<Position> positions)
    {
        var rule = lines.Rule;
        var raisers = Peers(rule, DifferentialBonus.Climb(differential, positions));
        // A bonus of a differential exists only on the lines that both rules take.
        var shared = rule.Of == PlanRule.OfBonus ? lines.BasisWith(differential.Rule) : lines.Basis;
        foreach (var position in positions)
        {
            var raiser = raisers.GetValueOrDefault(position);
            var reason = lines.Bar(position) ?? lines.Empty(shared)
                ?? (raiser is null ? Reasons.NoPeer : rule.Bps == 0 ? Reasons.NoRate : null);
            if (reason is not null)
            {
                yield return lines.Nothing(position, reason);
                continue;
            }
            var basis = rule.Of == PlanRule.OfBonus ? raiser!.Of(shared) : shared;
            var share = basis.Bps(rule.Bps!.Value);
            yield return lines.Pay(position, rule.Bps.Value, basis, share, share.Round());
        }
    }

    /// <summary>The peers, each with the person whose tier made them one.</summary>
    private static Dictionary<Position, DifferentialBonus.Step> Peers(
        PlanRule rule, IEnumerable<DifferentialBonus.Step> climb)
    {
        var peers = new Dictionary<Position, DifferentialBonus.Step>();
        var (paid, most) = (0, rule.Generations ?? 1);
        DifferentialBonus.Step? raiser = null;
        foreach (var step in climb)
        {
            if (step.Raises) (raiser, paid) = (step, 0);
            else if (step.Parts == 0 && paid < most && step.Position.Person.Tier == raiser?.Position.Person.Tier)
            {
                peers.Add(step.Position, raiser!);
                paid++;
            }
        }
        return peers;
    }
}
