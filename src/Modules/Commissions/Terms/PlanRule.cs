using System.Text.Json.Serialization;

namespace SocialCommerce.Commissions.Terms;

/// <summary>One bonus of a plan.</summary>
/// <param name="RuleId">Unique within the plan; part of every accrual's key.</param>
/// <param name="Kind">
/// The bonus kind: <c>level</c> (层级奖), <c>differential</c> (级差奖), <c>peer</c> (平推奖, the ongoing form),
/// <c>peerOnce</c> (the form that pays once), <c>dividend</c> (分红奖) or <c>project</c> (项目奖).
/// </param>
/// <param name="Rates">
/// Level: by depth and by the earner's own tier. Differential: by tier. Neither falls with rank. Other kinds: none.
/// </param>
/// <param name="Products" example="p-serum">
/// Only these products' lines, where given; of several limits a line has to fit all.
/// </param>
/// <param name="Classes" example="skincare">Only lines of these product classes, where given.</param>
/// <param name="Rungs">Only lines of these rungs of the ladder, where given.</param>
/// <param name="FloorBps">
/// Differential: how much of the floor is kept over a direct downline who was promoted, 10,000 for all of it;
/// none when absent.
/// </param>
/// <param name="Bps">Peer: basis points of the basis, or of the bonus.</param>
/// <param name="Of">
/// Peer: <c>order</c>, or <c>bonus</c>: the differential of the person whose tier the peer holds. Order when absent.
/// </param>
/// <param name="Generations">Peer: how many peers in a row are paid; 1 when absent.</param>
/// <param name="DifferentialRule" example="climb">
/// Peer: the differential rule before it by which peers are found; needed only where there are several.
/// </param>
/// <param name="AmountMinor">Once-peer: what a promotion pays the referrer, minor units.</param>
/// <param name="PoolBps">Dividend: the pool, in basis points of the base.</param>
/// <param name="Base">Dividend: <c>sales</c>, or <c>profit</c>, given with each run. Sales when absent.</param>
/// <param name="Tier">Dividend: who holds this tier or a higher one at the period's end has a part.</param>
/// <param name="Share">Dividend: <c>equal</c>, <c>weights</c> or <c>teamSales</c>. Equal when absent.</param>
/// <param name="Weights">Dividend by weights: one for each tier that has a part.</param>
/// <param name="TeamDepth">Dividend by team sales: how many levels count, 1 to 3; 2 when absent.</param>
/// <param name="From">Paid by orders: it pays for orders paid from then on.</param>
/// <param name="Until">And for those paid before then.</param>
/// <param name="Budget">
/// Paid by orders: the most that it pays while the version is in force, all orders together; minor units.
/// </param>
/// <param name="FirstOrders">
/// Paid by orders: only for so many first orders of a buyer, counted by payment time; 1 to 10,000. A returned order
/// stays counted; an order that is reported late takes its place among those known by then.
/// </param>
/// <param name="DaysFromBinding">
/// Paid by orders: only for orders paid within so many days of 24 hours after the buyer was bound, the last instant
/// included; 1 to 3,650.
/// </param>
/// <param name="MonthsFromBinding">
/// Paid by orders: only for orders paid within so many calendar months after the buyer was bound, in the shop's time
/// zone, the whole last day included; 1 to 120.
/// </param>
public sealed record PlanRule(
    string RuleId,
    string Kind,
    [property: Most(PlanRule.MaxRates, IsChecked = true)] IReadOnlyList<PlanRate>? Rates = null,
    [property: Most(PlanRule.MaxNames, IsChecked = true)] IReadOnlyList<string>? Products = null,
    [property: Most(PlanRule.MaxNames, IsChecked = true)] IReadOnlyList<string>? Classes = null,
    [property: Most(PlanRule.MaxNames, IsChecked = true)] IReadOnlyList<string>? Rungs = null,
    [property: Between(0, PlanContent.MaxBps)] int? FloorBps = null,
    [property: Between(0, PlanContent.MaxBps)] int? Bps = null,
    string? Of = null,
    [property: Between(1, PlanContent.MaxPayDepth)] int? Generations = null,
    string? DifferentialRule = null,
    [property: Between(1, Money.Limit)] long? AmountMinor = null,
    [property: Between(1, PlanContent.MaxBps)] int? PoolBps = null,
    string? Base = null,
    string? Tier = null,
    string? Share = null,
    [property: Most(PlanRule.MaxTiers, IsChecked = true)] IReadOnlyList<TierWeight>? Weights = null,
    [property: Between(1, PlanContent.MinChainDepth)] int? TeamDepth = null,
    DateTimeOffset? From = null,
    DateTimeOffset? Until = null,
    [property: Between(1, Money.Limit)] long? Budget = null,
    [property: Between(1, BuyerLimits.MaxOrders)] int? FirstOrders = null,
    [property: Between(1, BuyerLimits.MaxDays)] int? DaysFromBinding = null,
    [property: Between(1, BuyerLimits.MaxMonths)] int? MonthsFromBinding = null)
{
    /// <summary>Most tiers of a shop.</summary>
    public const int MaxTiers = 50;

    /// <summary>Most rates: one for each tier at each depth.</summary>
    public const int MaxRates = PlanContent.MaxPayDepth * MaxTiers;

    /// <summary>Most products, classes or rungs to which a rule is limited.</summary>
    public const int MaxNames = 1_000;

    /// <summary>The level bonus.</summary>
    public const string Level = "level";

    /// <summary>The differential bonus.</summary>
    public const string Differential = "differential";

    /// <summary>The peer bonus.</summary>
    public const string Peer = "peer";

    /// <summary>The peer bonus that a promotion pays, once per pair.</summary>
    public const string PeerOnce = "peerOnce";

    /// <summary>The dividend, from a period's pool.</summary>
    public const string Dividend = "dividend";

    /// <summary>The project bonus, from an accepted task.</summary>
    public const string Project = "project";

    /// <summary>A dividend's base: net sales completed in the period.</summary>
    public const string OfSales = "sales";

    /// <summary>A dividend's base: a figure given with the run.</summary>
    public const string OfProfit = "profit";

    /// <summary>A pool is shared equally.</summary>
    public const string Equally = "equal";

    /// <summary>A pool is shared by the weights of tiers.</summary>
    public const string ByWeights = "weights";

    /// <summary>A pool is shared by the team's sales in the period.</summary>
    public const string ByTeamSales = "teamSales";

    /// <summary>Every kind.</summary>
    internal static readonly string[] Kinds = [Level, Differential, Peer, PeerOnce, Dividend, Project];

    /// <summary>Whether orders pay it, so that the engine runs it.</summary>
    internal bool IsPaidByOrders => Kind is not (PeerOnce or Dividend or Project);

    /// <summary>Whether it pays by what orders come to, its own lines only.</summary>
    [JsonIgnore]
    public bool ReadsOrders => IsPaidByOrders || (Kind == Dividend && Base != OfProfit);

    /// <summary>Whether a period's orders are counted for it: for a pool's base, or to weigh its parts.</summary>
    [JsonIgnore]
    public bool CountsOrders => ReadsOrders || (Kind == Dividend && Share == ByTeamSales);

    /// <summary>A peer bonus of the order's basis.</summary>
    public const string OfOrder = "order";

    /// <summary>A peer bonus of a person's differential.</summary>
    public const string OfBonus = "bonus";

    /// <summary>The differential rate of a tier; 0 for none.</summary>
    internal int RateOf(string? tier)
    {
        foreach (var rate in Rates ?? []) if (rate.Tier == tier) return rate.Bps ?? 0;
        return 0;
    }

    /// <summary>The differential rule by which a peer rule finds peers: the one named, or the only one.</summary>
    internal PlanRule DifferentialOf(IEnumerable<PlanRule> rules) => rules.First(rule =>
        rule.Kind == Differential && (DifferentialRule is null || rule.RuleId == DifferentialRule));

    /// <summary>Whether it pays for an order paid then; where no time is given, every rule does.</summary>
    internal bool RunsAt(DateTimeOffset? paidAt) =>
        paidAt is not { } at || ((From is not { } from || from <= at) && (Until is not { } until || at < until));

    /// <summary>Whether it pays only within a time after the buyer's binding.</summary>
    internal bool ReadsBinding => DaysFromBinding is not null || MonthsFromBinding is not null;

    /// <summary>Whether it is limited by the order's place in the buyer's history.</summary>
    internal bool HasBuyerLimit => FirstOrders is not null || ReadsBinding;

    /// <summary>Why it pays nothing for an order, whatever the chain above the buyer; null where it pays.</summary>
    internal string? Bar(Snapshot order) =>
        RunsAt(order.PaidAt) ? BuyerLimits.Bar(this, order.Place) : Reasons.OutOfDates;

    internal bool Takes(SnapshotLine line) =>
        (Products is null || Products.Contains(line.ProductId)) &&
        (Classes is null || (line.Class is not null && Classes.Contains(line.Class))) &&
        (Rungs is null || (line.Rung is not null && Rungs.Contains(line.Rung)));
}
