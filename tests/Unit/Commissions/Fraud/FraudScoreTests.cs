using Shouldly;
using SocialCommerce.Commissions.Calculation;
using SocialCommerce.Commissions.Fraud;
using SocialCommerce.Commissions.Holds;
using SocialCommerce.Kernel.Settings;
using Xunit;

namespace SocialCommerce.UnitTests.Commissions.Fraud;

/// <summary>Signs add up to a score; from the threshold on an order is held.</summary>
public class FraudScoreTests
{
    private static readonly FraudRules Rules = new(Threshold: 100);

    [Fact]
    public void One_person_on_both_sides_is_enough()
    {
        var found = Of(Rules, [new FraudSign(1, 100, true, false, 0)])!;
        (found.Version, found.Score).ShouldBe((3, 100));
        found.Reasons.ShouldBe([new FraudReason("selfReferral", 100, "c1")]);
        Of(Rules with { Threshold = 101 }, [new FraudSign(1, 100, true, false, 0)]).ShouldBeNull();
    }

    [Fact]
    public void Signs_of_one_beneficiary_add_up_and_those_of_two_do_not()
    {
        Of(Rules, [new FraudSign(1, 100, false, true, 9)])!.Score.ShouldBe(100);
        Of(Rules, [new FraudSign(1, 100, false, true, 8)]).ShouldBeNull();
        Of(Rules, [new FraudSign(1, 100, false, true, 0), new FraudSign(2, 1, false, false, 50)]).ShouldBeNull();
    }

    [Fact]
    public void What_the_buyer_gave_back_counts_beside_anybody()
    {
        Of(Rules, [new FraudSign(1, 100, false, true, 0)], returned: 3)!.Reasons.ShouldBe(
            [new FraudReason("sharedPayer", 60, "c1"), new FraudReason("wash", 40, Orders: 3)]);
        Of(Rules, [new FraudSign(1, 100, false, true, 0)], returned: 2).ShouldBeNull();
    }

    [Fact]
    public void Who_gets_nothing_is_nobodys_accomplice_and_a_weight_of_nothing_says_nothing()
    {
        Of(Rules, [new FraudSign(7, 100, true, true, 99)]).ShouldBeNull();
        Of(Rules with { SelfReferral = 0 }, [new FraudSign(1, 100, true, false, 0)]).ShouldBeNull();
    }

    private static FraudCase? Of(FraudRules rules, FraudSign[] signs, long returned = 0) => FraudCase.Of(
        new Versioned<FraudRules>(3, rules),
        Engine.Evaluate(Chains.Of(["T1", "T3"], 10_000), Chains.Plan, [10_000]), signs, returned);
}
