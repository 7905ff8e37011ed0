using Shouldly;
using SocialCommerce.Membership.Members;
using SocialCommerce.Membership.Terms;
using SocialCommerce.Membership.Tiers;
using Xunit;
using static SocialCommerce.UnitTests.Membership.RandomMembers;

namespace SocialCommerce.UnitTests.Membership.Members;

/// <summary>
/// Bought and given tiers beside each other: vip for 100 days, and svip for 100 days, to which the days left of vip add
/// half of them.
/// </summary>
public class UpgradingTiersTests
{
    private static readonly MemberTier Vip = Tier("vip", 1, days: 100, products: ["vip"]);

    private static readonly MemberTier Svip =
        Tier("svip", 2, days: 100, products: ["svip"]) with { UpgradeBps = 5_000 };

    private static readonly MemberCatalogue Cards = Catalogue(Vip, Svip);

    [Fact]
    public void The_days_left_of_a_lower_tier_count_by_their_share_and_the_lower_tier_ends()
    {
        var (member, entries) = MemberRules.Fold([Bought("a", "vip", 0), Bought("b", "svip", 40)], Cards);
        TierAt(member, Cards, Day(40)).ShouldBe(("svip", Day(170)), "100 days, and half of 60");
        TierAt(member, Cards, Day(170)).Tier.ShouldBeNull();
        entries[^2..].ShouldBe(
        [
            new TierEntry("vip", TierEntry.Upgrade, Day(40), Day(40)),
            new TierEntry("svip", TierEntry.Product, Day(40), Day(170)),
        ]);
        TierAt(MemberRules.Fold([Bought("a", "vip", 0), Bought("b", "svip", 100)], Cards).Member, Cards, Day(100))
            .ShouldBe(("svip", Day(200)), "nothing is left of a tier that has ended");
    }

    [Fact]
    public void An_upgrade_that_is_given_back_leaves_the_lower_tier_as_it_was()
    {
        var (member, entries) = MemberRules.Fold(
            [Bought("a", "vip", 0), GivenBack(Bought("b", "svip", 40), 50)], Cards);
        TierAt(member, Cards, Day(50)).ShouldBe(("vip", Day(100)));
        entries[^1].ShouldBe(new TierEntry("vip", TierEntry.Refund, Day(50), Day(100)));
        var lower = MemberRules.Fold([GivenBack(Bought("a", "vip", 0), 50), Bought("b", "svip", 40)], Cards).Member;
        TierAt(lower, Cards, Day(50)).ShouldBe(("svip", Day(140)), "what was added comes from units that went back");
    }

    [Fact]
    public void A_renewal_counts_from_the_old_end_and_a_lower_purchase_stands_below()
    {
        PastOrder[] orders = [Bought("a", "svip", 0), Bought("b", "vip", 30), Bought("c", "svip", 90)];
        var member = MemberRules.Fold(orders, Cards).Member;
        TierAt(member, Cards, Day(90)).ShouldBe(("svip", Day(220)), "from the old end, and half of the 40 days of vip");
        var plain = Catalogue(Vip, Svip with { UpgradeBps = null });
        var beside = MemberRules.Fold(
        [
            .. orders[..2].Select(order =>
                order with { Gives = [.. order.Gives.Select(one => one with { UpgradeBps = null })] }),
        ], plain).Member;
        TierAt(beside, plain, Day(99)).Tier.ShouldBe("svip");
        TierAt(beside, plain, Day(100)).ShouldBe(("vip", Day(130)));
    }

    [Fact]
    public void An_invitation_is_an_interval_with_its_cause_and_ends_by_itself_or_by_a_person()
    {
        PastOrder[] orders = [Bought("a", "vip", 0)];
        InvitedTier[] invited = [new("svip", Day(10), Day(20)), new("svip", Day(30), Day(33), Revoked: true)];
        TierTimeline.Of(orders, Cards, Day(50), invited).ShouldBe(
        [
            new TierInterval("vip", TierEntry.Product, Day(0), Day(10)),
            new TierInterval("svip", TierEntry.Invitation, Day(10), Day(20)),
            new TierInterval("vip", TierEntry.PeriodEnd, Day(20), Day(30)),
            new TierInterval("svip", TierEntry.Invitation, Day(30), Day(33)),
            new TierInterval("vip", TierEntry.Invitation, Day(33), Day(100)),
        ]);
        var row = MemberRules.Fold(orders, Cards).Member with { Invited = invited };
        MemberRules.HeldAt(row, Cards, Day(15)).Select(one => one.Tier.TierId).ShouldBe(["svip", "vip"]);
        MemberRules.Recompute(row, orders, orders, Cards, Day(15)).TierAfter.ShouldBe("svip");
    }

    private static PastOrder Bought(string id, string product, int day) =>
        Granted(Cards, id, Day(day), new PaidLine(product, 1, 0)) with { OrderKey = id[0] };

    private static PastOrder GivenBack(PastOrder order, int day) =>
        order with { Refunds = [new PastRefund("r", Day(day), default, [0], Cards.RefundsAt(Day(day)))] };
}
