using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Steps.AmendmentSteps;

namespace SocialCommerce.ApiTests.Flows.Amendments;

/// <summary>
/// A card of 365 days is added to an order after payment, or taken off: members follow by the events' own times.
/// </summary>
public sealed class MembershipAmendmentTests(TestApi api) : IClassFixture<TestApi>
{
    private static readonly DateTimeOffset March = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset June = March.AddMonths(3);

    [Fact]
    public async Task A_card_that_is_added_gives_its_days_from_the_amendment_on()
    {
        var shop = await api.NewMemberShop(June.AddDays(1));
        (await shop.Buy("o1", March, 1_000)).Must(201);
        (await shop.Amend("o1", "a1", June, Line("card", 1, 9_900, "card"))).Number("points").ShouldBe(99);
        (await shop.MemberTier()).ShouldBe($"gold {June.AddDays(365):O}");
        (await shop.RefundUnits("o1", "r1", June.AddHours(1), "card", 1)).Must(201);
        (await shop.MemberTier()).ShouldBeNull();
        await shop.Sound();
    }

    [Fact]
    public async Task Cards_added_to_a_line_add_their_days_and_the_latest_go_first()
    {
        var shop = await api.NewMemberShop(June.AddDays(1));
        await shop.Card("o1", March);
        (await shop.Amend("o1", "a1", June, Line("1", 3, 9_900, "card"))).Must(201);
        (await shop.MemberTier()).ShouldBe($"gold {March.AddDays(3 * 365):O}");
        (await shop.RefundUnits("o1", "r1", June.AddHours(1), "1", 1)).Must(201);
        (await shop.MemberTier()).ShouldBe($"gold {March.AddDays(2 * 365):O}");
        (await shop.Amend("o1", "a2", June.AddHours(2), Line("1", 1, 9_900, "card"))).Must(201).TryWarnings()
            .ShouldBeEmpty("one came back, and one is left to come back");
        (await shop.MemberTier()).ShouldBeNull();
        (await shop.Amend("o1", "a3", June.AddHours(3), Line("1", 2, 9_900, "card"))).Must(201);
        (await shop.MemberTier()).ShouldBe($"gold {March.AddDays(365):O}");
        await shop.Sound();
    }

    [Fact]
    public async Task Whatever_is_heard_first_the_member_is_the_same()
    {
        var ends = new List<string?>();
        foreach (var order in new[] { new[] { 0, 1, 2, 3 }, [3, 2, 1, 0], [2, 0, 3, 1], [1, 3, 0, 2] })
        {
            var shop = await api.NewMemberShop(June.AddDays(9));
            Func<Task>[] reports =
            [
                async () => await shop.Card("o1", March),
                () => Taken(shop.Amend("o1", "a1", June, Line("1", 2, 9_900, "card"))),
                () => Taken(shop.Amend("o1", "a2", June.AddDays(1), Line("x", 1, 500, "card"))),
                () => Taken(shop.RefundUnits("o1", "r1", June.AddDays(2), "1", 1)),
            ];
            foreach (var i in order) await reports[i]();
            await shop.Sound();
            ends.Add(await shop.MemberTier() + (await shop.Get("/v1/members/C")).Must(200).Number("points"));
        }
        ends.Distinct().ShouldHaveSingleItem().ShouldBe($"gold {March.AddDays(2 * 365):O}104");

        static async Task Taken(Task<Answer> report) => (await report).Status.ShouldBeOneOf(201, 202);
    }
}
