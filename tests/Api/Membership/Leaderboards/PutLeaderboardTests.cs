using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Membership.Leaderboards;

/// <summary>Leaderboards and their versions.</summary>
public sealed class PutLeaderboardTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task A_leaderboard_begins_with_the_running_period_and_is_changed_in_versions()
    {
        var shop = await api.NewShop("manual", now: Day(15));
        var made = (await shop.Board("b", settleDays: 2)).Must(200);
        (made.Number("version"), made.Text("startsOn")).ShouldBe((1, "2010-12-01"));
        made.Time("freezesAt").ShouldBe(new DateTimeOffset(2011, 1, 3, 0, 0, 0, TimeSpan.Zero));
        (await shop.Board("b", settleDays: 2)).Must(200).Body.ShouldBe(made.Body);
        var changed = (await shop.Board("b", settleDays: 3, places: 5)).Must(200);
        (changed.Number("version"), changed.Headers["ETag"]).ShouldBe((2, "\"2\""));
        changed.Time("freezesAt").ShouldBe(new DateTimeOffset(2011, 1, 4, 0, 0, 0, TimeSpan.Zero));
        (await shop.Get("/v1/leaderboards/b")).Must(200).Body.ShouldBe(changed.Body);
        (await api.Count($"""
            select count(*) from audit_log where shop_id = {shop.ShopKey} and kind = 'leaderboard'
            """)).ShouldBe(2);
        await shop.Sound();
    }

    [Fact]
    public async Task A_board_that_has_ended_freezes_nothing_and_goes_on_with_the_period_that_runs_then()
    {
        var shop = await api.NewShop("manual", now: Day(15));
        (await shop.Board("b")).Must(200);
        (await shop.Board("b", status: "ended")).Must(200).Json.TryGetProperty("freezesAt", out _).ShouldBeFalse();
        await shop.SetClock(Day(80));
        var again = (await shop.Board("b")).Must(200);
        (again.Text("startsOn"), again.Time("freezesAt")).ShouldBe(
            ("2011-02-01", new DateTimeOffset(2011, 3, 1, 0, 0, 0, TimeSpan.Zero)));
    }

    [Fact]
    public async Task Another_metric_or_period_and_an_outdated_version_are_refused()
    {
        var shop = await api.NewShop("manual", now: Day(1));
        (await shop.Board("b")).Must(200);
        (await shop.Board("b", metric: "orders")).Refused(409, "LEADERBOARD_FIXED").Pointer.ShouldBe("#/metric");
        (await shop.Board("b", period: "week")).Refused(409, "LEADERBOARD_FIXED").Pointer.ShouldBe("#/period");
        (await shop.Put(
            "/v1/leaderboards/b", new { name = "m", metric = "spend", period = "month", places = 1 },
            ("If-Match", "\"2\""))).Refused(412, "CHANGED_MEANWHILE");
        (await shop.Get("/v1/leaderboards/c")).Refused(404, "LEADERBOARD_NOT_FOUND");
        var finance = await api.Operator(shop, "fin", SocialCommerce.Kernel.Operators.Roles.Finance);
        (await finance.Alone().Board("c")).Refused(403, "ROLE_MISSING");
    }

    [Theory]
    [InlineData("metric", "\"clicks\"", "#/metric", "VALUE_UNKNOWN")]
    [InlineData("period", "\"day\"", "#/period", "VALUE_UNKNOWN")]
    [InlineData("status", "\"old\"", "#/status", "VALUE_UNKNOWN")]
    [InlineData("places", "0", "#/places", "OUT_OF_RANGE")]
    [InlineData("places", "101", "#/places", "OUT_OF_RANGE")]
    [InlineData("settleDays", "61", "#/settleDays", "OUT_OF_RANGE")]
    [InlineData("name", "\" \"", "#/name", "NAME_INVALID")]
    public async Task Terms_that_cannot_hold_are_refused_by_their_place(
        string property, string value, string pointer, string code)
    {
        var shop = await api.NewShop();
        var body = System.Text.Json.Nodes.JsonNode.Parse(
            """{"name":"n","metric":"spend","period":"month","places":3}""")!;
        body[property] = System.Text.Json.Nodes.JsonNode.Parse(value);
        var refused = (await shop.Put("/v1/leaderboards/b", body)).Refused(422, "VALIDATION_FAILED");
        (refused.Pointer, refused.List("errors")[0].GetProperty("code").GetString()).ShouldBe((pointer, code));
    }

    [Fact]
    public async Task Changes_at_once_are_versions_without_a_gap()
    {
        var shop = await api.NewShop("manual", now: Day(1));
        var answers = await Task.WhenAll(Enumerable.Range(1, 8).Select(i => shop.Board("b", places: i)));
        answers.Select(answer => answer.Must(200).Number("version")).Order().ShouldBe([1, 2, 3, 4, 5, 6, 7, 8]);
    }

    [Fact]
    public async Task The_list_is_ordered_by_id_and_filtered_by_status()
    {
        var shop = await api.NewShop("manual", now: Day(1));
        (await shop.Board("b")).Must(200);
        (await shop.Board("a", status: "ended")).Must(200);
        (await shop.Board("c")).Must(200);
        var page = (await shop.Get("/v1/leaderboards?limit=2")).Must(200);
        Ids(page).ShouldBe(["a", "b"]);
        Ids(await shop.Get($"/v1/leaderboards?limit=2&cursor={page.Text("nextCursor")}")).ShouldBe(["c"]);
        Ids(await shop.Get("/v1/leaderboards?status=active")).ShouldBe(["b", "c"]);
        (await shop.Get("/v1/leaderboards?status=old")).Refused(422, "VALUE_UNKNOWN");
        (await shop.Get("/v1/leaderboards?limit=0")).Refused(422, "LIMIT_OUT_OF_RANGE");
        (await shop.Get("/v1/leaderboards?cursor=x")).Refused(400, "CURSOR_UNREADABLE");
    }

    private static string[] Ids(Answer answer) =>
        [.. answer.Must(200).List("data").Select(one => one.GetProperty("boardId").GetString()!)];
}
