using Shouldly;
using SocialCommerce.Commissions.Calculation;
using SocialCommerce.Commissions.Postings;
using SocialCommerce.Commissions.Terms;
using SocialCommerce.Kernel.Accounting;
using Xunit;

namespace SocialCommerce.UnitTests.Commissions.Accruals;

/// <summary>What a refund books.</summary>
public class ReversalTests
{
    private static readonly Snapshot Order = Chains.Of(["T1", "T3"], 9_995, 10);

    [Fact]
    public void A_refund_that_changes_no_rounded_amount_books_nothing() =>
        Reversal.Of(Accrued(1_000, 800), Engine.Evaluate(Order, Chains.Plan, [9_995, 0])).ShouldBeEmpty();

    [Fact]
    public void A_full_refund_brings_every_net_to_nothing_whatever_it_was()
    {
        var changes = Reversal.Of(Accrued(1_000, 799), Engine.Evaluate(Order, Chains.Plan, [0, 0]));
        changes.Select(change => change.Difference).ShouldBe([-1_000, -799]);
    }

    [Fact]
    public void The_difference_may_be_positive()
    {
        var changes = Reversal.Of(Accrued(900, 800), Engine.Evaluate(Order, Chains.Plan, [9_995, 10]));
        Reversal.Movements(changes, "GBP", matured: false).ShouldBe(
            [new Movement(CommissionMoves.RestoredPending, "GBP", 1, 100, 1)]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void It_is_taken_from_pending_before_maturity_and_from_available_after_it(bool matured)
    {
        var move = matured ? CommissionMoves.ReversedAvailable : CommissionMoves.ReversedPending;
        var changes = Reversal.Of(Accrued(1_000, 800), Engine.Evaluate(Order, Chains.Plan, [0, 0]));
        Reversal.Movements(changes, "GBP", matured).ShouldBe(
        [
            new Movement(move, "GBP", 1, 1_000, 1),
            new Movement(move, "GBP", 2, 800, 2),
        ]);
    }

    [Fact]
    public void Maturity_moves_what_is_left_and_no_more() =>
        Reversal.Maturing(Accrued(0, 799), "GBP").ShouldBe(
            [new Movement(CommissionMoves.Matured, "GBP", 2, 799, 2)]);

    [Fact]
    public void An_accrual_whose_rule_the_engine_no_longer_names_nets_to_nothing() =>
        Reversal.Of(Accrued(1_000, 800), []).Select(change => change.Difference).ShouldBe([-1_000, -800]);

    private static AccrualNet[] Accrued(long first, long second) =>
    [
        new(1, "level", PlanRule.Level, 1, "c1", 1, "T1", 1_000, first),
        new(2, "level", PlanRule.Level, 2, "c2", 2, "T3", 800, second),
    ];
}
