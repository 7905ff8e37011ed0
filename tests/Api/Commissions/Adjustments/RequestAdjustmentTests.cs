using Shouldly;
using SocialCommerce.Kernel.Operators;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Commissions.Adjustments;

/// <summary>What finance puts right by hand: two persons, one movement, one line of a statement.</summary>
public sealed class RequestAdjustmentTests(TestApi api) : IClassFixture<TestApi>
{
    private static readonly DateTimeOffset January = new(2011, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset February = January.AddMonths(1);
    private static readonly DateTimeOffset March = January.AddMonths(2);

    [Fact]
    public async Task A_credit_and_a_debit_are_lines_of_the_period_in_which_they_were_approved()
    {
        var (shop, finance, approver) = await Shop();
        (await Ask(finance, "plus", "credit", 1_500)).Must(201).Text("status").ShouldBe("waiting");
        (await Ask(finance, "minus", "debit", 200)).Must(201);
        (await shop.Partner("B")).Minor("available").ShouldBe(0, "nobody has approved them");
        await shop.SetClock(January.AddDays(2));
        var approved = (await Decide(approver, "plus")).Must(200);
        approved.Text("status").ShouldBe("approved");
        approved.Text("decidedBy").ShouldBe("approver");
        approved.Time("decidedAt").ShouldBe(January.AddDays(2));
        (await Decide(approver, "minus")).Must(200);
        var partner = await shop.Partner("B");
        (partner.Minor("available"), partner.Minor("net")).ShouldBe((1_300, 0), "no commission was earned");
        await shop.SetClock(February);
        (await shop.Settle(January)).Must(201).Minor("total").ShouldBe(0);
        (await shop.Settle(February)).Must(201).Minor("total").ShouldBe(1_300);
        var lines = (await shop.Statements("B")).ShouldHaveSingleItem().List("lines");
        lines.Select(line => $"{line.GetProperty("kind")} {line.GetProperty("amount").GetProperty("amount")} "
            + $"{line.GetProperty("reason")} {line.GetProperty("document")} {line.GetProperty("adjustmentId")}")
            .ShouldBe(["credit 1500 why paper plus", "debit -200 why paper minus"]);
        lines[0].TryGetProperty("orderId", out _).ShouldBeFalse();
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_balance_below_the_minimum_carries_its_adjustments_on()
    {
        var (shop, finance, approver) = await Shop();
        await Book(finance, approver, "first", "credit", 600);
        await shop.SetClock(February);
        (await shop.Settle(February)).Must(201).Minor("total").ShouldBe(0);
        await Book(finance, approver, "second", "credit", 500);
        await shop.SetClock(March);
        (await shop.Settle(March)).Must(201).Minor("total").ShouldBe(1_100);
        var statement = (await shop.Statements("B")).ShouldHaveSingleItem();
        statement.Minor("carriedIn").ShouldBe(600);
        statement.List("lines").Length.ShouldBe(2);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("repayment", "clearing")]
    [InlineData("writeOff", "clawbackLoss")]
    public async Task A_debt_is_paid_back_or_given_up_and_never_by_more_than_it_comes_to(string kind, string from)
    {
        var (shop, finance, approver) = await Indebted();
        await Book(finance, approver, "part", kind, 1_000);
        (await shop.Partner("B")).Minor("available").ShouldBe(-500);
        (await Ask(finance, "much", kind, 501)).Must(201);
        (await Decide(approver, "much")).Refused(422, "ADJUSTMENT_EXCEEDS_DEBT");
        (await shop.Get("/v1/adjustments/much")).Must(200).Text("status").ShouldBe("waiting");
        await Book(finance, approver, "rest", kind, 500);
        (await shop.Partner("B")).Minor("available").ShouldBe(0);
        var movement = (await shop.Get("/v1/partners/B/movements")).Must(200).List("data")[0];
        (movement.GetProperty("event").GetString(), movement.GetProperty("from").GetString())
            .ShouldBe(("adjusted", from));
        await shop.SetClock(February);
        (await shop.Settle(February)).Must(201).Minor("total").ShouldBe(0);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_asked_does_not_approve_and_each_role_does_its_own_part()
    {
        var (shop, finance, approver) = await Shop();
        var both = await api.Operator(shop, "both", Roles.Finance, Roles.Approver);
        var bothAgain = await api.Operator(shop, "both", Roles.Finance, Roles.Approver);
        (await Ask(shop, "a", "credit", 5)).Refused(403, "PERSON_REQUIRED");
        (await Ask(approver, "a", "credit", 5)).Refused(403, "ROLE_MISSING");
        (await Ask(both, "a", "credit", 5)).Must(201);
        (await Decide(both, "a")).Refused(403, "SAME_PERSON");
        (await Decide(bothAgain, "a")).Refused(403, "SAME_PERSON");
        (await Decide(finance, "a")).Refused(403, "ROLE_MISSING");
        (await Decide(shop, "a")).Refused(403, "PERSON_REQUIRED");
        (await shop.Partner("B")).Minor("available").ShouldBe(0);
        (await Decide(approver, "a")).Must(200);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_cannot_be_is_refused_and_changes_nothing()
    {
        var (shop, finance, approver) = await Shop();
        (await Ask(finance, "a", "credit", 5, "nobody")).Refused(422, "CUSTOMER_UNKNOWN").Pointer
            .ShouldBe("#/customerId");
        (await Ask(finance, "a", "gift", 5)).Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/kind");
        foreach (var amount in new[] { 0, -5, 1_000_000_000_001 })
            (await Ask(finance, "a", "credit", amount)).Refused(422, "VALIDATION_FAILED").Pointer
                .ShouldBe("#/amount/amount");
        (await Decide(approver, "a")).Refused(404, "ADJUSTMENT_NOT_FOUND");
        (await Ask(finance, "a", "repayment", 5)).Must(201);
        (await Decide(approver, "a")).Refused(422, "ADJUSTMENT_EXCEEDS_DEBT");
        (await Decide(approver, "a", false)).Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/note");
        (await shop.Get("/v1/adjustments?status=odd")).Refused(422, "VALUE_UNKNOWN");
        (await shop.Get("/v1/partners/B/movements")).Must(200).Body.ShouldNotContain("adjusted");
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Asked_or_decided_again_it_is_the_same_and_otherwise_a_conflict()
    {
        var (shop, finance, approver) = await Shop();
        var asked = (await Ask(finance, "a", "credit", 5)).Must(201);
        (await Ask(finance, "a", "credit", 5)).Must(200).Body.ShouldBe(asked.Body);
        (await Ask(finance, "a", "credit", 6)).Refused(409, "ADJUSTMENT_ID_REUSED");
        var approved = (await Decide(approver, "a")).Must(200);
        (await Decide(approver, "a")).Must(200).Body.ShouldBe(approved.Body);
        (await Decide(approver, "a", false, "no")).Refused(409, "ADJUSTMENT_DECIDED");
        (await Ask(finance, "a", "credit", 5)).Must(200).Body.ShouldBe(approved.Body);
        (await Ask(finance, "b", "debit", 5)).Must(201);
        (await Decide(approver, "b", false, "no")).Must(200).Text("status").ShouldBe("rejected");
        (await Decide(approver, "b")).Refused(409, "ADJUSTMENT_DECIDED");
        (await shop.Partner("B")).Minor("available").ShouldBe(5);
        (await shop.Get("/v1/adjustments?status=rejected")).Must(200).List("data").ShouldHaveSingleItem();
        (await shop.Get("/v1/adjustments?limit=1")).Must(200).Json.GetProperty("hasMore").GetBoolean().ShouldBeTrue();
        (await shop.Get("/v1/audit-log?kind=adjustment")).Must(200).List("data").Length.ShouldBe(4);
    }

    [Fact]
    public async Task Of_many_requests_and_approvals_at_once_one_movement_is_made()
    {
        var (shop, finance, approver) = await Indebted();
        var other = await api.Instance();
        var second = await api.Operator(shop, "second", Roles.Approver);
        TestShop Via(TestShop key, int i) => i % 2 == 0 ? key : key.Through(other);
        var asked = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(i => Ask(Via(finance, i), "a", "repayment", 1_000)));
        asked.Count(answer => answer.Status == 201).ShouldBe(1);
        asked.Count(answer => answer.Status == 200).ShouldBe(5);
        (await Ask(finance, "b", "writeOff", 1_000)).Must(201);
        var decided = await Task.WhenAll(Enumerable.Range(0, 12).Select(i =>
            Decide(Via(i % 3 == 0 ? approver : second, i), i < 6 ? "a" : "b")));
        decided.Count(answer => answer.Status == 200).ShouldBe(6, "one of the two is more than is left of the debt");
        decided.Count(answer => answer.Status == 422).ShouldBe(6);
        (await shop.Partner("B")).Minor("available").ShouldBe(-500);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_late_run_gives_the_same_bytes()
    {
        var bodies = new List<string>();
        foreach (var late in new[] { false, true })
        {
            var (shop, finance, approver) = await Shop();
            await Book(finance, approver, "a", "credit", 700);
            (await shop.Order("o1", "C", January.AddDays(1), 20_000)).Must(201);
            await Book(finance, approver, "b", "credit", 400);
            await shop.SetClock(February);
            if (!late) (await shop.Settle(February)).Must(201);
            await Book(finance, approver, "c", "debit", 300);
            await shop.SetClock(March.AddDays(late ? 20 : 0));
            if (late) (await shop.Settle(February)).Must(201).Minor("total").ShouldBe(3_100);
            (await shop.Settle(March)).Must(201).Minor("total").ShouldBe(0, "a debt of 300 is carried");
            bodies.Add((await shop.Statements("B")).ShouldHaveSingleItem().Body);
            (await shop.FailedChecks()).ShouldBeEmpty();
        }
        bodies[0].WithoutShop().ShouldBe(bodies[1].WithoutShop());
    }

    [Fact]
    public async Task The_integrity_check_finds_an_adjustment_that_was_tampered_with()
    {
        foreach (var tampering in new[]
        {
            "update adjustments set amount = amount + 1", "update adjustments set requested_by = 'approver'",
            "update adjustment_decisions set approved = false", "delete from adjustment_decisions",
        })
        {
            var (shop, finance, approver) = await Shop();
            await Book(finance, approver, "a", "credit", 700);
            await api.Corrupt($"{tampering} where shop_id = {shop.ShopKey}");
            (await shop.FailedChecks()).ShouldBe(["adjustments"], tampering);
        }
    }

    private async Task<(TestShop Shop, TestShop Finance, TestShop Approver)> Shop(bool sold = false)
    {
        var shop = await (await api.NewShop()).WithSpendPlan(("minimumPayout", 1_000));
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        if (sold) (await shop.Order("o1", "C", Day(2), 20_000)).Must(201);
        await shop.SetClock(January);
        return (shop, await api.Operator(shop, "finance", Roles.Finance),
            await api.Operator(shop, "approver", Roles.Approver));
    }

    /// <summary>B was paid 2,000, of which 1,500 have been reversed since.</summary>
    private async Task<(TestShop Shop, TestShop Finance, TestShop Approver)> Indebted()
    {
        var made = await Shop(sold: true);
        (await made.Shop.Settle(January)).Must(201);
        (await made.Shop.RefundPlain("o1", "r1", January.AddDays(3), 15_000)).Must(201);
        (await made.Shop.Partner("B")).Minor("available").ShouldBe(-1_500);
        return made;
    }

    private static async Task Book(TestShop finance, TestShop approver, string id, string kind, long amount)
    {
        (await Ask(finance, id, kind, amount)).Must(201);
        (await Decide(approver, id)).Must(200);
    }

    private static Task<Answer> Ask(
        TestShop shop, string adjustmentId, string kind, long amount, string customerId = "B") =>
        shop.Post("/v1/adjustments", new
        {
            adjustmentId,
            customerId,
            kind,
            amount = Pence(amount),
            reason = "why",
            document = "paper",
        });

    private static Task<Answer> Decide(
        TestShop shop, string adjustmentId, bool approve = true, string? note = null) =>
        shop.Post($"/v1/adjustments/{adjustmentId}/decision", new { approve, note });
}
