using System.Text.Json;
using Shouldly;
using SocialCommerce.Kernel.Text;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.Orders;

/// <summary>A paid order is taken, whatever a form sent as its codes, and whatever the till rounded.</summary>
public sealed class SubmittedOrderTests(TestApi api) : IClassFixture<TestApi>
{
    private static readonly string Pasted = "https://shop.example/?invite=" + new string('a', 271);

    public static TheoryData<string> Unreadable =>
        ["", "   ", "two\nlines", "😀", Pasted, new string('é', 2_000), "\u0085", "a\0b", new string('x', 65)];

    [Theory]
    [MemberData(nameof(Unreadable))]
    public async Task Any_text_as_a_code_is_taken_with_a_warning_kept_and_the_same_when_it_comes_again(string text)
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        var body = Order("o1", ("inviteCode", text), ("touchpoint", text));
        var order = await shop.Post("/v1/orders", body);
        order.Warnings().ShouldBe(
            ["unreadableTouchpoint #/touchpoint", "unreadableInviteCode #/inviteCode", .. News]);
        var kept = (await shop.Get("/v1/orders/o1")).Must(200);
        kept.Text("inviteCode").ShouldBe(SubmittedText.Keep(text));
        kept.Text("touchpoint").ShouldBe(SubmittedText.Keep(text));
        (await shop.Post("/v1/orders", body)).Must(201).IsReplayed().ShouldBeTrue();
        var changed = Order("o1", ("inviteCode", text + "x"), ("touchpoint", text));
        (await shop.Post("/v1/orders", changed)).Refused(409, "ORDER_CONFLICT").Pointer.ShouldBe("#/inviteCode");
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("\\ud800")]
    [InlineData("a\\udc00b")]
    [InlineData("\\u0000")]
    public async Task Half_a_character_and_the_character_0_are_taken(string escaped)
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        var json = JsonSerializer.Serialize(Order("o1", ("inviteCode", "HERE"), ("touchpoint", "HERE")))
            .Replace("HERE", escaped, StringComparison.Ordinal);
        foreach (var replayed in new[] { false, true })
            (await shop.Send(HttpMethod.Post, "/v1/orders", json, [])).Must(201).IsReplayed().ShouldBe(replayed);
        (await shop.Get("/v1/orders/o1")).Must(200).Text("inviteCode").ShouldContain("\uFFFD");
    }

    [Fact]
    public async Task A_code_that_could_be_one_is_unknown_and_a_text_after_500_characters_counts()
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        (await shop.Post("/v1/orders", Order("o1", ("inviteCode", "K7XQ2M9P"), ("touchpoint", "poster"))))
            .Warnings().ShouldBe(["unknownTouchpoint #/touchpoint", "unknownInviteCode #/inviteCode", .. News]);
        var text = new string('x', 1_000);
        (await shop.Post("/v1/orders", Order("o2", ("touchpoint", text)))).Must(201);
        (await shop.Post("/v1/orders", Order("o2", ("touchpoint", text)))).Must(201).IsReplayed().ShouldBeTrue();
        (await shop.Post("/v1/orders", Order("o2", ("touchpoint", text[..^1] + "y"))))
            .Refused(409, "ORDER_CONFLICT").Pointer.ShouldBe("#/touchpoint");
    }

    [Fact]
    public async Task A_code_among_blanks_is_read()
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        await shop.Promote("B", 1, Day(1));
        var code = (await shop.Post("/v1/invite-codes", new { customerId = "B" })).Must(201).Text("inviteCode");
        (await shop.Post("/v1/orders", Order("o1", ("inviteCode", $" {code}\n")))).Must(201)
            .Text("boundTo").ShouldBe("B");
    }

    [Fact]
    public async Task A_discounts_code_is_any_text()
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        foreach (var (text, i) in Unreadable.Select((row, i) => (row.Data, i)))
        {
            var line = new
            {
                lineId = "1",
                productId = "p1",
                quantity = 1,
                unitPrice = Pence(198),
                discounts = new[] { new { amount = Pence(8), fundedBy = "merchant", code = text } },
            };
            var body = new { orderId = $"o{i}", customerId = "C", paidAt = Day(2), lines = new[] { line } };
            (await shop.Post("/v1/orders", body)).Must(201);
            (await shop.Post("/v1/orders", body)).Must(201).IsReplayed().ShouldBeTrue();
            (await shop.Get($"/v1/orders/o{i}")).Must(200).List("lines")[0].GetProperty("discounts")[0]
                .GetProperty("code").GetString().ShouldBe(SubmittedText.Keep(text));
        }
    }

    [Fact]
    public async Task What_is_no_order_stays_strict()
    {
        var shop = await api.NewShop();
        foreach (var text in new[] { "", "two\nlines", Pasted, "😀" })
            (await shop.Post("/v1/referrals", new { customerId = "C", inviteCode = text }))
                .Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/inviteCode");
        (await shop.Post("/v1/referrals", new { customerId = "C", inviteCode = "K7XQ2M9P" }))
            .Refused(404, "INVITE_CODE_NOT_FOUND");
    }

    [Theory]
    [InlineData(193, true)]
    [InlineData(195, true)]
    [InlineData(198, false)]
    [InlineData(200, true)]
    [InlineData(203, true)]
    public async Task Small_change_is_taken_and_belongs_to_no_line(long cash, bool rounded)
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        var body = Order("o1", ("tenders", new[] { Tender("cash", cash) }));
        var order = await shop.Post("/v1/orders", body);
        order.Warnings().Contains("tendersRounded #/tenders").ShouldBe(rounded);
        order.Minor("value").ShouldBe(198);
        order.Paid().ShouldBe(["B 20"]);
        (await shop.Post("/v1/orders", body)).Must(201).IsReplayed().ShouldBeTrue();
        (await shop.RefundPlain("o1", "r1", Day(3), 198)).Must(201);
        (await shop.Net("B")).ShouldBe(0);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(192)]
    [InlineData(204)]
    public async Task More_than_small_change_is_a_misreading(long cash)
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        var body = Order("o1", ("tenders", new[] { Tender("cash", cash) }));
        var refused = (await shop.Post("/v1/orders", body)).Refused(422, "VALIDATION_FAILED");
        refused.Body.ShouldContain("TENDERS_DO_NOT_ADD_UP");
        refused.Pointer.ShouldBe("#/tenders");
        (await shop.Get("/v1/orders/o1")).Status.ShouldBe(404);
    }

    [Theory]
    [InlineData(0, 197, false)]
    [InlineData(0, 198, true)]
    [InlineData(10, 188, true)]
    [InlineData(10, 208, true)]
    [InlineData(10, 187, false)]
    public async Task The_shop_says_what_small_change_is(long tolerance, long cash, bool taken)
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        (await shop.Put("/v1/order-settings", new { refundToleranceMinor = 5, tenderToleranceMinor = tolerance }))
            .Must(200);
        var body = Order("o1", ("tenders", new[] { Tender("cash", cash) }));
        (await shop.Post("/v1/orders", body)).Status.ShouldBe(taken ? 201 : 422);
        var lines = new[] { new { lineId = "1", productId = "p1", quantity = 1, unitPrice = Pence(198) } };
        var tenders = new[] { Tender("cash", cash) };
        (await shop.Post("/v1/commissions/simulations", new { customerId = "C", lines, tenders, paidAt = Day(2) }))
            .Status.ShouldBe(taken ? 200 : 422, "a simulation is judged as an order is");
    }

    [Theory]
    [InlineData(195, 0, 0)]
    [InlineData(200, 0, 0)]
    [InlineData(100, 95, 98)]
    [InlineData(100, 102, 98)]
    [InlineData(200, 1, 0)]
    public async Task Points_that_miss_the_total_never_make_a_line_worth_less_than_nothing(
        long points, long card, long value)
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        var body = Order("o1", ("tenders", new[] { Tender("points", points), Tender("card", card) }));
        (await shop.Post("/v1/orders", body)).Must(201).Minor("value").ShouldBe(value);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    private static readonly string[] News = ["unknownCustomer #/customerId", "unknownProduct #/lines/0/productId"];

    private static object Tender(string kind, long amount) => new { kind, amount = Pence(amount) };

    private static Dictionary<string, object> Order(string orderId, params (string Name, object Value)[] more)
    {
        var order = new Dictionary<string, object>
        {
            ["orderId"] = orderId,
            ["customerId"] = "C",
            ["paidAt"] = Day(2),
            ["lines"] = new[] { new { lineId = "1", productId = "p1", quantity = 1, unitPrice = Pence(198) } },
        };
        foreach (var (name, value) in more) order[name] = value;
        return order;
    }
}
