using System.Text.Json.Nodes;
using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.Orders;

/// <summary>Orders and refunds that break a rule: the code, the place that is to blame, and nothing written.</summary>
public sealed class OrderRefusalTests(TestApi api) : IClassFixture<TestApi>
{
    private const long Max = 1_000_000_000_000;

    [Theory]
    [InlineData("/lines/0/quantity", "0", "QUANTITY_OUT_OF_RANGE", "#/lines/0/quantity")]
    [InlineData("/lines/0/quantity", "-1", "QUANTITY_OUT_OF_RANGE", "#/lines/0/quantity")]
    [InlineData("/lines/0/quantity", "9223372036854775807", "QUANTITY_OUT_OF_RANGE", "#/lines/0/quantity")]
    [InlineData("/lines/0/unitPrice/amount", "-1", "AMOUNT_OUT_OF_RANGE", "#/lines/0/unitPrice/amount")]
    [InlineData(
        "/lines/0/unitPrice/amount", "9223372036854775807", "AMOUNT_OUT_OF_RANGE", "#/lines/0/unitPrice/amount")]
    [InlineData("/lines/0/unitPrice/amount", "1000000000000", "AMOUNT_OUT_OF_RANGE", "#/lines/0")]
    [InlineData("/lines/0/unitPrice/currency", "\"EUR\"", "CURRENCY_MISMATCH", "#/lines/0/unitPrice/currency")]
    [InlineData("/lines/0/unitPrice/currency", "\"gbp\"", "CURRENCY_MISMATCH", "#/lines/0/unitPrice/currency")]
    [InlineData("/lines/0/discounts/0/amount/amount", "1001", "DISCOUNT_EXCEEDS_LINE", "#/lines/0/discounts")]
    [InlineData(
        "/lines/0/discounts/0/amount/amount", "-1", "AMOUNT_OUT_OF_RANGE", "#/lines/0/discounts/0/amount/amount")]
    [InlineData("/lines/0/discounts/0/fundedBy", "\"me\"", "VALUE_UNKNOWN", "#/lines/0/discounts/0/fundedBy")]
    [InlineData("/lines/0/lineId", "\"\"", "ID_INVALID", "#/lines/0/lineId")]
    [InlineData("/lines/0/productId", "\"\\n\"", "ID_INVALID", "#/lines/0/productId")]
    [InlineData("/lines", "[]", "LINES_COUNT", "#/lines")]
    [InlineData("/tenders/0/amount/amount", "894", "TENDERS_DO_NOT_ADD_UP", "#/tenders")]
    [InlineData("/tenders/0/kind", "\"love\"", "VALUE_UNKNOWN", "#/tenders/0/kind")]
    [InlineData("/tenders", "[]", "TENDERS_DO_NOT_ADD_UP", "#/tenders")]
    [InlineData("/shipping/amount", "-1", "AMOUNT_OUT_OF_RANGE", "#/shipping/amount")]
    [InlineData("/tax/currency", "\"USD\"", "CURRENCY_MISMATCH", "#/tax/currency")]
    [InlineData("/orderId", "\"\"", "ID_INVALID", "#/orderId")]
    [InlineData("/customerId", "\"\\u007f\"", "ID_INVALID", "#/customerId")]
    public async Task An_order_that_breaks_a_rule_is_422_and_names_the_place(
        string place, string value, string code, string pointer) =>
        await Refused("/v1/orders", Changed(PaidAtOnce, place, value), code, pointer);

    [Theory]
    [InlineData("/lines/0/quantity", "true", "#/lines/0/quantity")]
    [InlineData("/lines/0/quantity", "1e30", "#/lines/0/quantity")]
    [InlineData("/lines/0/unitPrice/amount", "0.001", "#/lines/0/unitPrice/amount")]
    [InlineData("/lines/0/unitPrice/amount", "9223372036854775808", "#/lines/0/unitPrice/amount")]
    [InlineData("/lines/0/unitPrice/amount", "\"5\"", "#/lines/0/unitPrice/amount")]
    [InlineData("/lines/0", "null", "#/lines")]
    [InlineData("/paidAt", "\"2010-12-05T08:00:00\"", "#/paidAt")]
    [InlineData("/paidAt", "\"9999-12-31T23:59:59Z\"", "#/paidAt")]
    [InlineData("/paidAt", "\"0001-01-01T00:00:00Z\"", "#/paidAt")]
    [InlineData("/completedAt", "\"9999-12-31T23:59:59Z\"", "#/completedAt")]
    [InlineData("/lines/0/completedAt", "\"3000-01-01T00:00:00Z\"", "#/lines/0/completedAt")]
    [InlineData("/lines/0/discounts/0/tier", "1", "#/lines/0/discounts/0/tier")]
    [InlineData("/commissionRate", "1", "#/commissionRate")]
    public async Task An_order_that_is_no_order_is_400_and_names_the_place(string place, string value, string pointer)
    {
        var shop = await api.NewShop();
        var before = await Snapshot.Of(api);
        var answer = await shop.Send(HttpMethod.Post, "/v1/orders", Changed(ValidBodies.Order, place, value), []);
        answer.Refused(400, "MALFORMED_JSON").Pointer.ShouldStartWith(pointer);
        (await Snapshot.Of(api)).ShouldBe(before);
    }

