using Shouldly;
using Xunit;

namespace SocialCommerce.UnitTests.Touchpoints;

/// <summary>What an order is attributed to, and what it is warned about.</summary>
public class DecisionTests
{
    [Fact]
    public void The_touchpoint_that_the_order_names_is_booked_and_its_inviter_binds() =>
        new Attribution(3, "t3", "order", "gus", false, true).Decide("1abcdefgh")
            .ShouldBe(new Decision(3, "t3", Decision.ByOrder, "gus", false, null));

    [Fact]
    public void A_scan_is_booked_but_never_binds() =>
        new Attribution(3, "t3", "scan", "gus", true, false).Decide(null)
            .ShouldBe(new Decision(3, "t3", Decision.ByScan, null, true, null));

    [Fact]
    public void An_unknown_code_is_a_warning_and_the_scan_still_counts() =>
        new Attribution(3, "t3", "scan", "gus", true, false).Decide("nonsense")
            .ShouldBe(new Decision(3, "t3", Decision.ByScan, null, true, "unknownTouchpoint"));

    [Fact]
    public void An_order_without_a_code_or_a_scan_comes_from_nowhere() =>
        new Attribution(null, null, null, null, null, false).Decide(null)
            .ShouldBe(new Decision(null, null, null, null, false, null));

    [Fact]
    public void An_empty_code_is_a_warning_and_the_order_comes_from_nowhere() =>
        new Attribution(null, null, null, null, null, false).Decide("")
            .ShouldBe(new Decision(null, null, null, null, false, "unreadableTouchpoint"));
}
