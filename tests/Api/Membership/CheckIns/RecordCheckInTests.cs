using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;
using static SocialCommerce.TestSupport.Steps.GameSteps;

namespace SocialCommerce.ApiTests.Membership.CheckIns;

/// <summary>A customer checks in once a day, and each streak is rewarded once.</summary>
public sealed class RecordCheckInTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task A_streak_of_days_is_rewarded_once_when_it_is_reached()
    {
        var shop = await Shop();
        var first = (await shop.CheckIn("k")).Must(201);
        (first.Text("day"), first.Number("streakDays"), Rewards(first)).ShouldBe(("2010-12-01", 1, ""));
        (await shop.CheckIn("k")).Must(200).Body.ShouldBe(first.Body);
        (await shop.CheckIn("k", Day(1, 5))).Must(200).Body.ShouldBe(first.Body, "the same day");
        await shop.SetClock(Day(2));
        (await shop.CheckIn("k")).Must(201).Number("streakDays").ShouldBe(2);
        await shop.SetClock(Day(3, 23));
        var third = (await shop.CheckIn("k")).Must(201);
        (third.Number("streakDays"), Rewards(third)).ShouldBe((3, "3:30"));
        (await shop.CheckIn("k")).Must(200).Body.ShouldBe(third.Body);
        (await shop.PointsOf("C")).ShouldBe((30, 0, 0));
        await shop.SetClock(Day(5));
        foreach (var day in new[] { 5, 6, 7 })
        {
            await shop.SetClock(Day(day));
            Rewards((await shop.CheckIn("k")).Must(201)).ShouldBe("", "3 days were rewarded");
        }
        var progress = (await shop.Get("/v1/games/k/check-ins/C")).Must(200);
        (progress.List("days").Length, progress.Number("runningStreakDays"), progress.Number("longestStreakDays"))
            .ShouldBe((6, 3, 3));
        (await api.Events(shop, "game.checkedIn")).ShouldBe(6);
        var entry = (await shop.Get("/v1/members/C/points")).Must(200).List("data")[0];
        (entry.GetProperty("event").GetString(), entry.GetProperty("points").GetInt64(),
            entry.GetProperty("gameId").GetString()).ShouldBe(("pointsWon", 30, "k"));
        await shop.Sound();
    }

    [Fact]
    public async Task A_late_check_in_keeps_its_day_also_after_the_end_and_joins_two_streaks()
    {
        var shop = await Shop("Asia/Shanghai");
        await shop.SetClock(Day(40));
        foreach (var day in new[] { 7, 2, 6, 1, 5 }) (await shop.CheckIn("k", Day(day))).Must(201);
        (await shop.PointsOf("C")).ShouldBe((30, 0, 0));
        (await shop.CheckIn("k", Day(4, 15))).Must(201).Text("day").ShouldBe("2010-12-04");
        var midnight = (await shop.CheckIn("k", Day(2, 16))).Must(201);
        (midnight.Text("day"), midnight.Number("streakDays"), Rewards(midnight)).ShouldBe(("2010-12-03", 7, "5:50"));
        (await shop.PointsOf("C")).ShouldBe((80, 0, 0));
        (await shop.CheckIn("k", Day(2, 16))).Must(200).Body.ShouldBe(midnight.Body);
        (await shop.CheckIn("k", Day(33))).Refused(409, "GAME_CLOSED").Pointer.ShouldBe("#/checkedInAt");
        (await shop.CheckIn("k", Day(41))).Refused(422, "TIME_IN_FUTURE").Pointer.ShouldBe("#/checkedInAt");
        await shop.Sound();
    }

    [Fact]
    public async Task Points_of_a_streak_pay_a_debt_first_and_an_early_end_is_held()
    {
        var shop = await Shop();
        await shop.PointTerms();
        await shop.Earn("C", "o1", Day(1), 100);
        (await shop.Spend("C", "s1", 100)).Must(201);
        (await shop.RefundPlain("o1", "r1", Day(1), 40)).Must(201);
        (await shop.PointsOf("C")).ShouldBe((0, 0, 40));
        await shop.SetClock(Day(6));
        foreach (var day in new[] { 1, 2, 4, 5 }) (await shop.CheckIn("k", Day(day))).Must(201);
        Rewards((await shop.CheckIn("k", Day(3))).Must(201)).ShouldBe("3:30 5:50", "both at once");
        (await shop.PointsOf("C")).ShouldBe((40, 0, 0));
        (await shop.PutGame("k", Terms("ended"))).Must(200);
        (await shop.CheckIn("k", Day(5), "D")).Must(201).Text("day").ShouldBe("2010-12-05", "before its end");
        await shop.SetClock(Day(7));
        (await shop.CheckIn("k")).Refused(409, "GAME_CLOSED");
        await shop.Sound();
    }

    [Fact]
    public async Task What_is_unknown_or_of_another_kind_and_a_guest_are_refused()
    {
        var shop = await Shop();
        (await shop.PutGame("w", Wheel())).Must(200);
        (await shop.CheckIn("w")).Refused(409, "GAME_OF_ANOTHER_KIND");
        (await shop.CheckIn("x")).Refused(404, "GAME_NOT_FOUND");
        (await shop.CheckIn("k", customerId: "X")).Refused(422, "CUSTOMER_UNKNOWN").Pointer.ShouldBe("#/customerId");
        (await shop.CheckIn("k", customerId: "")).Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/customerId");
        (await shop.Get("/v1/games/x/check-ins/C")).Refused(404, "GAME_NOT_FOUND");
        (await shop.Get("/v1/games/w/check-ins/C")).Must(200).List("days").ShouldBeEmpty();
        (await shop.Get("/v1/games/k/check-ins/X")).Refused(404, "CUSTOMER_NOT_FOUND");
        var guest = (await shop.Post("/v1/orders", new
        {
            orderId = "anonymous",
            paidAt = Day(1),
            lines = new[] { new { lineId = "1", productId = "p1", quantity = 1, unitPrice = Pence(1) } },
        })).Must(201).Text("guestId");
        (await shop.CheckIn("k", customerId: guest)).Refused(409, "GAME_NOT_FOR_CUSTOMER");
    }

    [Fact]
    public async Task A_day_at_once_is_one_check_in_and_days_at_once_give_each_reward_once()
    {
        var shop = await Shop();
        var other = shop.Through(await api.Instance());
        var same = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => (i % 2 == 0 ? shop : other).CheckIn("k")));
        same.Count(answer => answer.Status == 201).ShouldBe(1);
        same.Select(answer => answer.Body).Distinct().ShouldHaveSingleItem();
        await shop.SetClock(Day(31));
        var days = await Task.WhenAll(Enumerable.Range(0, 40).Select(
            i => (i % 2 == 0 ? shop : other).CheckIn("k", Day(1 + (i % 20)), "D")));
        days.Count(answer => answer.Status == 201).ShouldBe(20);
        days.Where(answer => answer.Status != 201).ShouldAllBe(answer => answer.Status == 200);
        (await shop.PointsOf("D")).ShouldBe((80, 0, 0));
        var progress = (await shop.Get("/v1/games/k/check-ins/D")).Must(200);
        (progress.Number("longestStreakDays"), progress.Number("runningStreakDays")).ShouldBe((20, 0));
        progress.List("rewards").Select(one => one.GetProperty("streakDays").GetInt32()).ShouldBe([3, 5]);
        await shop.Sound();
    }

    private static string Rewards(Answer answer) => string.Join(' ', answer.List("rewards").Select(
        one => $"{one.GetProperty("streakDays")}:{one.GetProperty("points")}"));

    private static Dictionary<string, object?> Terms(string status = "active")
    {
        var terms = Streaks((3, 30), (5, 50));
        terms["status"] = status;
        return terms;
    }

    private async Task<TestShop> Shop(string timeZone = "UTC")
    {
        var shop = await api.NewShop("manual", timeZone, now: Day(1));
        await shop.Customers("C", "D");
        (await shop.PutGame("k", Terms())).Must(200);
        return shop;
    }
}