    [Fact]
    public async Task Line_ids_occur_once_and_sums_stay_within_the_limit()
    {
        var line =
            """{"lineId":"1","productId":"p","quantity":1,"unitPrice":{"amount":600000000000,"currency":"GBP"}}""";
        await Refused("/v1/orders", Lines(line, line), "LINE_REPEATED", "#/lines/1/lineId");
        await Refused(
            "/v1/orders", Lines(line, line.Replace("\"1\"", "\"2\"", StringComparison.Ordinal)),
            "AMOUNT_OUT_OF_RANGE", "#/lines");
        foreach (var (count, code) in new[] { (50, "TENDERS_DO_NOT_ADD_UP"), (9_999, "LIST_TOO_LONG") })
        {
            var much = string.Join(',', Enumerable.Repeat(
                $"{{\"kind\":\"cash\",\"amount\":{{\"amount\":{Max},\"currency\":\"GBP\"}}}}", count));
            await Refused("/v1/orders", Changed(ValidBodies.Order, "/tenders", $"[{much}]"), code, "#/tenders");
        }
    }

    [Fact]
    public async Task An_event_ahead_of_a_clock_that_stands_is_refused_and_a_little_ahead_is_a_warning()
    {
        var shop = await api.NewShop(clock: "manual", now: Day(10));
        var before = await Snapshot.Of(api);
        (await shop.Order("o", "c", Day(10).AddMinutes(6), 5))
            .Refused(422, "TIME_IN_FUTURE").Pointer.ShouldBe("#/paidAt");
        (await shop.Post("/v1/orders/o/refunds", new { refundId = "r", refundedAt = Day(11), amount = Pence(1) }))
            .Refused(422, "TIME_IN_FUTURE").Pointer.ShouldBe("#/refundedAt");
        (await Snapshot.Of(api)).ShouldBe(before);
        (await shop.Order("o", "c", Day(10).AddMinutes(4), 5)).Must(201).Body.ShouldContain("\"warnings\":[{");
        (await shop.Post("/v1/orders/o/completions", new { completedAt = Day(11) }))
            .Refused(422, "TIME_IN_FUTURE").Pointer.ShouldBe("#/completedAt");
        (await shop.Post("/v1/settlements", new { periodEnd = Day(11) })).Refused(422, "PERIOD_NOT_OVER");
    }

    [Fact]
    public async Task The_latest_and_the_earliest_times_that_are_taken_do_not_overflow_anything()
    {
        foreach (var at in new[] { "2999-12-31T23:59:59Z", "1900-01-01T00:00:00Z" })
        {
            var shop = await (await api.NewShop()).WithMainJobPlan();
            await shop.Bind("c", "b");
            var time = DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture);
            (await shop.Order("o", "c", time, 5_000)).Must(201);
            (await shop.Get("/v1/members/c/privileges")).Must(200);
            (await shop.Post("/v1/settlements", new { periodEnd = time })).Status.ShouldBeOneOf(201, 422);
            (await shop.Get("/v1/integrity")).Must(200);
        }
    }

    [Fact]
    public async Task A_refund_of_nothing_or_that_cannot_be_read_is_refused()
    {
        var shop = await api.NewShop();
        (await shop.Order("o", "c", Day(1), 1_000, 50)).Must(201);
        var before = await Snapshot.Of(api);
        object[] wrong =
        [
            new { lines = new[] { new { lineId = "none", quantity = 1 } } },
            new { lines = new[] { new { lineId = "1" } } },
            new { lines = new[] { new { lineId = "1", quantity = -1 } } },
            new { lines = new[] { new { lineId = "1", quantity = 0.12345m } } },
            new { amount = Pence(0) }, new { amount = Pence(-5) },
            new { amount = new { amount = 5, currency = "EUR" } },
            new { lines = Array.Empty<object>() }, new { },
            new { lines = new[] { new { lineId = "1", quantity = long.MaxValue } } },
            new { amount = Pence(long.MaxValue), shipping = Pence(long.MaxValue) },
        ];
        foreach (var content in wrong)
        {
            var body = System.Text.Json.JsonSerializer.SerializeToNode(content)!.AsObject();
            body["refundId"] = "r";
            body["refundedAt"] = "2010-12-02T00:00:00Z";
            var answer = (await shop.Send(HttpMethod.Post, "/v1/orders/o/refunds", body.ToJsonString(), [])).Must(422);
            answer.Pointer.ShouldStartWith("#/", customMessage: body.ToJsonString());
        }
        (await Snapshot.Of(api)).ShouldBe(before);
    }

    /// <summary>Tenders of an order in parts may be those of the deposit.</summary>
    private static string PaidAtOnce => Changed(ValidBodies.Order, "/paymentPlan", "null");

    private async Task Refused(string path, string json, string code, string pointer)
    {
        var shop = await api.NewShop();
        var before = await Snapshot.Of(api);
        var answer = (await shop.Send(HttpMethod.Post, path, json, [])).Must(422);
        var errors = answer.Json.GetProperty("errors").EnumerateArray()
            .Select(error => (error.GetProperty("code").GetString(), error.GetProperty("pointer").GetString()));
        errors.ShouldContain((code, pointer), answer.Body);
        (await Snapshot.Of(api)).ShouldBe(before);
    }

    private static string Lines(params string[] lines) =>
        Changed(ValidBodies.Order, "/lines", $"[{string.Join(',', lines)}]");

    private static string Changed(string json, string place, string value)
    {
        var root = JsonNode.Parse(json)!;
        var steps = place.Split('/')[1..];
        var parent = steps[..^1].Aggregate(root, (node, step) =>
            node is JsonArray list ? list[int.Parse(step)]! : node[step]!);
        if (parent is JsonArray array) array[int.Parse(steps[^1])] = JsonNode.Parse(value);
        else parent[steps[^1]] = JsonNode.Parse(value);
        return root.ToJsonString();
    }
}
