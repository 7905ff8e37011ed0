using Shouldly;
using SocialCommerce.Kernel.Operators;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.Joining;

/// <summary>A membership whose order goes back after its beginning is kept until a person decides.</summary>
public sealed class DecideMembershipTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task A_returned_order_warns_and_a_person_keeps_the_membership()
    {
        var (shop, person) = await Shop();
        await shop.Join();
        (await shop.RefundUnits("order-C", "r1", Day(9), "1", 1)).Must(201);
        var warned = await shop.Membership();
        (warned.Text("state"), warned.Json.GetProperty("returnedAt").GetDateTimeOffset()).ShouldBe(("active", Day(9)));
        await api.Followed(shop);
        (await shop.Memberships("state=active&returned=true")).ShouldBe(["C"]);
        var made = (await person.Post(Path("C"), Body("d1", "keep"))).Must(201);
        made.Text("decidedBy").ShouldBe("li");
        (await shop.Membership()).Json.TryGetProperty("returnedAt", out _).ShouldBeFalse();
        (await shop.Joined()).ShouldBe("active ceremony 4");
        (await shop.Memberships("state=active&returned=true")).ShouldBeEmpty();
        await shop.SetClock(Day(21));
        (await person.Post(Path("C"), Body("d1", "keep"))).Must(200).Body.ShouldBe(made.Body);
        (await person.Post(Path("C"), Body("d1", "end"))).Refused(409, "MEMBERSHIP_DECISION_CONFLICT")
            .Pointer.ShouldBe("#/outcome");
        await shop.Sound();
    }

    [Fact]
    public async Task A_person_ends_a_membership_and_a_later_order_with_its_ceremony_founds_another()
    {
        var (shop, person) = await Shop();
        await shop.Join();
        (await person.Post(Path("C"), Body("d1", "end"))).Must(201);
        (await shop.Joined()).ShouldBe("none ended 20");
        (await api.Events(shop, "member.membershipEnded")).ShouldBe(1);
        (await person.Post(Path("C"), Body("d2", "end"))).Refused(409, "MEMBERSHIP_NOT_BEGUN");
        await shop.SetClock(Day(25));
        (await shop.Order("o2", "C", Day(21), 1_000)).Must(201);
        (await shop.Joined()).ShouldBe("pending order 21");
        (await shop.Step("a", Day(22), recordId: "a2")).Must(201);
        (await shop.Step("b", Day(23), recordId: "b2")).Must(201);
        (await shop.Joined()).ShouldBe("active ceremony 23");
        (await shop.Get("/v1/members/C/number")).Must(200).List("forms").Length.ShouldBe(1, "the number is kept");
        await shop.Sound();
    }

    [Fact]
    public async Task Only_a_person_with_the_role_decides_and_only_on_what_has_begun()
    {
        var (shop, person) = await Shop();
        (await shop.Alone().Post(Path("C"), Body("d1", "keep"))).Refused(403, "PERSON_REQUIRED");
        var finance = await api.Operator(shop, "fin", Roles.Finance);
        (await finance.Post(Path("C"), Body("d1", "keep"))).Refused(403, "ROLE_MISSING");
        (await person.Post(Path("C"), Body("d1", "keep"))).Refused(409, "MEMBERSHIP_NOT_BEGUN");
        (await person.Post(Path("nobody"), Body("d1", "keep"))).Refused(404, "CUSTOMER_NOT_FOUND");
        (await person.Post(Path("C"), Body("d1", "pause"))).Refused(422, "VALIDATION_FAILED")
            .Pointer.ShouldBe("#/outcome");
    }

    [Fact]
    public async Task Of_decisions_at_once_one_ends_the_membership()
    {
        var (shop, person) = await Shop();
        await shop.Join();
        var made = await Task.WhenAll(Enumerable.Range(0, 8).Select(i =>
            person.Post(Path("C"), Body($"d{i}", "end"))));
        made.Count(answer => answer.Status == 201).ShouldBe(1);
        foreach (var answer in made.Where(answer => answer.Status != 201)) answer.Refused(409, "MEMBERSHIP_NOT_BEGUN");
        (await api.Events(shop, "member.membershipEnded")).ShouldBe(1);
        (await shop.Joined()).ShouldBe("none ended 20");
    }

    private async Task<(TestShop Shop, TestShop Person)> Shop()
    {
        await api.FollowMemberships();
        var shop = await api.NewJoiningShop();
        return (shop, await api.Operator(shop, "li", Roles.Operator));
    }

    private static string Path(string customerId) => $"/v1/members/{customerId}/membership-decisions";

    private static object Body(string decisionId, string outcome) => new { decisionId, outcome, reason = "why" };
}
