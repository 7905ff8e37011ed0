using Shouldly;
using SocialCommerce.Kernel.Operators;
using Xunit;
using static SocialCommerce.TestSupport.Steps.ClawBackSteps;

namespace SocialCommerce.ApiTests.Flows.Refunds;

/// <summary>Chargebacks and disputes of what a statement has taken, where reversals stay within the balance.</summary>
public sealed class HeldClawBackTests(TestApi api) : IClassFixture<TestApi>
{
    [Theory]
    [InlineData("withinBalance", "lost", 0, 1_500)]
    [InlineData("withinBalance", "won", 500, 0)]
    [InlineData("carryDebt", "lost", -1_500, 0)]
    public async Task Lost_it_costs_what_the_refund_would(string policy, string outcome, long available, long absorbed)
    {
        var shop = await Settled(api, policy);
        await Open(shop, "a");
        (await shop.Partner("B")).Minor("available").ShouldBe(-1_500, "until it is decided");
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
        (await Decide(shop, "a", outcome)).Must(200);
        (await Decide(shop, "a", outcome)).Must(200);
        var partner = await shop.Partner("B");
        (partner.Minor("available"), partner.Minor("held")).ShouldBe((available, 0));
        (await Absorbed(shop)).ShouldBe(absorbed);
        await Close(shop, Math.Max(available, 0));
    }

    [Theory]
    [InlineData("lost", "lost", 0, 3_500)]
    [InlineData("lost", "won", 0, 1_500)]
    [InlineData("won", "lost", 0, 1_500)]
    [InlineData("won", "won", 500, 0)]
    public async Task Of_two_at_once_both_share_one_balance(string first, string second, long available, long absorbed)
    {
        var shop = await Settled(api, "withinBalance");
        var other = shop.Through(await api.Instance());
        await Open(shop, "a");
        await Open(shop, "b");
        (await Task.WhenAll(Decide(shop, "a", first), Decide(other, "b", second)))
            .ShouldAllBe(answer => answer.Status == 200);
        (await shop.Partner("B")).Minor("available").ShouldBe(available);
        (await Absorbed(shop)).ShouldBe(absorbed);
        await Close(shop, available);
    }

    [Theory]
    [InlineData("lost", 1_500)]
    [InlineData("won", 700)]
    public async Task A_refund_meanwhile_changes_nothing_of_that(string outcome, long absorbed)
    {
        var shop = await Settled(api, "withinBalance");
        await Open(shop, "a");
        (await shop.RefundPlain("a", "r", January.AddDays(4), 12_000)).Must(201);
        (await Absorbed(shop)).ShouldBe(700, "500 were there, and 1,200 are reversed");
        (await Decide(shop, "a", outcome)).Must(200);
        (await shop.Partner("B")).Minor("available").ShouldBe(0);
        (await Absorbed(shop)).ShouldBe(absorbed);
        await Close(shop, 0);
    }

    [Fact]
    public async Task What_was_earned_meanwhile_bears_it_too()
    {
        var shop = await Settled(api, "withinBalance");
        await Open(shop, "a");
        (await shop.Order("more", "C", January.AddDays(5), 8_000)).Paid().ShouldBe(["B 800"]);
        await shop.SetClock(February);
        (await shop.Settle(February)).Must(201).Minor("total").ShouldBe(0, "1,300 are not enough for 2,000");
        (await shop.Post("/v1/orders/a/chargebacks/cb-a/outcome", new { outcome = "lost", decidedAt = February }))
            .Must(200);
        (await shop.Partner("B")).Minor("available").ShouldBe(0);
        (await Absorbed(shop)).ShouldBe(700);
        await shop.SetClock(February.AddMonths(1));
        (await shop.Settle(February.AddMonths(1))).Must(201).Minor("total").ShouldBe(0);
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    [Fact]
    public async Task What_was_held_before_it_matured_gives_nothing_back()
    {
        var shop = await Settled(api, "withinBalance");
        (await shop.RefundPlain("b", "r", January.AddDays(4), 5_000)).Must(201);
        (await shop.Order("young", "C", January.AddDays(4), 1_000)).Paid().ShouldBe(["B 100"]);
        await Open(shop, "young");
        await shop.SetClock(January.AddDays(25));
        (await shop.Post("/v1/orders/young/chargebacks/cb-young/outcome", new
        {
            outcome = "lost",
            decidedAt = January.AddDays(25),
        })).Must(200);
        (await shop.Partner("B")).Minor("available").ShouldBe(0);
        (await Absorbed(shop)).ShouldBe(0);
        await Close(shop, 0);
    }

    [Fact]
    public async Task A_disputed_line_is_paid_all_the_same_and_an_accrual_stop_holds_nothing_that_is_settled()
    {
        var shop = await Settled(api, "withinBalance", paid: false);
        var person = await api.Operator(shop, "li", Roles.Operator, Roles.Support);
        await api.ReleaseAlone(shop);
        var stop = new { accrualStopId = "b", scope = "person", target = "B", reason = "r" };
        (await person.Post("/v1/accrual-stops", stop))
            .Must(201);
        var statement = (await shop.Statements("B")).ShouldHaveSingleItem().Text("statementId");
        (await shop.Post("/v1/partners/B/disputes", new
        {
            disputeId = "d",
            reason = "too little",
            statementId = statement,
            lineNo = 1,
        })).Must(201);
        (await shop.Partner("B")).Minor("held").ShouldBe(2_000, "the line's, none by the stop");
        (await shop.RefundPlain("a", "r", January.AddDays(4), 12_000)).Must(201);
        (await shop.Partner("B")).Minor("available").ShouldBe(-700);
        (await Absorbed(shop)).ShouldBe(0, "what is disputed has not left the shop");
        (await person.Post("/v1/disputes/d/answer", new { outcome = "rejected", note = "right" })).Must(200);
        (await person.Post("/v1/accrual-stops/b/release", new { action = "book", reason = "r" })).Must(200);
        (await shop.Partner("B")).Minor("payable").ShouldBe(4_000);
        await Close(shop, 0);
    }

    private static async Task Open(TestShop shop, string order) =>
        (await shop.Post($"/v1/orders/{order}/chargebacks", new
        {
            chargebackId = $"cb-{order}",
            openedAt = January.AddDays(4),
        })).Must(200);

    private static Task<Answer> Decide(TestShop shop, string order, string outcome) =>
        shop.Post($"/v1/orders/{order}/chargebacks/cb-{order}/outcome", new
        {
            outcome,
            decidedAt = January.AddDays(4),
        });

    private static async Task<long> Absorbed(TestShop shop) =>
        (await shop.Get("/v1/partners/B/movements?limit=100")).Must(200).List("data")
            .Where(movement => movement.GetProperty("event").GetString() == "absorbed")
            .Sum(movement => movement.GetProperty("amount").GetProperty("amount").GetInt64());
}
