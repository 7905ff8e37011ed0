using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.Honours;

/// <summary>Who is on a leaderboard, by each metric, in a period that is not frozen.</summary>
public sealed class GetLeaderboardRankingsTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task Customers_are_ranked_by_what_is_left_of_their_orders_and_ties_share_a_rank()
    {
        var shop = await Shop();
        (await shop.Board("spend", places: 3)).Must(200);
        (await shop.Board("orders", "orders")).Must(200);
        await Buy(shop, ("a1", "A", 500), ("b1", "B", 300), ("b2", "B", 200), ("c1", "C", 400), ("d1", "D", 400),
            ("e1", "E", 100));
        (await shop.Rankings("spend")).ShouldBe(["1 A 500", "1 B 500", "3 C 400", "3 D 400"]);
        (await shop.Rankings("orders")).ShouldBe(["1 B 2", "2 A 1", "2 C 1", "2 D 1", "2 E 1"]);
        (await shop.RefundPlain("b1", "r1", Day(3), 300)).Must(201);
        (await shop.RefundPlain("c1", "r2", Day(3), 100)).Must(201);
        (await shop.Rankings("spend")).ShouldBe(["1 A 500", "2 D 400", "3 C 300"]);
        (await shop.Rankings("orders")).ShouldBe(["1 A 1", "1 B 1", "1 C 1", "1 D 1", "1 E 1"]);
        (await shop.Undo("b1", "r1", Day(3))).Must(200);
        (await shop.Rankings("orders"))[0].ShouldBe("1 B 2");
    }

    [Fact]
    public async Task Who_agrees_may_be_named_until_the_consent_is_withdrawn()
    {
        var shop = await Shop();
        (await shop.Board("spend", places: 3)).Must(200);
        await Buy(shop, ("a1", "A", 500), ("b1", "B", 300));
        (await Consent(shop, "n1", true, 2)).Must(201);
        (await Consent(shop, "n0", false, 1)).Must(201);
        (await Named(shop)).ShouldBe(["B"]);
        (await Consent(shop, "n2", false, 3)).Must(201);
        (await Named(shop)).ShouldBeEmpty();
    }

    private static Task<Answer> Consent(TestShop shop, string consentId, bool granted, int day) =>
        shop.Post("/v1/customers/B/consents", new { consentId, purpose = "nameOnBoards", granted, at = Day(day) });

    private static async Task<string?[]> Named(TestShop shop) =>
    [
        .. (await shop.Get("/v1/leaderboards/spend/rankings")).Must(200).List("entries")
            .Where(entry => entry.GetProperty("mayBeNamed").GetBoolean())
            .Select(entry => entry.GetProperty("customerId").GetString()),
    ];

    [Fact]
    public async Task Points_count_by_the_times_at_which_they_were_earned_and_taken_back()
    {
        var shop = await Shop();
        await shop.PointTerms();
        (await shop.Board("points", "points")).Must(200);
        await Buy(shop, ("a1", "A", 500), ("b1", "B", 600));
        (await shop.Order("old", "A", Day(-5), 900)).Must(201);
        (await shop.Spend("A", "s1", 400)).Must(201);
        (await shop.RefundPlain("b1", "r1", Day(3), 200)).Must(201);
        (await shop.Rankings("points")).ShouldBe(["1 A 500", "2 B 400"]);
        await shop.Sound();
    }

    [Fact]
    public async Task Referrals_count_customers_who_were_bound_in_the_period()
    {
        var shop = await Shop();
        (await shop.Board("referrals", "referrals", "week")).Must(200);
        await shop.Bind("x", "A");
        await shop.SetClock(Day(6));
        await shop.Bind("y", "A");
        await shop.Bind("z", "B");
        await shop.Bind("w", "B");
        (await shop.Rankings("referrals")).ShouldBe(["1 B 2", "2 A 1"]);
        (await shop.Rankings("referrals", "2010-11-29")).ShouldBe(["1 A 1"]);
    }

    [Fact]
    public async Task A_guest_is_on_no_board_and_the_guests_orders_count_for_the_customer_who_claims_them()
    {
        var shop = await Shop();
        await shop.PointTerms();
        foreach (var metric in new[] { "spend", "orders", "points" }) (await shop.Board(metric, metric)).Must(200);
        await Buy(shop, ("c1", "C", 100));
        var guest = (await shop.Post("/v1/orders", new
        {
            orderId = "g",
            paidAt = Day(2),
            lines = new[] { new { lineId = "1", productId = "p", quantity = 1, unitPrice = Pence(700) } },
        })).Must(201).Text("guestId");
        (await shop.Rankings("spend")).ShouldBe(["1 C 100"]);
        (await shop.Rankings("points")).ShouldBe(["1 C 100"]);
        (await shop.Get($"/v1/customers/{guest}/honours")).Must(200).List("running").ShouldBeEmpty();
        (await shop.Post($"/v1/guests/{guest}/claim", new { customerId = "C" })).Must(201);
        (await shop.Rankings("spend")).ShouldBe(["1 C 800"]);
        (await shop.Rankings("points")).ShouldBe(["1 C 800"]);
        (await shop.Rankings("orders")).ShouldBe(["1 C 2"]);
    }

    [Fact]
    public async Task A_period_begins_and_ends_at_midnight_where_the_shop_is()
    {
        var shop = await api.NewShop("manual", "Europe/London", now: new(2011, 3, 28, 12, 0, 0, TimeSpan.Zero));
        await shop.Customers("A");
        (await shop.Board("b", period: "week")).Must(200);
        (await shop.Order("before", "A", new(2011, 3, 27, 22, 59, 59, TimeSpan.Zero), 1)).Must(201);
        (await shop.Order("first", "A", new(2011, 3, 27, 23, 0, 0, TimeSpan.Zero), 20)).Must(201);
        var answer = (await shop.Get("/v1/leaderboards/b/rankings")).Must(200);
        HonourSteps.Entries(answer).ShouldBe(["1 A 20"]);
        (answer.Text("startsOn"), answer.Time("endsAt")).ShouldBe(
            ("2011-03-28", new DateTimeOffset(2011, 4, 3, 23, 0, 0, TimeSpan.Zero)));
    }

    [Fact]
    public async Task A_rank_below_the_places_is_the_customers_own()
    {
        var shop = await Shop();
        (await shop.Board("spend", places: 1)).Must(200);
        (await shop.Board("same", places: 2)).Must(200);
        await Buy(shop, ("a1", "A", 500), ("b1", "B", 400), ("c1", "C", 400));
        var running = (await shop.Get("/v1/customers/C/honours")).Must(200).List("running");
        running.Select(one => $"{one.GetProperty("boardId").GetString()} {one.GetProperty("rank").GetInt64()} "
            + one.GetProperty("score").GetInt64()).ShouldBe(["same 2 400", "spend 2 400"]);
        (await shop.Get("/v1/customers/D/honours")).Must(200).List("running").ShouldBeEmpty();
        (await shop.Get("/v1/customers/nobody/honours")).Refused(404, "CUSTOMER_NOT_FOUND");
    }

    [Fact]
    public async Task What_is_no_period_of_the_board_is_refused()
    {
        var shop = await Shop();
        (await shop.Board("b")).Must(200);
        (await shop.Get("/v1/leaderboards/c/rankings")).Refused(404, "LEADERBOARD_NOT_FOUND");
        foreach (var day in new[] { "2010-12-02", "2011-01-01", "2010-11-01" })
            (await shop.Get($"/v1/leaderboards/b/rankings?startsOn={day}"))
                .Refused(404, "LEADERBOARD_PERIOD_NOT_FOUND");
        (await shop.Get("/v1/leaderboards/b/rankings?startsOn=2010-13-01")).Refused(422, "VALIDATION_FAILED");
    }

    private static async Task Buy(TestShop shop, params (string Order, string Customer, long Amount)[] orders)
    {
        foreach (var (order, customer, amount) in orders)
            (await shop.Order(order, customer, Day(2), amount)).Must(201);
    }

    private async Task<TestShop> Shop()
    {
        var shop = await api.NewShop("manual", now: Day(3));
        await shop.Customers("A", "B", "C", "D", "E");
        return shop;
    }
}
