using Shouldly;
using SocialCommerce.Commissions.Calculation;
using SocialCommerce.Commissions.Terms;
using Xunit;

namespace SocialCommerce.UnitTests.Commissions.Calculation;

/// <summary>The ongoing peer bonus, by hand.</summary>
public class PeerBonusTests
{
    private static readonly PlanContent Five = Chains.Climbing() with { PayDepth = 5 };

    [Fact]
    public void Who_holds_the_tier_of_the_one_who_raised_the_rate_last_gets_a_share_of_the_order()
    {
        // A (T3) ← B (T3) ← C (T1): 100, 200, nothing, and 50 for A.
        Peers(["T1", "T3", "T3"], Five.WithPeer(500)).ShouldBe([(3, 5_000)]);
        Peers(["T1", "T3", "T3"], Five.WithPeer(1_000, PlanRule.OfBonus)).ShouldBe([(3, 2_000)], "10 % of B's 200");
        Peers(["T1", "T2", "T1", "T3"], Five.WithPeer(500)).ShouldBeEmpty("nobody is the last raiser's peer");
        Peers(["", "T3!", "T3"], Five.WithPeer(500)).ShouldBeEmpty("who may not earn raises nothing");
    }

    [Fact]
    public void As_many_as_there_are_generations_are_paid()
    {
        Peers(["T3", "T3", "T3", "T3"], Five.WithPeer(500)).ShouldBe([(2, 5_000)]);
        Peers(["T3", "T3", "T3", "T3"], Five.WithPeer(500, generations: 2)).ShouldBe([(2, 5_000), (3, 5_000)]);
        Peers(["T3", "T1", "T3!", "T3"], Five.WithPeer(500)).ShouldBe([(4, 5_000)], "others between don't count");
    }

    [Fact]
    public void The_count_begins_anew_when_somebody_raises_the_rate_again() =>
        Peers(["T1", "T1", "T2", "T1", "T2"], Five.WithPeer(500)).ShouldBe([(2, 5_000), (5, 5_000)]);

    [Fact]
    public void Who_keeps_a_floor_is_no_peer()
    {
        var order = Chains.Of(["T3", "T3", "T3"], 100_000);
        var held = order with
        {
            Chain = [order.Chain[0], order.Chain[1] with { Floors = [new Floor("T3", "T2")] }, order.Chain[2]],
        };
        var plan = (Chains.Climbing(10_000) with { PayDepth = 3 }).WithPeer(500);
        Chains.Paid(held, plan, 100_000).ShouldBe([(1, 30_000), (2, 10_000), (3, 5_000)]);
    }

    [Fact]
    public void Nobody_is_paid_beyond_the_pay_depth_and_every_nothing_has_a_reason()
    {
        var order = Chains.Of(["T1", "T2", "T2"], 100_000);
        Engine.Evaluate(order, Chains.Climbing().WithPeer(500), [100_000])
            .Where(o => o.Kind == PlanRule.Peer).Select(o => (o.Depth, o.Reason)).ShouldBe(
                [(1, Reasons.NoPeer), (2, Reasons.NoPeer), (3, Reasons.BeyondPayDepth)]);
        Engine.Evaluate(order, Chains.Climbing().WithPeer(500), [0])
            .Where(o => o.Kind == PlanRule.Peer).Select(o => (o.Depth, o.Reason)).ShouldBe(
                [(1, Reasons.ZeroBase), (2, Reasons.ZeroBase), (3, Reasons.BeyondPayDepth)]);
    }

    [Fact]
    public void A_peer_rule_with_limits_sees_its_own_lines()
    {
        var order = Chains.Of(["T3", "T3"], 100_000, 50_000);
        var plan = Chains.Climbing().WithPeer(500);
        var limited = plan with { Rules = [plan.Rules[0], plan.Rules[1] with { Products = ["p2"] }] };
        Chains.Paid(order, limited, 100_000, 50_000).ShouldBe([(1, 45_000), (2, 2_500)]);
        var bonus = limited with { Rules = [plan.Rules[0], limited.Rules[1] with { Of = PlanRule.OfBonus }] };
        Chains.Paid(order, bonus, 100_000, 50_000).ShouldBe([(1, 45_000), (2, 750)], "5 % of 30 % of the second line");
    }

    [Fact]
    public void Of_several_differentials_the_peer_goes_by_the_one_it_names()
    {
        var flat = Chains.Differential("flat", 0, ("T1", 100), ("T2", 100), ("T3", 100));
        var peer = new PlanRule("peer", PlanRule.Peer, Bps: 500, DifferentialRule: "differential");
        var plan = new PlanContent([flat, Chains.Climbing().Rules[0], peer]);
        Chains.Paid(Chains.Of(["T2", "T2"], 10_000), plan, 10_000).ShouldBe([(1, 100), (1, 2_000), (2, 500)]);
    }

    private static (long Key, long Amount)[] Peers(string[] tiers, PlanContent plan) =>
        [.. Engine.Evaluate(Chains.Of(tiers, 100_000), plan, [100_000])
            .Where(o => o.Kind == PlanRule.Peer && o.Amount != 0).Select(o => (o.Person.Key, o.Amount))];
}
