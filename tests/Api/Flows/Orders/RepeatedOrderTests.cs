using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.Orders;

/// <summary>The same order again, the same id with other content, and the Idempotency-Key.</summary>
public sealed class RepeatedOrderTests(TestApi api) : IClassFixture<TestApi>
{
    private const string Tenders = """
        "tenders":[{"kind":"card","amount":{"amount":1000,"currency":"GBP"}},
            {"kind":"points","amount":{"amount":200,"currency":"GBP"}}],
        """;

    private const string Known = """
        {"orderId":"o1","customerId":"C","paidAt":"2010-12-02T08:00:00Z",
        "lines":[{"lineId":"1","productId":"p1","quantity":2,"unitPrice":{"amount":500,"currency":"GBP"},
            "discounts":[{"amount":{"amount":100,"currency":"GBP"},"fundedBy":"merchant","code":"X"}]}],
        "pricesIncludeTax":true,"shipping":{"amount":300,"currency":"GBP"},"tax":{"amount":50,"currency":"GBP"},
        "touchpoint":"door","inviteCode":"nobody",TENDERS
        "shippedAt":"2010-12-03T08:00:00Z","completedAt":"2010-12-04T08:00:00Z"}
        """;

    [Theory]
    [InlineData("\"customerId\":\"C\"", "\"customerId\":\"D\"", "#/customerId")]
    [InlineData("2010-12-02T08:00:00Z", "2010-12-02T08:00:01Z", "#/paidAt")]
    [InlineData("\"lineId\":\"1\"", "\"lineId\":\"2\"", "#/lines/0/lineId")]
    [InlineData("\"productId\":\"p1\"", "\"productId\":\"p2\"", "#/lines/0/productId")]
    [InlineData("\"quantity\":2", "\"quantity\":3", "#/lines/0/quantity")]
    [InlineData("\"amount\":500", "\"amount\":501", "#/lines/0/unitPrice/amount")]
    [InlineData("\"amount\":100,", "\"amount\":101,", "#/lines/0/discounts/0/amount/amount")]
    [InlineData("\"fundedBy\":\"merchant\"", "\"fundedBy\":\"platform\"", "#/lines/0/discounts/0/fundedBy")]
    [InlineData(",\"code\":\"X\"", "", "#/lines/0/discounts/0/code")]
    [InlineData("\"amount\":300", "\"amount\":301", "#/shipping/amount")]
    [InlineData("\"amount\":50,", "\"amount\":51,", "#/tax/amount")]
    [InlineData("\"touchpoint\":\"door\",", "", "#/touchpoint")]
    [InlineData("\"inviteCode\":\"nobody\"", "\"inviteCode\":\"somebody\"", "#/inviteCode")]
    [InlineData("2010-12-03T08:00:00Z", "2010-12-03T09:00:00Z", "#/shippedAt")]
    [InlineData("2010-12-04T08:00:00Z", "2010-12-04T09:00:00Z", "#/completedAt")]
    public async Task The_same_id_with_other_content_is_refused_and_names_the_field(
        string from, string to, string pointer)
    {
        var shop = await (await api.NewShop()).WithMainJobPlan();
        var known = Known.Replace("TENDERS", "", StringComparison.Ordinal);
        var first = await Send(shop, known);
        var other = await Send(shop, known.Replace(from, to, StringComparison.Ordinal));
        other.Refused(409, "ORDER_CONFLICT").Pointer.ShouldBe(pointer);
        (await Send(shop, known)).FirstAnswer().ShouldBe(first.Must(201).Body);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("\"kind\":\"card\"", "\"kind\":\"wallet\"", "#/tenders/0/kind")]
    [InlineData("\"kind\":\"points\"", "\"kind\":\"bonus\"", "#/tenders/1/kind")]
    [InlineData(Tenders, "", "#/tenders")]
    [InlineData(
        "}],\"pricesIncludeTax\"", """
        },{"lineId":"2","productId":"p1","quantity":1,"unitPrice":{"amount":0,"currency":"GBP"}}],"pricesIncludeTax"
        """, "#/lines/1")]
    public async Task Other_tenders_and_an_added_line_are_other_content(string from, string to, string pointer)
    {
        var shop = await (await api.NewShop()).WithMainJobPlan();
        var known = Known.Replace("\n", "", StringComparison.Ordinal)
            .Replace("TENDERS", Tenders, StringComparison.Ordinal);
        (await Send(shop, known)).Must(201);
        known.ShouldContain(from);
        var other = await Send(shop, known.Replace(from, to, StringComparison.Ordinal));
        other.Refused(409, "ORDER_CONFLICT").Pointer.ShouldBe(pointer);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_same_content_written_differently_is_the_same_order()
    {
        var shop = await (await api.NewShop()).WithMainJobPlan();
        var known = Known.Replace("TENDERS", "", StringComparison.Ordinal);
        var first = (await Send(shop, known)).Must(201);
        var again = await Send(shop, known
            .Replace("2010-12-02T08:00:00Z", "2010-12-02T09:00:00+01:00", StringComparison.Ordinal)
            .Replace("\"pricesIncludeTax\":true,", "", StringComparison.Ordinal));
        again.FirstAnswer().ShouldBe(first.Body);
        again.IsReplayed().ShouldBeTrue();
        first.IsReplayed().ShouldBeFalse();
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_repeated_order_answers_what_it_answered_although_the_world_went_on()
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        var first = await shop.Order("o1", "C", Day(2), 1_000);
        first.Paid().ShouldBe(["B 100"]);
        await shop.Promote("B2", 1, Day(3));
        (await shop.Order("more", "B", Day(3), 20_000)).Promoted().ShouldBe(["B T3"]);
        (await shop.RefundPlain("o1", "r1", Day(4), 400)).Must(201);
        var again = (await shop.Order("o1", "C", Day(2), 1_000)).Must(201);
        again.FirstAnswer().ShouldBe(first.Body);
        again.Minor("now", "left").ShouldBe(600);
        (await shop.Net("B")).ShouldBe(60);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_idempotency_key_answers_once_more_and_never_for_another_request()
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        var key = ("Idempotency-Key", "k1");
        var first = (await shop.Post("/v1/orders", OrderOf("o1", "C", Day(2), 1_000), key)).Must(201);
        var again = (await shop.Post("/v1/orders", OrderOf("o1", "C", Day(2), 1_000), key)).Must(201);
        again.Body.ShouldBe(first.Body);
        again.Headers["Idempotency-Replayed"].ShouldBe("true");
        (await shop.Post("/v1/orders", OrderOf("o2", "C", Day(2), 1_000), key)).Refused(422, "IDEMPOTENCY_KEY_REUSED");
        (await shop.Get("/v1/orders/o2")).Refused(404, "ORDER_NOT_FOUND");

        var refund = new { refundId = "r1", refundedAt = Day(3), amount = Pence(500) };
        (await shop.Post("/v1/orders/o1/refunds", refund, key)).Must(201).IsReplayed().ShouldBeFalse();
        (await shop.Post("/v1/orders/o1/refunds", refund, key)).Must(201).IsReplayed().ShouldBeTrue();
        (await shop.Post("/v1/orders/o2/refunds", refund, key)).Refused(422, "IDEMPOTENCY_KEY_REUSED");
        (await shop.Net("B")).ShouldBe(50);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    private static Task<Answer> Send(TestShop shop, string body) => shop.Post("/v1/orders", body);
}
