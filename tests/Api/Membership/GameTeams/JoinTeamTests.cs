using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;
using static SocialCommerce.TestSupport.Steps.GameSteps;

namespace SocialCommerce.ApiTests.Membership.GameTeams;

/// <summary>A customer is in one team of a contest.</summary>
public sealed class JoinTeamTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task A_customer_joins_one_team_while_the_contest_is_open_and_stays_there()
    {
        var shop = await Shop();
        (await shop.PutGame("t", Contest(("from", Day(2)), ("until", Day(4))))).Must(200);
        (await shop.JoinTeam("t", "north")).Refused(409, "GAME_CLOSED");
        await shop.SetClock(Day(2));
        var joined = (await shop.JoinTeam("t", "north")).Must(201);
        joined.Time("joinedAt").ShouldBe(Day(2));
        (await shop.JoinTeam("t", "south")).Refused(409, "TEAM_JOINED").Pointer.ShouldBe("#/teamId");
        (await shop.JoinTeam("t", "west")).Refused(422, "TEAM_UNKNOWN").Pointer.ShouldBe("#/teamId");
        (await shop.JoinTeam("t", "north", "X")).Refused(422, "CUSTOMER_UNKNOWN").Pointer.ShouldBe("#/customerId");
        (await shop.JoinTeam("x", "north")).Refused(404, "GAME_NOT_FOUND");
        (await shop.JoinTeam("t", "")).Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/teamId");
        (await shop.PutGame("w", Wheel())).Must(200);
        (await shop.JoinTeam("w", "north")).Refused(409, "GAME_OF_ANOTHER_KIND");
        (await shop.PutGame("m", Contest(("audience", new { kind = "members" })))).Must(200);
        (await shop.JoinTeam("m", "north")).Refused(409, "GAME_NOT_FOR_CUSTOMER");
        (await shop.JoinTeam("t", "south", "D")).Must(201);
        await shop.SetClock(Day(4));
        (await shop.JoinTeam("t", "north")).Must(200).Body.ShouldBe(joined.Body);
        (await shop.JoinTeam("t", "north", "E")).Refused(409, "GAME_CLOSED");
        (await Members(shop, "")).ShouldBe(["C north", "D south"], ignoreOrder: true);
        (await Members(shop, "?teamId=south")).ShouldBe(["D south"]);
        (await shop.Get("/v1/games/x/members")).Refused(404, "GAME_NOT_FOUND");
        (await api.Events(shop, "game.teamJoined")).ShouldBe(2);
    }

    [Fact]
    public async Task Of_choices_at_once_the_first_stands()
    {
        var shop = await Shop();
        (await shop.PutGame("t", Contest())).Must(200);
        var other = shop.Through(await api.Instance());
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(
            i => (i % 2 == 0 ? shop : other).JoinTeam("t", i % 4 < 2 ? "north" : "south")));
        answers.Count(answer => answer.Status == 201).ShouldBe(1);
        answers.Count(answer => answer.Status == 200).ShouldBe(7);
        answers.Where(answer => answer.Status > 201).ShouldAllBe(answer => answer.Code == "TEAM_JOINED");
        (await Members(shop, "")).ShouldHaveSingleItem();
    }

    private static async Task<string[]> Members(TestShop shop, string query) =>
    [
        .. (await shop.Get($"/v1/games/t/members{query}")).Must(200).List("data").Select(
            one => $"{one.GetProperty("customerId").GetString()} {one.GetProperty("teamId").GetString()}"),
    ];

    private async Task<TestShop> Shop()
    {
        var shop = await api.NewShop("manual", now: Day(1));
        await shop.Customers("C", "D", "E");
        return shop;
    }
}
