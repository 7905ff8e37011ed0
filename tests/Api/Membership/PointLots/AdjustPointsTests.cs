using Shouldly;
using SocialCommerce.Kernel.Operators;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Membership.PointLots;

/// <summary>Points are put right by two persons, once.</summary>
public sealed class AdjustPointsTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task An_adjustment_moves_points_once_another_person_approves_it()
    {
        var (shop, asks, decides) = await Shop();
        var asked = (await Ask(asks, "a1", "C", 150)).Must(201);
        (await Ask(asks, "a1", "C", 150)).Must(200).Body.ShouldBe(asked.Body);
        (await Ask(asks, "a1", "C", 151)).Refused(409, "POINT_ADJUSTMENT_CONFLICT").Pointer.ShouldBe("#/adjustmentId");
        (await Ask(asks, "a2", "X", 1)).Refused(422, "CUSTOMER_UNKNOWN").Pointer.ShouldBe("#/customerId");
        (await Ask(asks, "a2", "C", 0)).Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/points");
        (await shop.PointsOf("C")).ShouldBe((0, 0, 0));
        (await Decide(decides, "a9", true)).Refused(404, "POINT_ADJUSTMENT_NOT_FOUND");
        (await Decide(decides, "a1", false)).Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/note");
        var approved = (await Decide(decides, "a1", true)).Must(200);
        (approved.Text("status"), approved.Text("decidedBy")).ShouldBe(("approved", "decides"));
        (await Decide(decides, "a1", true)).Must(200).Body.ShouldBe(approved.Body);
        (await Decide(decides, "a1", false, "no")).Refused(409, "POINT_ADJUSTMENT_DECIDED")
            .Pointer.ShouldBe("#/approve");
        (await shop.PointsOf("C")).ShouldBe((150, 0, 0));

        (await Ask(asks, "a3", "C", -200)).Must(201);
        (await Decide(decides, "a3", true)).Must(200);
        (await shop.PointsOf("C")).ShouldBe((0, 0, 50));
        (await Ask(asks, "a4", "C", 70)).Must(201);
        (await Decide(decides, "a4", false, "no proof")).Must(200).Text("status").ShouldBe("rejected");
        (await Ask(asks, "a5", "C", 80)).Must(201);
        (await Decide(decides, "a5", true)).Must(200);
        (await shop.PointsOf("C")).ShouldBe((30, 0, 0), "a debt is paid back first");
        (await shop.Get("/v1/point-adjustments?status=rejected")).Must(200).List("data").Length.ShouldBe(1);
        (await shop.Get("/v1/point-adjustments?status=any")).Refused(422, "VALUE_UNKNOWN");
        (await shop.Get("/v1/members/C/points")).Must(200).List("data")
            .Select(entry => (entry.GetProperty("adjustmentId").GetString(), entry.GetProperty("points").GetInt64()))
            .ShouldBe([("a5", 80), ("a3", -200), ("a1", 150)]);
        await shop.Sound();
    }

    [Fact]
    public async Task Nobody_approves_an_own_request_or_own_points_and_decisions_at_once_count_once()
    {
        var (shop, asks, decides) = await Shop();
        var both = await api.Operator(shop, "both", Roles.Support, Roles.Approver);
        (await Ask(both, "a1", "C", 10)).Must(201);
        (await Decide(both, "a1", true)).Refused(403, "SAME_PERSON");
        (await Ask(asks, "a2", "C", 40)).Must(201);
        var owner = await api.Operator(shop, "owner", Roles.Approver);
        (await api.Platform.Put($"/v1/shops/{shop.ShopId}/operators/owner", new
        {
            name = "owner",
            roles = new[] { Roles.Approver },
            customerIds = new[] { "C" },
        })).Must(200);
        (await Decide(owner, "a2", true)).Refused(403, "OWN_MONEY");
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Decide(decides, "a2", true)));
        answers.ShouldAllBe(answer => answer.Status == 200);
        answers.Select(answer => answer.Body).Distinct().ShouldHaveSingleItem();
        (await shop.PointsOf("C")).ShouldBe((40, 0, 0));
        await shop.Sound();
    }

    private static Task<Answer> Ask(TestShop person, string adjustmentId, string customerId, long points) =>
        person.Post("/v1/point-adjustments", new { adjustmentId, customerId, points, reason = "why" });

    private static Task<Answer> Decide(TestShop person, string adjustmentId, bool approve, string? note = null) =>
        person.Post($"/v1/point-adjustments/{adjustmentId}/decision", new { approve, note });

    private async Task<(TestShop Shop, TestShop Asks, TestShop Decides)> Shop()
    {
        var shop = await api.NewShop("manual", now: Day(1));
        await shop.Customers("C");
        return (shop, await api.Operator(shop, "asks", Roles.Support), await api.Operator(
            shop, "decides", Roles.Approver));
    }
}
