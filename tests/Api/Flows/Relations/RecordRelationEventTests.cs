using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.Relations;

/// <summary>Events of a relation are recorded once, and the stage follows their own times.</summary>
public sealed class RecordRelationEventTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task A_customer_comes_to_belong_whatever_the_order_of_the_reports()
    {
        var shop = await api.NewJoiningShop();
        (await shop.Relation()).ShouldBe("none 0: replyOrReview 0/1");
        (await shop.Event("e2", "interaction", Day(3))).Must(201);
        (await shop.Event("e3", "groupActivity", Day(4))).Must(201);
        (await shop.Relation()).ShouldStartWith("none");
        (await shop.Event("e1", "reply", Day(2))).Must(201);
        (await shop.Relation()).ShouldStartWith("participation");
        (await shop.Get("/v1/customers/C/relation")).Must(200).Json.GetProperty("relation").GetProperty("reached")
            .EnumerateArray().Select(one => one.GetProperty("reachedAt").GetDateTimeOffset())
            .ShouldBe([Day(2), Day(4)]);

        (await shop.Contact(Day(5))).Must(201);
        (await shop.Order("o1", "C", Day(5), 1_000)).Must(201);
        (await shop.Step("a", Day(6))).Must(201);
        (await shop.Step("b", Day(6))).Must(201);
        (await shop.Relation()).ShouldEndWith("privilegeUse 0/1, repurchase 0/1");
        (await shop.Post("/v1/members/C/privilege-uses", new { useId = "u", code = "any", usedAt = Day(7) })).Must(201);
        (await shop.Order("o2", "C", Day(8), 1_000)).Must(201);
        (await shop.Relation()).ShouldStartWith("belonging");
        (await shop.RefundPlain("o2", "r", Day(9), 1_000)).Must(201);
        (await shop.Relation()).ShouldStartWith("ceremony", customMessage: "an order that went back is no repurchase");
        await shop.Sound();
    }

    [Fact]
    public async Task A_referral_counts_and_a_relation_fades_with_time()
    {
        var shop = await api.NewJoiningShop();
        (await shop.Event("e1", "reviewRead", Day(2))).Must(201);
        var before = await shop.Relation();
        before.ShouldStartWith("trust 40:");
        await shop.Bind("D", "C");
        (await shop.Relation()).ShouldStartWith("trust 440:");
        await shop.SetClock(Day(20).AddDays(100));
        (await shop.Relation()).ShouldBe("none 0: score 0/1");
    }

    [Fact]
    public async Task A_guests_events_become_those_of_who_claims_the_guest()
    {
        var shop = await api.NewJoiningShop();
        var guest = (await shop.Post("/v1/orders", new
        {
            orderId = "g",
            paidAt = Day(2),
            lines = new[] { new { lineId = "1", productId = "p", quantity = 1, unitPrice = Pence(100) } },
        })).Must(201).Text("guestId");
        (await shop.Event("e1", "reply", Day(3), guest)).Must(201);
        (await shop.Post($"/v1/guests/{guest}/claim", new { customerId = "C" })).Must(201);
        (await shop.Relation()).ShouldStartWith("trust");
        (await shop.Event("e2", "reply", Day(3), guest)).Must(201).Text("customerId").ShouldBe("C");
    }

    [Fact]
    public async Task A_repetition_changes_nothing_and_other_content_is_refused()
    {
        var shop = await api.NewJoiningShop();
        var first = (await shop.Event("e1", "reply", Day(2))).Must(201);
        await shop.SetClock(Day(21));
        (await shop.Event("e1", "reply", Day(2))).Must(200).Body.ShouldBe(first.Body);
        (await shop.Event("e1", "reply", Day(3))).Refused(409, "RELATION_EVENT_CONFLICT").Pointer
            .ShouldBe("#/occurredAt");
        (await shop.Event("e1", "reply", Day(2), "D")).Refused(409, "RELATION_EVENT_CONFLICT");
        (await shop.Event("e2", "liked", Day(2))).Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/kind");
        (await shop.Event("e2", "reply", Day(22))).Refused(422, "TIME_IN_FUTURE").Pointer.ShouldBe("#/occurredAt");
        (await shop.Get("/v1/customers/nobody/relation")).Refused(404, "CUSTOMER_NOT_FOUND");
        (await api.Count($"select count(*) from relation_events where shop_id = {shop.ShopKey}")).ShouldBe(1);
    }

    [Fact]
    public async Task Reports_at_once_are_kept_once_each()
    {
        var shop = await api.NewJoiningShop();
        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(n =>
            shop.Event($"e{n % 10}", "interaction", Day(2), n % 2 == 0 ? "C" : "new")));
        answers.Count(answer => answer.Status == 201).ShouldBe(10);
        answers.Count(answer => answer.Status == 200).ShouldBe(20);
        (await api.Count($"select count(*) from relation_events where shop_id = {shop.ShopKey}")).ShouldBe(10);
    }
}

/// <summary>Steps of tests on relations.</summary>
internal static class RelationSteps
{
    public static Task<Answer> Event(
        this TestShop shop, string relationEventId, string kind, DateTimeOffset occurredAt, string customerId = "C") =>
        shop.Post($"/v1/customers/{customerId}/relation-events", new { relationEventId, kind, occurredAt });

    /// <summary>Stage, score, and what is missing.</summary>
    public static async Task<string> Relation(this TestShop shop, string customerId = "C")
    {
        var relation = (await shop.Get($"/v1/customers/{customerId}/relation")).Must(200).Json.GetProperty("relation");
        var missing = relation.GetProperty("missing").EnumerateArray().Select(one =>
            $"{one.GetProperty("code")} {one.GetProperty("available")}/{one.GetProperty("required")}");
        return $"{relation.GetProperty("stage")} {relation.GetProperty("score")}: {string.Join(", ", missing)}";
    }
}
