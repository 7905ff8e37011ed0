using System.Text.Json.Nodes;
using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Membership.Badges;

/// <summary>Badges, titles and their rules.</summary>
public sealed class PutBadgeTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task A_badge_is_changed_in_versions_and_its_rule_holds_since_it_was_set()
    {
        var shop = await api.NewShop("manual", now: Day(1));
        var rule = new { metric = "orders", atLeast = 3, within = "month" };
        var made = (await shop.Badge("b", rule)).Must(200);
        (made.Number("version"), made.Time("ruleSince")).ShouldBe((1, Day(1)));
        (await shop.Badge("b", rule)).Must(200).Body.ShouldBe(made.Body);
        await shop.SetClock(Day(2));
        (await shop.Badge("b", rule, validityDays: 3)).Must(200).Time("ruleSince").ShouldBe(Day(1));
        var changed = (await shop.Badge("b", new { metric = "orders", atLeast = 4, within = "month" })).Must(200);
        (changed.Number("version"), changed.Time("ruleSince"), changed.Headers["ETag"]).ShouldBe((3, Day(2), "\"3\""));
        (await shop.Get("/v1/badges/b")).Must(200).Body.ShouldBe(changed.Body);
        (await api.Count($"select count(*) from audit_log where shop_id = {shop.ShopKey} and kind = 'badge'"))
            .ShouldBe(3);
    }

    [Fact]
    public async Task An_unknown_board_and_an_outdated_version_are_refused()
    {
        var shop = await api.NewShop("manual", now: Day(1));
        (await shop.Badge("b", new { boardId = "none", rank = 1 })).Refused(422, "LEADERBOARD_UNKNOWN")
            .Pointer.ShouldBe("#/rule/boardId");
        (await shop.Board("board")).Must(200);
        (await shop.Badge("b", new { boardId = "board", rank = 1 }, "title")).Must(200);
        (await shop.Put("/v1/badges/b", new { name = "m", kind = "badge" }, ("If-Match", "\"2\"")))
            .Refused(412, "CHANGED_MEANWHILE");
        (await shop.Get("/v1/badges/c")).Refused(404, "BADGE_NOT_FOUND");
    }

    [Theory]
    [InlineData("kind", "\"medal\"", "#/kind", "VALUE_UNKNOWN")]
    [InlineData("status", "\"old\"", "#/status", "VALUE_UNKNOWN")]
    [InlineData("validityDays", "0", "#/validityDays", "OUT_OF_RANGE")]
    [InlineData("rule", "{}", "#/rule/metric", "RULE_AMBIGUOUS")]
    [InlineData("rule", """{"metric":"spend","atLeast":1,"within":"ever","boardId":"b"}""", "#/rule/metric",
        "RULE_AMBIGUOUS")]
    [InlineData("rule", """{"metric":"clicks","atLeast":1,"within":"ever"}""", "#/rule/metric", "VALUE_UNKNOWN")]
    [InlineData("rule", """{"metric":"spend","within":"ever"}""", "#/rule/atLeast", "NOT_APPLICABLE")]
    [InlineData("rule", """{"metric":"spend","atLeast":0,"within":"ever"}""", "#/rule/atLeast",
        "AMOUNT_OUT_OF_RANGE")]
    [InlineData("rule", """{"metric":"spend","atLeast":1}""", "#/rule/within", "NOT_APPLICABLE")]
    [InlineData("rule", """{"metric":"spend","atLeast":1,"within":"week"}""", "#/rule/within", "VALUE_UNKNOWN")]
    [InlineData("rule", """{"boardId":"b"}""", "#/rule/rank", "NOT_APPLICABLE")]
    [InlineData("rule", """{"boardId":"b","rank":101}""", "#/rule/rank", "OUT_OF_RANGE")]
    public async Task Terms_that_cannot_hold_are_refused_by_their_place(
        string property, string value, string pointer, string code)
    {
        var shop = await api.NewShop();
        var body = JsonNode.Parse("""{"name":"n","kind":"badge"}""")!;
        body[property] = JsonNode.Parse(value);
        var refused = (await shop.Put("/v1/badges/b", body)).Refused(422, "VALIDATION_FAILED");
        (refused.Pointer, refused.List("errors")[0].GetProperty("code").GetString()).ShouldBe((pointer, code));
    }

    [Fact]
    public async Task Changes_at_once_are_versions_without_a_gap()
    {
        var shop = await api.NewShop();
        var answers = await Task.WhenAll(Enumerable.Range(1, 8).Select(i => shop.Badge("b", validityDays: i)));
        answers.Select(answer => answer.Must(200).Number("version")).Order().ShouldBe([1, 2, 3, 4, 5, 6, 7, 8]);
    }

    [Fact]
    public async Task The_list_is_ordered_by_id_and_filtered_by_kind_and_status()
    {
        var shop = await api.NewShop();
        (await shop.Badge("b", kind: "title")).Must(200);
        (await shop.Badge("a", status: "retired")).Must(200);
        (await shop.Badge("c")).Must(200);
        (await Ids("?limit=2")).ShouldBe(["a", "b"]);
        (await Ids("?status=active")).ShouldBe(["b", "c"]);
        (await Ids("?kind=badge")).ShouldBe(["a", "c"]);
        (await shop.Get("/v1/badges?kind=medal")).Refused(422, "VALUE_UNKNOWN");
        (await shop.Get("/v1/badges?limit=101")).Refused(422, "LIMIT_OUT_OF_RANGE");
        (await shop.Get("/v1/badges?cursor=x")).Refused(400, "CURSOR_UNREADABLE");

        async Task<string[]> Ids(string query) =>
            [.. (await shop.Get($"/v1/badges{query}")).Must(200).List("data")
                .Select(one => one.GetProperty("badgeId").GetString()!)];
    }
}
