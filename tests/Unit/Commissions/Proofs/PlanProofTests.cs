using Shouldly;
using SocialCommerce.Commissions.Calculation;
using SocialCommerce.Commissions.Plans;
using SocialCommerce.Commissions.Proofs;
using SocialCommerce.Commissions.Terms;
using Xunit;

namespace SocialCommerce.UnitTests.Commissions.Proofs;

/// <summary>
/// The known results of docs/commission-rules.md#perpetual-rule, and what the proof says of other plans.
/// </summary>
public class PlanProofTests
{
    private static readonly string[] Tiers = ["T1", "T2", "T3"];
    private static readonly PlanContent Level = Chains.Plan with { Perpetual = true };

    [Fact]
    public void The_level_plan_pays_23_percent_at_worst_and_is_proved() =>
        Found(Level).ShouldBe((2_300, null));

    [Fact]
    public void With_skip_the_fourth_falls_when_the_nearest_takes_the_first_depth() =>
        Found(Level with { Compression = PlanContent.Skip }).ShouldBe((2_300,
            "In the chain (–, –, –, T1) ancestor 1 becomes T1, and ancestor 4 falls from 10 % to 3 %."));

    [Fact]
    public void A_differential_with_its_whole_floor_pays_60_percent_at_worst_and_is_proved() =>
        Found(Chains.Climbing(10_000) with { Perpetual = true }).ShouldBe((6_000, null));

    [Fact]
    public void A_differential_without_a_floor_pays_30_percent_and_leaves_nothing_to_the_second() =>
        Found(Chains.Climbing() with { Perpetual = true }).ShouldBe((3_000,
            "In the chain (–, T1, –, –) ancestor 1 becomes T1, and ancestor 2 falls from 10 % to 0 %."));

    [Fact]
    public void Half_a_floor_keeps_half()
    {
        Found(Chains.Climbing(5_000) with { Perpetual = true }).ShouldBe((4_500,
            "In the chain (–, T1, –, –) ancestor 1 becomes T1, and ancestor 2 falls from 10 % to 5 %."));
        Found(Chains.Climbing(9_999) with { Perpetual = true }).Words.ShouldEndWith("falls from 10 % to 9.999 %.");
    }

    [Fact]
    public void A_third_who_is_paid_cannot_be_kept_whole() =>
        Found(Chains.Climbing(10_000) with { Perpetual = true, PayDepth = 3 }).ShouldBe((9_000,
            "In the chain (–, –, T1, –, –) ancestor 1 becomes T1, and ancestor 3 falls from 10 % to 0 %."));

    [Fact]
    public void Own_purchases_move_the_ancestors_down_when_the_buyer_is_promoted() =>
        Found(Level with { SelfPurchase = PlanContent.AsDepth1 }).Words.ShouldBe(
            "In the chain (–, T1, –, –) the buyer becomes T1, and ancestor 2 falls from 3 % to 0 %.");

    [Fact]
    public void A_peer_loses_the_bonus_when_the_other_climbs_on() =>
        Found((Chains.Climbing(10_000) with { Perpetual = true }).WithPeer(500)).Words.ShouldBe(
            "In the chain (T1, T1, –, –) ancestor 1 becomes T2, and ancestor 2 falls from 5 % to 0 %.");

    [Fact]
    public void A_content_is_proved_once_and_one_that_differs_by_itself()
    {
        var plan = Chains.Climbing(10_000) with { Perpetual = true, HoldDays = 77 };
        var first = PlanProof.Of(plan, Tiers);
        PlanProof.Of(plan with { }, [.. Tiers]).ShouldBeSameAs(first);
        PlanProof.Of(plan, ["T1", "T2"]).ShouldNotBeSameAs(first);
        PlanProof.Of(plan with { HoldDays = 78 }, Tiers).ShouldNotBeSameAs(first);
        WorstCase.Of(plan with { }).ShouldBeSameAs(WorstCase.Of(plan));
    }

    [Fact]
    public void A_proof_ends_when_its_caller_goes_and_is_made_for_the_next_one()
    {
        var plan = Chains.Climbing(10_000) with { Perpetual = true, HoldDays = 79 };
        using var gone = new CancellationTokenSource();
        gone.Cancel();
        Should.Throw<OperationCanceledException>(() => PlanProof.Until(plan, Tiers, gone.Token));
        Should.Throw<OperationCanceledException>(() => PlanValidation.FaultsUntil(plan, gone.Token).ToList());
        PlanProof.Of(plan, Tiers).CounterExample.ShouldBeNull();
    }

    [Fact]
    public void A_peer_is_paid_where_no_floor_is_held_or_where_the_floor_is_less()
    {
        WorstCase.Of(Chains.Climbing().WithPeer(500)).ShouldNotBeNull().Bps.ShouldBe(3_500);
        WorstCase.Of(Chains.Climbing(10_000).WithPeer(500)).ShouldNotBeNull().Bps.ShouldBe(6_000);
        WorstCase.Of(Chains.Climbing(100).WithPeer(500)).ShouldNotBeNull().Bps.ShouldBe(3_500);
        WorstCase.Of(Chains.Climbing().WithPeer(5_000, PlanRule.OfBonus)).ShouldNotBeNull().Bps.ShouldBe(4_500);
        var three = Chains.Climbing() with { PayDepth = 3 };
        WorstCase.Of(three.WithPeer(500)).ShouldNotBeNull().Bps.ShouldBe(3_500);
        WorstCase.Of(three.WithPeer(500, generations: 2)).ShouldNotBeNull().Bps.ShouldBe(4_000);
    }

