using SocialCommerce.Commissions.Calculation;
using SocialCommerce.Commissions.Terms;

namespace SocialCommerce.UnitTests.Commissions;

/// <summary>Short words for snapshots and plans.</summary>
internal static class Chains
{
    /// <summary>The plan of the main job: depth 1 pays 10, 12, 15 %, depth 2 pays 3, 5, 8 %.</summary>
    public static readonly PlanContent Plan = new([Rule(
        "level", (1, "T1", 1000), (1, "T2", 1200), (1, "T3", 1500), (2, "T1", 300), (2, "T2", 500), (2, "T3", 800))]);

    public static PlanRule Rule(string id, params (int Depth, string Tier, int Bps)[] rates) =>
        new(id, PlanRule.Level, [.. rates.Select(rate => new PlanRate(rate.Tier, rate.Bps, rate.Depth))]);

    /// <summary>A differential rule.</summary>
    public static PlanRule Differential(string id, int floorBps, params (string Tier, int Bps)[] rates) => new(
        id, PlanRule.Differential, [.. rates.Select(rate => new PlanRate(rate.Tier, rate.Bps))],
        FloorBps: floorBps == 0 ? null : floorBps);

    /// <summary>The differential of the worked examples: 10, 20, 30 %.</summary>
    public static PlanContent Climbing(int floorBps = 0) =>
        new([Differential("differential", floorBps, ("T1", 1000), ("T2", 2000), ("T3", 3000))]);

    /// <summary>A plan with a peer rule behind its differential.</summary>
    public static PlanContent WithPeer(this PlanContent plan, int bps, string? of = null, int? generations = null)
    {
        var peer = new PlanRule("peer", PlanRule.Peer, Bps: bps, Of: of, Generations: generations);
        return plan with { Rules = [.. plan.Rules, peer] };
    }

    /// <summary>
    /// A buyer without tier under ancestors of these tiers, nearest first, keys from 1; "!": inactive.
    /// </summary>
    public static Snapshot Of(string[] tiers, params long[] values) => new(
        new SnapshotPerson(100, "buyer"),
        [.. tiers.Select((tier, i) => Person(i + 1, tier))],
        [.. values.Select((value, i) => new SnapshotLine(i + 1, value, $"p{i + 1}"))]);

    public static SnapshotPerson Person(long key, string tier) => new(
        key, $"c{key}", tier is "" or "!" ? null : tier.TrimEnd('!'), tier.Length > 0 ? 1 : 0, !tier.EndsWith('!'));

    /// <summary>Amounts by beneficiary, in the engine's order, without those who get nothing.</summary>
    public static (long Key, long Amount)[] Paid(Snapshot snapshot, PlanContent plan, params long[] left) =>
        [.. Engine.Evaluate(snapshot, plan, left).Where(o => o.Amount != 0).Select(o => (o.Person.Key, o.Amount))];

    public static (long Key, int Depth, string? Reason)[] Reasons(
        Snapshot snapshot, PlanContent? plan, params long[] left) =>
        [.. Engine.Evaluate(snapshot, plan, left).Select(o => (o.Person.Key, o.Depth, o.Reason))];
}
