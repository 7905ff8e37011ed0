using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;
using static SocialCommerce.TestSupport.Steps.GameSteps;

namespace SocialCommerce.ApiTests.Membership.GamePlays;

/// <summary>Many plays at once: serials, stock and limits are exact.</summary>
public sealed class PlayRaceTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task A_stock_of_ten_is_won_ten_times_by_two_hundred_plays_at_once()
    {
        var shop = await Shop(200);
        await shop.PointTerms();
        await shop.Template("t", ("limits", new { stock = 10 }));
        (await shop.PutGame("w", Wheel(("prizes", new[]
        {
            PointPrize("p", 5, 1_000, stock: 10), Coupon("c", "t", 1_000), Goods("g", 1_000, stock: 10), Nothing("n"),
        })))).Must(200);
        var other = shop.Through(await api.Instance());
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(
            i => (i % 2 == 0 ? shop : other).Play("w", $"p{i}", $"c{i}")));
        answers.ShouldAllBe(answer => answer.Status == 201);
        answers.Select(answer => answer.Number("serial")).Order().ShouldBe(
            Enumerable.Range(1, 200).Select(i => (long)i));
        answers.CountBy(answer => answer.Json.GetProperty("prize").GetProperty("prizeId").GetString()!)
            .OrderBy(one => one.Key).Select(one => one.Value).ShouldBe([10, 10, 170, 10]);
        (await api.Count($"select count(*) from coupons where shop_id = {shop.ShopKey}")).ShouldBe(10);
        (await api.Count($"select sum(points) from point_lots where shop_id = {shop.ShopKey} and source = 'game'"))
            .ShouldBe(50);
        await shop.Sound();
    }

    [Fact]
    public async Task The_limit_of_a_customer_and_the_points_of_a_customer_hold_for_plays_at_once()
    {
        var shop = await Shop(2);
        await shop.PointTerms();
        await shop.Earn("c1", "o1", Day(1), 45);
        (await shop.PutGame("limit", Wheel(("limits", new { perCustomer = 3 })))).Must(200);
        (await shop.PutGame("cost", Wheel(("costPoints", 10), ("prizes", new[] { Nothing("n") })))).Must(200);
        var other = shop.Through(await api.Instance());
        var limited = await Task.WhenAll(Enumerable.Range(0, 20).Select(
            i => (i % 2 == 0 ? shop : other).Play("limit", $"p{i}", "c0")));
        limited.Count(answer => answer.Status == 201).ShouldBe(3);
        limited.Where(answer => answer.Status != 201).ShouldAllBe(answer => answer.Code == "GAME_LIMIT_REACHED");
        var paid = await Task.WhenAll(Enumerable.Range(0, 20).Select(
            i => (i % 2 == 0 ? shop : other).Play("cost", $"p{i}", "c1")));
        paid.Count(answer => answer.Status == 201).ShouldBe(4);
        paid.Where(answer => answer.Status != 201).ShouldAllBe(answer => answer.Code == "POINTS_INSUFFICIENT");
        (await shop.PointsOf("c1")).ShouldBe((5, 0, 0));
        await shop.Sound();
    }

    [Fact]
    public async Task The_same_play_many_times_at_once_is_one_play_also_beside_the_end_of_the_game()
    {
        var shop = await Shop(2);
        (await shop.PutGame("w", Wheel())).Must(200);
        var same = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => shop.Play("w", "once", "c0")));
        same.Count(answer => answer.Status == 201).ShouldBe(1);
        same.Select(answer => answer.Body).Distinct().ShouldHaveSingleItem();
        var two = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => shop.Play("w", "shared", $"c{i % 2}")));
        two.Count(answer => answer.Status == 201).ShouldBe(1);
        two.Count(answer => answer.Status == 200).ShouldBe(3);
        two.Where(answer => answer.Status > 201).ShouldAllBe(answer => answer.Code == "GAME_PLAY_CONFLICT");

        var ending = shop.PutGame("w", Wheel(("status", "ended")));
        var plays = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => shop.Play("w", $"p{i}", $"c{i % 2}")));
        var shown = (await ending).Must(200).Number("plays");
        plays.Where(answer => answer.Status != 201).ShouldAllBe(answer => answer.Code == "GAME_CLOSED");
        shown.ShouldBe(2 + plays.Count(answer => answer.Status == 201), "none after the seed was shown");
        await shop.Sound();
    }

    private async Task<TestShop> Shop(int customers)
    {
        var shop = await api.NewShop("manual", now: Day(1));
        await shop.Customers(Enumerable.Range(0, customers).Select(i => $"c{i}"));
        return shop;
    }
}