    [Fact]
    public void The_worst_line_is_the_one_that_most_rules_take()
    {
        var tea = Chains.Climbing().Rules[0] with { RuleId = "tea", Products = ["tea"] };
        var food = Chains.Rule("food", (1, "T3", 500)) with { Classes = ["food"] };
        var worst = WorstCase.Of(new PlanContent([.. Chains.Climbing().Rules, tea, food]))!;
        worst.Bps.ShouldBe(6_500);
        worst.ToString().ShouldBe("T3 65 %");
        PlanProof.Of(new PlanContent([.. Chains.Climbing().Rules, tea], OrderCapBps: 5_999), Tiers)
            .Refusal(new PlanContent([.. Chains.Climbing().Rules, tea], OrderCapBps: 5_999))!.Detail
            .ShouldBe("The rules can pay 6000 basis points for one order (T3 60 %); orderCapBps is 5999.");
    }

    [Fact]
    public void Plans_that_are_too_large_to_try_are_refused()
    {
        string[] tiers = [.. Enumerable.Range(1, 20).Select(i => $"T{i}")];
        var rates = tiers.Select((tier, i) => (tier, i * 10)).ToArray();
        var large = new PlanContent([Chains.Differential("d", 10_000, rates)], PayDepth: 4, Perpetual: true);
        PlanProof.Of(large, tiers).Refusal(large)!.Code.ShouldBe("PLAN_TOO_LARGE");
        var deep = large with { PayDepth = 3 };
        PlanProof.Of(deep, tiers).Refusal(deep)!.Code.ShouldBe("PROOF_TOO_LARGE");
        var plain = deep with { Perpetual = false };
        PlanProof.Of(plain, tiers).Refusal(plain).ShouldBeNull();
    }

    [Fact]
    public void Ten_tiers_and_two_depths_are_proved()
    {
        string[] tiers = [.. Enumerable.Range(1, 10).Select(i => $"T{i}")];
        var plan = new PlanContent(
            [Chains.Differential("d", 10_000, [.. tiers.Select((tier, i) => (tier, (i + 1) * 300))])], Perpetual: true);
        PlanProof.Of(plan, tiers).Refusal(plan).ShouldBeNull();
    }

    [Fact]
    public void A_proof_runs_rules_without_a_floor_once_for_each_chain_and_no_more_than_was_reckoned()
    {
        // Four people of four standings are 256 chains, with 6 promotions in each on average.
        var plan = Chains.Climbing(10_000) with { Perpetual = true, HoldDays = 81 };
        PlanProof.Of(plan, Tiers).Runs.ShouldBe(256 * 7);
        var level = Chains.Rule("level", (1, "T1", 100), (1, "T2", 100), (1, "T3", 100));
        var both = plan with { Rules = [level, .. plan.Rules] };
        var proof = PlanProof.Of(both, Tiers);
        (proof.CounterExample, proof.Runs).ShouldBe((null, (256 * 7) + 256));
        PerpetualProof.Runs(both, Tiers.Length, RepresentativeLines.Of(both.Rules)!).ShouldBe(proof.Runs);
        PlanProof.Of(Level with { HoldDays = 82 }, Tiers).Runs.ShouldBe(256, "without a floor none is run again");
    }

    [Fact]
    public void A_plan_above_its_cap_is_refused_for_that_and_no_promotion_is_tried()
    {
        var plan = Chains.Climbing() with { Perpetual = true, OrderCapBps = 2_999 };
        var proof = PlanProof.Of(plan, Tiers);
        (proof.Runs, proof.Refusal(plan)!.Code).ShouldBe((0, "RATES_ABOVE_CAP"));
    }

    [Fact]
    public void A_rate_that_falls_with_rank_is_named()
    {
        Falls(Chains.Rule("r", (1, "T1", 200), (1, "T3", 100), (2, "T2", 50)))
            .ShouldBe(["rules[0].rates[1] RATES_FALL"]);
        Falls(Chains.Differential("d", 0, ("T2", 100), ("T1", 200), ("T3", 300)))
            .ShouldBe(["rules[0].rates[0] RATES_FALL"]);
        Falls(Chains.Differential("d", 0, ("T1", 100), ("T2", 200))).ShouldBe(["rules[0].rates RATES_FALL"]);
        Falls(Chains.Rule("r", (1, "T1", 200), (1, "T9", 100))).ShouldBe(["rules[0].rates[1].tier TIER_UNKNOWN"]);
        Falls(new PlanRule("r", PlanRule.Level, [new("T1", null, 1, 500), new("T2", null, 1, 400)]))
            .ShouldBe(["rules[0].rates[1] RATES_FALL"]);
    }

    private static string[] Falls(PlanRule rule) =>
        [.. PlanTierFit.Faults(new PlanContent([rule]), Tiers).Select(error => $"{error.Path} {error.Code}")];

    private static (long Worst, string? Words) Found(PlanContent plan)
    {
        var proof = PlanProof.Of(plan, Tiers);
        return (proof.Worst!.Bps, proof.Refusal(plan)?.Detail);
    }
}
