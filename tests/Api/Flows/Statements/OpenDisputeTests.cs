using Shouldly;
using SocialCommerce.Kernel.Operators;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.Statements;

/// <summary>What a partner disputes is held, that amount alone, until a named person answers.</summary>
public sealed class OpenDisputeTests(TestApi api) : IClassFixture<TestApi>
{
    private static readonly DateTimeOffset January = new(2011, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_line_is_held_until_it_is_rejected_with_the_engines_own_explanation()
    {
        var (shop, desk, statement) = await Settled();
        var opened = (await Dispute(shop, "d1", statement, 2)).Must(201);
        (opened.Text("status"), opened.Minor("amount"), opened.Minor("held"), opened.Text("orderId"))
            .ShouldBe(("open", 500, 500, "o2"));
        (await Balances(shop)).ShouldBe("1000 payable, 500 held, 1 disputes");
        (await shop.Get("/v1/reports/totals")).Must(200).Json.GetProperty("commissions").GetProperty("openDisputes")
            .GetInt64().ShouldBe(1);
        (await shop.FailedChecks()).ShouldBeEmpty();
        await shop.SetClock(January.AddDays(9));
        (await shop.Get("/v1/disputes?status=open")).Must(200).List("data").ShouldHaveSingleItem()
            .GetProperty("ageDays").GetInt32().ShouldBe(9);
        var explained = (await shop.Get("/v1/orders/o2/commission")).Must(200);
        var answered = (await Answer(desk, "d1", "rejected")).Must(200);
        answered.Json.GetProperty("answer").GetProperty("explanation").GetRawText().ShouldBe(explained.Body);
        answered.Json.GetProperty("answer").GetProperty("answeredBy").GetString().ShouldBe("finance");
        (await Balances(shop)).ShouldBe("1500 payable, 0 held, 0 disputes");
        (await shop.Get("/v1/disputes/d1")).Must(200).Body.ShouldBe(answered.Body);
        (await shop.Get("/v1/disputes?status=rejected&customerId=B")).Must(200).List("data").ShouldHaveSingleItem();
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Upheld_it_is_put_right_by_an_adjustment_of_two_persons()
    {
        var (shop, desk, statement) = await Settled();
        var approver = await api.Operator(shop, "approver", Roles.Approver);
        (await Dispute(shop, "d1", statement, 1)).Must(201);
        (await Dispute(shop, "d2", statement, 2)).Must(201);
        (await Answer(desk, "d1", "upheld")).List("errors")[0].GetProperty("code").GetString()
            .ShouldBe("ADJUSTMENT_MISSING");
        (await Answer(desk, "d1", "upheld", "plus")).Refused(422, "ADJUSTMENT_NOT_APPROVED").Pointer
            .ShouldBe("#/adjustmentId");
        (await desk.Post("/v1/adjustments", new
        {
            adjustmentId = "plus",
            customerId = "B",
            kind = "credit",
            amount = Pence(300),
            reason = "why",
            document = "paper",
        })).Must(201);
        (await Answer(desk, "d1", "upheld", "plus")).Refused(422, "ADJUSTMENT_NOT_APPROVED");
        (await approver.Post("/v1/adjustments/plus/decision", new { approve = true })).Must(200);
        (await Answer(desk, "d1", "upheld", "plus")).Must(200).Text("status").ShouldBe("upheld");
        (await Answer(desk, "d2", "upheld", "plus")).Refused(409, "ADJUSTMENT_TAKEN");
        (await Balances(shop)).ShouldBe("1000 payable, 500 held, 1 disputes");
        (await shop.Partner("B")).Minor("available").ShouldBe(300);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_in_no_statement_is_held_as_by_a_chargeback()
    {
        var shop = await Sold(Day(28));
        (await shop.Order("open", "C", Day(28), 4_000)).Must(201);
        var movements = (await shop.Get("/v1/partners/B/movements")).Must(200).List("data");
        string Id(string order) => movements.First(one => one.GetProperty("orderId").GetString() == order)
            .GetProperty("movementId").GetString()!;
        (await Dispute(shop, "d1", Id("o1"))).Must(201).Minor("held").ShouldBe(1_000);
        (await Dispute(shop, "d2", Id("open"))).Must(201).Minor("held").ShouldBe(400);
        (await shop.RefundPlain("open", "r1", Day(28), 1_000)).Must(201);
        var partner = await shop.Partner("B");
        (partner.Minor("pending"), partner.Minor("available"), partner.Minor("held")).ShouldBe((0, 500, 1_300));
        (await shop.Get("/v1/orders/o1/commission")).Must(200).List("waits").ShouldHaveSingleItem()
            .GetProperty("for").GetString().ShouldBe("dispute");
        await shop.SetClock(January);
        (await shop.Settle(January)).Must(201).Minor("total").ShouldBe(500);
        (await shop.FailedChecks()).ShouldBeEmpty();
        var desk = await api.Operator(shop, "finance", Roles.Finance);
        (await Answer(desk, "d1", "rejected")).Must(200);
        (await Answer(desk, "d2", "rejected")).Must(200);
        partner = await shop.Partner("B");
        (partner.Minor("pending"), partner.Minor("available"), partner.Minor("held")).ShouldBe((300, 1_000, 0));
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_cannot_be_is_refused_and_the_same_again_is_the_same()
    {
        var (shop, desk, statement) = await Settled();
        (await Dispute(shop, "d1", statement, 9)).Refused(422, "NOT_DISPUTABLE").Pointer.ShouldBe("#/lineNo");
        (await Dispute(shop, "d1", "mov_0000000000000")).Refused(422, "NOT_DISPUTABLE").Pointer
            .ShouldBe("#/movementId");
        (await Dispute(shop, "d1", statement, null)).Refused(422, "VALIDATION_FAILED").Pointer
            .ShouldBe("#/movementId");
        (await Dispute(shop, "d1", statement, 1, "C")).Refused(422, "NOT_DISPUTABLE");
        (await Dispute(shop, "d1", statement, 1, "nobody")).Status.ShouldBe(404);
        (await Answer(desk, "d1", "rejected")).Refused(404, "DISPUTE_NOT_FOUND");
        var opened = (await Dispute(shop, "d1", statement, 1)).Must(201);
        (await Dispute(shop, "d1", statement, 1)).Must(200).Body.ShouldBe(opened.Body);
        (await Dispute(shop, "d1", statement, 2)).Refused(409, "DISPUTE_ID_REUSED");
        (await Dispute(shop, "d2", statement, 1)).Refused(409, "DISPUTED_BEFORE");
        (await Answer(shop, "d1", "rejected")).Refused(403, "PERSON_REQUIRED");
        (await Answer(desk, "d1", "rejected", "a")).Refused(422, "VALIDATION_FAILED").Pointer
            .ShouldBe("#/adjustmentId");
        var answered = (await Answer(desk, "d1", "rejected")).Must(200);
        (await Answer(desk, "d1", "rejected")).Must(200).Body.ShouldBe(answered.Body);
        (await Answer(desk, "d1", "upheld", "a")).Refused(409, "DISPUTE_ANSWERED");
        (await shop.Get("/v1/disputes?status=odd")).Refused(422, "VALUE_UNKNOWN");
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Raced_by_a_settlement_and_by_two_answers_it_is_held_and_answered_once()
    {
        var shop = await Sold();
        var other = shop.Through(await api.Instance());
        var movement = (await shop.Get("/v1/partners/B/movements")).Must(200).List("data")[0]
            .GetProperty("movementId").GetString()!;
        var answers = await Task.WhenAll(
            Dispute(shop, "d1", movement), shop.Settle(January), Dispute(other, "d1", movement),
            Dispute(other, "d2", movement));
        answers.Count(answer => answer.Status == 409).ShouldBeInRange(1, 2);
        var partner = await shop.Partner("B");
        (partner.Minor("payable") + partner.Minor("available"), partner.Minor("held")).ShouldBe((1_000, 500));
        (await shop.FailedChecks()).ShouldBeEmpty();
        var id = (await shop.Get("/v1/disputes")).Must(200).List("data").ShouldHaveSingleItem()
            .GetProperty("disputeId").GetString()!;
        var one = await api.Operator(shop, "one", Roles.Finance);
        var two = (await api.Operator(shop, "two", Roles.Support)).Through(await api.Instance());
        var answered = await Task.WhenAll(
            Answer(one, id, "rejected"), Answer(two, id, "rejected"), Answer(two, id, "rejected"));
        answered.ShouldAllBe(answer => answer.Status == 200);
        answered.Select(answer => answer.Body).Distinct().ShouldHaveSingleItem();
        (await shop.Partner("B")).Minor("held").ShouldBe(0);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_integrity_check_finds_a_dispute_that_was_tampered_with()
    {
        foreach (var (tampering, check) in new[]
        {
            ("update disputes set held = held + 1", "disputes"),
            ("update disputes set amount = amount - 1", "disputes"),
            ("update movements set amount = amount - 1 where event = 'disputed' and", "disputes"),
            ("delete from dispute_answers", "disputes"),
        })
        {
            var (shop, desk, statement) = await Settled();
            (await Dispute(shop, "d1", statement, 1)).Must(201);
            (await Answer(desk, "d1", "rejected")).Must(200);
            var where = tampering.EndsWith("and", StringComparison.Ordinal) ? "" : " where";
            await api.Corrupt($"{tampering}{where} shop_id = {shop.ShopKey}");
            (await shop.FailedChecks()).ShouldBe([check], tampering);
        }
    }

    /// <summary>B has earned 1,000 of o1 and 500 of o2; both have matured.</summary>
    private async Task<TestShop> Sold(DateTimeOffset? now = null)
    {
        var shop = await (await api.NewShop()).WithSpendPlan(("minimumPayout", 0));
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        (await shop.Order("o1", "C", Day(2), 10_000)).Must(201);
        (await shop.Order("o2", "C", Day(3), 5_000)).Must(201);
        await shop.SetClock(now ?? January);
        return shop;
    }

    private async Task<(TestShop Shop, TestShop Desk, string Statement)> Settled()
    {
        var shop = await Sold();
        (await shop.Settle(January)).Must(201).Minor("total").ShouldBe(1_500);
        var statement = (await shop.Statements("B")).ShouldHaveSingleItem().Text("statementId");
        return (shop, await api.Operator(shop, "finance", Roles.Finance), statement);
    }

    private static async Task<string> Balances(TestShop shop)
    {
        var partner = await shop.Partner("B");
        return $"{partner.Minor("payable")} payable, {partner.Minor("held")} held, "
            + $"{partner.Number("openDisputes")} disputes";
    }

    private static Task<Answer> Dispute(
        TestShop shop, string disputeId, string statementId, int? lineNo, string customerId = "B") =>
        shop.Post($"/v1/partners/{customerId}/disputes", new { disputeId, reason = "why", statementId, lineNo });

    private static Task<Answer> Dispute(TestShop shop, string disputeId, string movementId) =>
        shop.Post("/v1/partners/B/disputes", new { disputeId, reason = "why", movementId });

    private static Task<Answer> Answer(TestShop shop, string disputeId, string outcome, string? adjustmentId = null) =>
        shop.Post($"/v1/disputes/{disputeId}/answer", new { outcome, note = "so", adjustmentId });
}
