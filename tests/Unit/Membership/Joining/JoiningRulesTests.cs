using Shouldly;
using SocialCommerce.Kernel.Settings;
using SocialCommerce.Membership.Ceremonies;
using SocialCommerce.Membership.Joining;
using Xunit;
using static SocialCommerce.UnitTests.Membership.Joining.JoiningStories;

namespace SocialCommerce.UnitTests.Membership.Joining;

/// <summary>How a customer becomes a member, by examples.</summary>
public sealed class JoiningRulesTests
{
    [Fact]
    public void The_later_of_order_and_contact_makes_a_membership_pending()
    {
        var after = Of(Facts([Order("o", 1)], contact: 3));
        (after.State, after.Cause, after.PendingAt).ShouldBe(("pending", "contact", Day(3)));
        var before = Of(Facts([Order("o", 3)], contact: 1));
        (before.State, before.Cause, before.PendingAt).ShouldBe(("pending", "order", Day(3)));
        Of(Facts([Order("o", 1)])).Cause.ShouldBe("contactMissing");
        Of(Facts([], contact: 1)).Cause.ShouldBe("orderMissing");
        Of(Facts([])).ShouldBe(MemberStatus.None);
    }

    [Fact]
    public void A_membership_begins_at_the_time_of_the_last_required_step()
    {
        var facts = Facts([Order("o", 1)], 2, [Step("a", 5), Step("b", 4)]);
        var begun = Of(facts);
        (begun.State, begun.Cause, begun.BegunAt).ShouldBe(("active", "ceremony", Day(5)));
        Of(facts with { Steps = [Step("a", 5), Step("c", 6)] }).State.ShouldBe("pending");
        Of(facts with { Steps = [Step("a", 0), Step("b", 1)] }).BegunAt.ShouldBe(Day(2), "steps were done before");
        Of(facts with { Steps = [Step("a", 9), Step("a", 5, "again"), Step("b", 4)] }).BegunAt.ShouldBe(Day(5));
    }

    [Fact]
    public void An_order_that_goes_back_before_the_beginning_founds_none_and_a_later_one_warns()
    {
        StepRow[] steps = [Step("a", 5), Step("b", 6)];
        var early = Of(Facts([Order("o", 1, until: 6)], 2, steps));
        (early.State, early.Cause, early.Since, early.PendingAt)
            .ShouldBe(("none", "orderReturned", Day(6), Day(2)));
        var late = Of(Facts([Order("o", 1, until: 7)], 2, steps));
        (late.State, late.BegunAt, late.ReturnedAt).ShouldBe(("active", Day(6), Day(7)));
        Of(Facts([Order("o", 1, until: 7), Order("p", 9)], 2, steps)).ReturnedAt.ShouldBeNull("another order counts");
        Of(Facts([Order("o", 1, until: 2)], 2, steps)).Cause.ShouldBe("orderMissing", "both at one instant");
        var second = Of(Facts([Order("o", 1, until: 3), Order("p", 8)], 2, steps));
        (second.State, second.BegunAt, second.OrderId).ShouldBe(("active", Day(8), "p"));
        var joined = Of(Facts([Order("o", 1, until: 5), Order("p", 4)], 2, [Step("a", 5), Step("b", 7)]));
        (joined.PendingAt, joined.BegunAt).ShouldBe((Day(2), Day(7)), "one episode");
    }

    [Fact]
    public void A_person_keeps_or_ends_a_membership_and_only_what_follows_founds_another()
    {
        StepRow[] steps = [Step("a", 5), Step("b", 6)];
        var facts = Facts([Order("o", 1, until: 7)], 2, steps);
        Of(facts with { Decisions = [Decision("keep", 8)] }).ReturnedAt.ShouldBeNull();
        Of(facts with { Decisions = [Decision("keep", 6)] }).ReturnedAt.ShouldBe(Day(7), "it went back later");
        var ended = Of(facts with { Decisions = [Decision("end", 8)] });
        (ended.State, ended.Cause, ended.Since).ShouldBe(("none", "ended", Day(8)));
        var again = facts with { Orders = [Order("o", 1), Order("p", 9)], Decisions = [Decision("end", 8)] };
        Of(again).ShouldSatisfyAllConditions(
            status => status.State.ShouldBe("pending"), status => status.PendingAt.ShouldBe(Day(9)));
        Of(again with { Steps = [.. steps, Step("a", 10, "a2"), Step("b", 11, "b2")] }).BegunAt.ShouldBe(Day(11));
    }

    [Fact]
    public void An_order_follows_the_rule_of_its_payment_and_a_ceremony_that_of_its_beginning()
    {
        var any = new EntryRule("onlineShop");
        var versions = new JoiningVersions(
        [
            Version(1, 10, new JoiningSettings(any, [new("a", "A")])),
            Version(2, 20, new JoiningSettings(null, [new("b", "B")])),
            Version(3, 30, new JoiningSettings(any with { CountsFrom = Day(5) }, [])),
        ]);
        versions.RuleAt(Day(4)).ShouldBeNull();
        versions.RuleAt(Day(5))!.CountsFrom.ShouldBe(Day(5), "a later rule counts from then");
        versions.RuleAt(Day(10))!.CountsFrom.ShouldBeNull();
        versions.RuleAt(Day(25))!.CountsFrom.ShouldBe(Day(5));
        versions.CeremonyAt(Day(1)).Single().Key.ShouldBe("a");
        versions.CeremonyAt(Day(20)).Single().Key.ShouldBe("b");
        versions.CeremonyAt(Day(30)).ShouldBeEmpty();
        new JoiningVersions([]).CeremonyAt(Day(1)).Count.ShouldBe(8);
        JoiningRules.Of(Facts([Order("o", 30)], 31), versions).ShouldSatisfyAllConditions(
            status => status.BegunAt.ShouldBe(Day(31)), status => status.Cause.ShouldBe("contact"));
    }

    [Fact]
    public void Trades_count_any_product_or_member_products_and_named_products_replace_both()
    {
        var online = new EntryRule("physicalShop");
        online.Counts("tea", null, "member").ShouldBeTrue();
        var service = new EntryRule("service");
        service.Counts("tea", "low", "member").ShouldBeFalse();
        service.Counts("card", "member", "member").ShouldBeTrue();
        var named = service with { ProductIds = ["tea"] };
        named.Counts("tea", null, "member").ShouldBeTrue();
        named.Counts("card", "member", "member").ShouldBeFalse();
    }

    [Fact]
    public void A_rule_without_contact_needs_the_order_alone()
    {
        var order = Order("o", 4) with { Rule = new EntryRule("onlineShop", null, false) };
        Of(Facts([order])).ShouldSatisfyAllConditions(
            status => status.PendingAt.ShouldBe(Day(4)), status => status.Cause.ShouldBe("order"));
        Of(Facts([order], contact: 9)).PendingAt.ShouldBe(Day(4));
    }

    private static Versioned<JoiningSettings> Version(int version, int day, JoiningSettings settings) =>
        new(version, settings, Day(day));
}
