using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Membership.PointLots;

/// <summary>What is taken back and was spent is a debt, which whatever is earned later pays back.</summary>
public sealed class PointDebtTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task A_refund_takes_from_its_own_lot_then_from_others_and_leaves_a_debt()
    {
        var shop = await Shop();
        await shop.Earn("C", "o1", Day(1), 100);
        await shop.Earn("C", "o2", Day(1), 50);
        (await shop.Spend("C", "s1", 120)).Must(201);
        (await shop.LotsOf("C")).ShouldBe([(50, 30)]);
        (await shop.RefundPlain("o1", "r1", Day(1), 100)).Must(201).Number("points").ShouldBe(-100);
        (await shop.PointsOf("C")).ShouldBe((0, 0, 70));
        (await shop.Get("/v1/members/C")).Must(200).Number("points").ShouldBe(-70);
        (await shop.Spend("C", "s2", 1)).Refused(409, "POINTS_INSUFFICIENT");
        await shop.Earn("C", "o3", Day(1), 60);
        (await shop.PointsOf("C")).ShouldBe((0, 0, 10));
        await shop.Earn("C", "o4", Day(1), 60);
        (await shop.PointsOf("C")).ShouldBe((50, 0, 0));
        await shop.Sound();
        (await shop.Undo("o1", "r1", Day(1))).Must(200).Number("points").ShouldBe(100);
        (await shop.PointsOf("C")).ShouldBe((150, 0, 0));
        await shop.Sound();
        (await shop.CancelSpend("s1", "k1")).Must(201);
        (await shop.PointsOf("C")).ShouldBe((270, 0, 0));
        (await shop.RefundPlain("o4", "r4", Day(1), 60)).Must(201);
        (await shop.PointsOf("C")).ShouldBe((210, 0, 0));
        await shop.Sound();
    }

    [Fact]
    public async Task A_cancelled_spend_and_a_gift_pay_a_debt_back()
    {
        var shop = await Shop();
        await shop.Earn("C", "o1", Day(1), 100);
        (await shop.Spend("C", "s1", 100)).Must(201);
        (await shop.RefundPlain("o1", "r1", Day(1), 100)).Must(201);
        await shop.Earn("D", "o2", Day(1), 100);
        await shop.Earn("D", "o3", Day(1), 100);
        (await shop.Give("D", "g1", "C", 30)).Must(201);
        (await shop.PointsOf("C")).ShouldBe((0, 0, 70));
        (await shop.CancelSpend("s1", "k1", 80)).Must(201);
        (await shop.PointsOf("C")).ShouldBe((10, 0, 0));
        await shop.Sound();
        (await shop.CancelSpend("s1", "k2")).Must(201);
        (await shop.RefundPlain("o2", "r2", Day(1), 100)).Must(201);
        (await shop.PointsOf("D")).ShouldBe((70, 0, 0), "what was given is taken of the other lot");
        await shop.Sound();
    }

    [Fact]
    public async Task Orders_refunds_spends_and_gifts_at_once_add_up()
    {
        var shop = await Shop();
        for (var i = 0; i < 6; i++) await shop.Earn("C", $"o{i}", Day(1), 100);
        await shop.Earn("D", "d", Day(1), 500);
        var other = shop.Through(await api.Instance());
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).SelectMany(i => new[]
        {
            other.RefundPlain($"o{i}", $"r{i}", Day(1), 50), shop.Spend("C", $"s{i}", 80),
            other.Order($"n{i}", "C", Day(1), 10), shop.Give("D", $"g{i}", "C", 20), other.Give("C", $"h{i}", "D", 5),
        }));
        answers.Where(answer => answer.Status != 201).ShouldAllBe(answer => answer.Code == "POINTS_INSUFFICIENT");
        await shop.Sound();
        var back = await Task.WhenAll(Enumerable.Range(0, 6).SelectMany(i => new[]
        {
            other.Undo($"o{i}", $"r{i}", Day(1)), shop.CancelSpend($"s{i}", "k"),
        }));
        back.ShouldAllBe(answer => answer.Status < 300 || answer.Code == "POINT_SPEND_NOT_FOUND");
        await shop.Sound();
    }

    [Fact]
    public async Task A_guests_points_follow_to_the_customer_who_claims_and_pay_a_debt_back()
    {
        var shop = await Shop();
        await shop.Earn("C", "o1", Day(1), 100);
        (await shop.Spend("C", "s1", 100)).Must(201);
        (await shop.RefundPlain("o1", "r1", Day(1), 40)).Must(201);
        var guest = (await shop.Post("/v1/orders", new
        {
            orderId = "o2",
            paidAt = Day(1),
            lines = new[] { new { lineId = "1", productId = "p1", quantity = 1, unitPrice = Pence(200) } },
        })).Must(201).Text("guestId");
        (await shop.Spend(guest, "s2", 50)).Must(201);
        await shop.Earn("D", "o3", Day(1), 100);
        (await shop.Give("D", "g1", guest, 20)).Must(201);
        (await shop.Post($"/v1/guests/{guest}/claim", new { customerId = "C" })).Must(201);
        (await shop.PointsOf("C")).ShouldBe((130, 0, 0));
        (await shop.PointsOf(guest)).ShouldBe((0, 0, 0));
        await shop.Sound();
        (await shop.CancelSpend("s2", "k1")).Must(201);
        (await shop.PointsOf("C")).ShouldBe((180, 0, 0), "the guest's spend is the customer's");
        (await shop.Give("D", "g2", guest, 20)).Refused(422, "CUSTOMER_UNKNOWN");
        await shop.Sound();
    }

    private async Task<TestShop> Shop()
    {
        var shop = await api.NewShop("manual", now: Day(1));
        await shop.Customers("C", "D");
        await shop.PointTerms();
        return shop;
    }
}
