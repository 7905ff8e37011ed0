using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;
using static SocialCommerce.TestSupport.Steps.AmendmentSteps;

namespace SocialCommerce.ApiTests.Flows.Amendments;

/// <summary>An exchange: units that came back and what was given for them are one amendment.</summary>
public sealed class ExchangeTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task The_document_s_example_books_the_difference_alone()
    {
        var shop = await Shop();
        (await shop.Order("o1", "C", Day(2), 10_000)).Paid().ShouldBe(["B 1000"]);
        var answer = await Exchange(shop, "o1", "x1", Day(3), [("1", 1)], Line("2", 1, 12_000));
        answer.Changed().ShouldBe(["B 200"]);
        answer.Number("points").ShouldBe(20);
        (answer.Minor("due"), answer.Minor("left")).ShouldBe((12_000, 12_000));
        answer.TryWarnings().ShouldBe(["unknownProduct #/lines/0/productId"]);
        (await shop.Get("/v1/orders/o1/refunds")).Must(200).List("data").ShouldBeEmpty();
        (await shop.Get("/v1/orders/o1")).Must(200).List("lines")
            .Select(line => $"{line.GetProperty("lineId")} {line.GetProperty("quantity")}").ShouldBe(["1 0", "2 1"]);
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    [Fact]
    public async Task An_exchange_for_the_same_money_moves_nothing_and_another_one_reduces_the_line_again()
    {
        var shop = await Shop();
        (await shop.Post("/v1/orders", OrderOf("o1", "C", Day(2), 9_000))).Paid().ShouldBe(["B 900"]);
        (await shop.Amend("o1", "three", Day(2, 9), Line("1", 3, 3_000))).Changed().ShouldBeEmpty();
        (await Exchange(shop, "o1", "x1", Day(3), [("1", 1)], Line("a", 1, 3_000))).Changed().ShouldBeEmpty();
        (await Exchange(shop, "o1", "x2", Day(4), [("1", 1)], Line("b", 1, 1_000))).Changed().ShouldBe(["B -200"]);
        (await shop.Get("/v1/orders/o1")).Must(200).List("lines")
            .Select(line => $"{line.GetProperty("lineId")} {line.GetProperty("quantity")}")
            .ShouldBe(["1 1", "a 1", "b 1"]);
        (await shop.Net("B")).ShouldBe(700);
        (await shop.RefundUnits("o1", "r1", Day(5), "1", 1)).Must(201).Minor("goods").ShouldBe(3_000);
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_order_of_reports_changes_nothing_in_the_end(bool early)
    {
        var shop = await Shop();
        if (!early) (await shop.Order("o1", "C", Day(2), 10_000)).Must(201);
        (await Post(shop, "o1", "x2", Day(4), [("2", 1)], Line("3", 1, 7_000))).Status.ShouldBe(early ? 202 : 201);
        (await Post(shop, "o1", "x1", Day(3), [("1", 1)], Line("2", 1, 12_000))).Status.ShouldBe(early ? 202 : 201);
        if (early) (await shop.Order("o1", "C", Day(2), 10_000)).Must(201);
        (await shop.Waiting()).ShouldBeEmpty();
        (await shop.Net("B")).ShouldBe(700);
        (await shop.Get("/v1/orders/o1")).Must(200).Minor("left").ShouldBe(7_000);
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    [Fact]
    public async Task A_card_that_is_exchanged_gives_its_tier_back()
    {
        var now = new DateTimeOffset(2026, 5, 1, 9, 0, 0, TimeSpan.Zero);
        var shop = await api.NewMemberShop(now);
        await shop.Card("o1", now.AddDays(-10));
        (await shop.MemberTier()).ShouldNotBeNull();
        (await Exchange(shop, "o1", "x1", now.AddDays(-5), [("1", 1)], Line("2", 1, 9_900, "tea"))).Must(201);
        (await shop.MemberTier()).ShouldBeNull();
        await shop.Sound();
    }

    [Fact]
    public async Task Repeated_and_raced_it_has_one_effect_and_what_does_not_fit_is_a_warning()
    {
        var shop = await Shop();
        (await shop.Order("o1", "C", Day(2), 10_000)).Must(201);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(
            _ => Post(shop, "o1", "x1", Day(3), [("1", 1)], Line("2", 1, 12_000))));
        answers.Select(answer => answer.Must(201).Body).Distinct().Count().ShouldBe(1);
        (await shop.Net("B")).ShouldBe(1_200);
        (await Post(shop, "o1", "x1", Day(3), [("1", 0.5m)], Line("2", 1, 12_000)))
            .Refused(409, "AMENDMENT_CONFLICT").Pointer.ShouldBe("#/returned/0/quantity");
        (await Exchange(shop, "o1", "x3", Day(4), [("2", 5), ("9", 1)], Line("3", 1, 100))).TryWarnings()
            .ShouldBe([
                "unknownProduct #/lines/0/productId", "unitsExceedSold #/returned/0/quantity",
                "unknownLine #/returned/1/lineId",
            ]);
        (await shop.Net("B")).ShouldBe(10);
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    [Fact]
    public async Task What_cannot_be_read_is_refused_with_its_place()
    {
        var shop = await Shop();
        (await shop.Order("o1", "C", Day(2), 10_000)).Must(201);
        (await Post(shop, "o1", "x1", Day(3), [("1", 0)])).Body.ShouldContain("#/returned/0/quantity");
        (await Post(shop, "o1", "x1", Day(3), [("1", 1), ("1", 1)])).Body.ShouldContain("LINE_REPEATED");
        (await Post(shop, "o1", "x1", Day(3), [(" ", 1)])).Body.ShouldContain("#/returned/0/lineId");
        (await Post(shop, "o1", "x1", Day(3), [])).Body.ShouldContain("AMENDMENT_EMPTY");
        (await shop.Net("B")).ShouldBe(1_000);
    }

    private async Task<TestShop> Shop()
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        return shop;
    }

    private static async Task<Answer> Exchange(
        TestShop shop, string orderId, string amendmentId, DateTimeOffset amendedAt, (string Id, decimal Units)[] back,
        params object[] lines) => (await Post(shop, orderId, amendmentId, amendedAt, back, lines)).Must(201);

    private static Task<Answer> Post(
        TestShop shop, string orderId, string amendmentId, DateTimeOffset amendedAt, (string Id, decimal Units)[] back,
        params object[] lines) => shop.Post($"/v1/orders/{orderId}/amendments", new
        {
            amendmentId,
            amendedAt,
            lines,
            returned = back.Select(one => new { lineId = one.Id, quantity = one.Units }).ToArray(),
        });
}
