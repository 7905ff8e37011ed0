using Shouldly;
using SocialCommerce.Kernel.Operators;
using Xunit;
using static SocialCommerce.TestSupport.Payouts.PayoutShop;

namespace SocialCommerce.ApiTests.Commissions.DecisionLimits;

/// <summary>The bounds of decisions about money, who never makes them, and that of many at once one counts.</summary>
public sealed class DecisionLimitTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task An_approver_approves_no_batch_no_account_no_return_and_no_adjustment_of_their_own()
    {
        var shop = await In(api);
        await shop.EarnAndSettle("lina", 10_000);
        var payee = await shop.Payee("lina");
        await Own(shop, "ann", "lina");
        var other = shop with { Approver = await api.Operator(shop.Backend, "olga", Roles.Approver) };
        var batch = (await shop.Batch()).Must(201);
        (await shop.Approve(batch)).Refused(403, "OWN_MONEY");
        (await other.Approve(batch)).Must(200);
        await shop.End(batch);
        var (no, net) = (await shop.Transfers(batch)).Single();
        (await Return(shop, no, net)).Must(201);
        (await DecideReturn(shop, no)).Refused(403, "OWN_MONEY");
        (await shop.Balance(api, "paid")).ShouldBe(10_000);
        (await DecideReturn(other, no)).Must(200);
        (await Ask(shop, "plus", 500)).Must(201);
        (await DecideAdjustment(shop, "plus")).Refused(403, "OWN_MONEY");
        (await DecideAdjustment(other, "plus")).Must(200);
        var account = (await shop.Finance.Post(
            $"/v1/payees/{payee}/accounts", new { channel = "manual", account = "6222020200112299", bank = "ICBC" }))
            .Must(201).List("accounts")[^1];
        var path = $"/v1/payees/{payee}/accounts/{account.GetProperty("accountId").GetString()}/approvals";
        var seen = new { masked = account.GetProperty("masked").GetString() };
        (await shop.Approver.Post(path, seen)).Refused(403, "OWN_MONEY");
        (await other.Approver.Post(path, seen)).Must(200);
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_person_answers_no_dispute_of_their_own()
    {
        var shop = await In(api);
        await shop.EarnAndSettle("lina", 10_000);
        var statement = (await shop.Backend.Get("/v1/partners/lina/statements")).Must(200).List("data")[0];
        (await shop.Backend.Post("/v1/partners/lina/disputes", new
        {
            disputeId = "d",
            reason = "too little",
            statementId = statement.GetProperty("statementId").GetString(),
            lineNo = 1,
        })).Must(201);
        var own = await api.Operator(shop.Backend, "own", Roles.Support);
        await Own(shop, "own", "lina", Roles.Support);
        var answer = new { outcome = "rejected", note = "right" };
        (await own.Post("/v1/disputes/d/answer", answer)).Refused(403, "OWN_MONEY");
        (await shop.Finance.Post("/v1/disputes/d/answer", answer)).Must(200);
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_adjustment_above_the_limit_is_refused_when_it_is_asked_for_and_when_it_is_decided()
    {
        var shop = await In(api);
        await shop.EarnAndSettle("lina", 10_000);
        (await Ask(shop, "much", 1_000_001)).Refused(422, "ADJUSTMENT_EXCEEDS_LIMIT").Pointer
            .ShouldBe("#/amount/amount");
        (await Ask(shop, "plus", 1_000_000)).Must(201);
        await Limit(shop, new { adjustmentMinor = 999_999 });
        (await DecideAdjustment(shop, "plus")).Refused(422, "ADJUSTMENT_EXCEEDS_LIMIT");
        (await shop.Backend.Partner("lina")).Minor("available").ShouldBe(0);
        await Limit(shop, new { adjustmentMinor = 1_000_000 });
        (await DecideAdjustment(shop, "plus")).Must(200);
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
        await api.Corrupt($"""
            update settings_versions set content = content || jsonb_build_object('adjustmentMinor', 999999)
            where shop_id = {shop.Backend.ShopKey} and name = 'paymentLimits'
            """);
        (await shop.Backend.FailedChecks()).ShouldBe(["decisions"]);
    }

    [Fact]
    public async Task Limits_are_an_administrators_versioned_and_logged()
    {
        var shop = await In(api);
        var admin = await api.Operator(shop.Backend, "adm", Roles.Admin);
        const string path = "/v1/payment-limits";
        var usual = (await shop.Backend.Get(path)).Must(200);
        (usual.Number("adjustmentMinor"), usual.Number("projectMinor"), usual.Number("profitBps"),
            usual.Number("releaseMinor")).ShouldBe((1_000_000, 10_000_000, 10_000, 0));
        (await shop.Finance.Put(path, new { releaseMinor = 5 })).Refused(403, "ROLE_MISSING");
        (await shop.Backend.Put(path, new { releaseMinor = 5 })).Refused(403, "PERSON_REQUIRED");
        (await admin.Put(path, new { adjustmentMinor = 0 })).Refused(422, "VALIDATION_FAILED");
        (await admin.Put(path, new { releaseMinor = 5 }, ("If-Match", usual.Headers["ETag"]))).Must(200)
            .Number("releaseMinor").ShouldBe(5);
        (await admin.Put(path, new { releaseMinor = 6 }, ("If-Match", usual.Headers["ETag"])))
            .Refused(412, "CHANGED_MEANWHILE");
        (await shop.Backend.Get("/v1/audit-log?kind=paymentLimits")).Must(200).List("data").ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("adjustment", "ADJUSTMENT_DECIDED")]
    [InlineData("return", "RETURN_DECIDED")]
    [InlineData("remittance", "REMITTANCE_DECIDED")]
    public async Task Fifty_decisions_at_once_decide_once(string kind, string code)
    {
        var shop = await In(api, "cnLaborPerMonth");
        await shop.EarnAndSettle("lina", 160_000);
        await shop.Payee("lina");
        var batch = await shop.Pay();
        await shop.End(batch);
        var (no, net) = (await shop.Transfers(batch)).Single();
        (await (kind switch
        {
            "adjustment" => Ask(shop, "a", 500),
            "return" => Return(shop, no, net),
            _ => shop.Finance.Post("/v1/tax-remittances", new
            {
                remittanceId = "r",
                month = "2026-01",
                amount = Fen(16_000),
                paidAt = Day(1, 16),
                document = "receipt",
            }),
        })).Must(201);
        var path = kind switch
        {
            "adjustment" => "/v1/adjustments/a/decision",
            "return" => $"/v1/payout-transfers/{no}/returns/decision",
            _ => "/v1/tax-remittances/r/decision",
        };
        var elsewhere = shop.Approver.Through(await api.Instance());
        var other = await api.Operator(shop.Backend, "olga", Roles.Approver);
        var before = await Movements(shop);
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(i =>
            (i % 4 < 2 ? elsewhere : other).Post(path, new { approve = i % 2 == 0, note = "seen" })));
        answers.Count(answer => answer.Status == 200).ShouldBe(25);
        answers.Count(answer => answer.Status == 409 && answer.Code == code).ShouldBe(25);
        answers.Where(answer => answer.Status == 200).Select(answer => answer.Body).Distinct().Count().ShouldBe(1);
        var booked = answers[0].Status != 200 ? 0 : kind == "return" ? 2 : 1;
        (await Movements(shop)).ShouldBe(before + booked);
        (await shop.Backend.FailedChecks()).ShouldBeEmpty((await shop.Backend.Get("/v1/integrity")).Body);
    }

    [Fact]
    public async Task A_given_profit_is_bounded_by_the_periods_sales_and_shared_once_by_two_persons()
    {
        var shop = await (await api.Operator(
                await api.NewShop(jurisdiction: "custom"), "li", Roles.Operator, Roles.Finance))
            .WithSpendPlan(("rules", new[]
            {
                new { ruleId = "profit", kind = "dividend", poolBps = 1_000, tier = "T1", @base = "profit" },
            }));
        await shop.Promote("B", 1, TestShop.Day(1));
        await shop.SetClock(new DateTimeOffset(2011, 1, 1, 0, 0, 0, TimeSpan.Zero));
        object Profit(long amount) => new { month = "2010-12", profit = TestShop.Pence(amount) };
        const string path = "/v1/dividends";
        (await shop.Post($"{path}?dryRun=true", Profit(1))).Must(200);
        var most = await Sold(shop, path, Profit(1_000_000_000_000));
        (await shop.Post(path, Profit(most + 1))).Refused(422, "PROFIT_EXCEEDS_LIMIT").Pointer
            .ShouldBe("#/profit/amount");
        (await shop.Post(path, Profit(most))).Must(202);
        (await shop.Get("/v1/dividends")).Must(200).List("data").ShouldBeEmpty("one person shares no given profit");
        (await shop.Post(path, Profit(100))).Must(202);
        (await api.Confirm(shop, path, Profit(most))).Must(202).Text("preparedBy").ShouldBe(
            "confirms", "another profit replaces what waits");
        (await api.Confirm(shop, path, Profit(100))).Must(202);
        var elsewhere = shop.Through(await api.Instance());
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 50).Select(i => (i % 2 == 0 ? shop : elsewhere).Post(path, Profit(100))));
        answers.ShouldAllBe(answer => answer.Status == 403, "the second person is an approver");
        await Own(shop, "confirms", "B");
        var approver = await api.Operator(shop, "wu", Roles.Approver);
        answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(
            i => (i % 2 == 0 ? approver : approver.Through(elsewhere.Url)).Post(path, Profit(100))));
        answers.ShouldAllBe(answer => answer.Status == 201);
        answers.Select(answer => answer.Body).Distinct().Count().ShouldBe(1);
        (answers[0].Text("preparedBy"), answers[0].Text("decidedBy")).ShouldBe(("confirms", "wu"));
        (await shop.Net("B")).ShouldBe(10);
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
        await api.Corrupt($"update dividend_runs set prepared_by = null where shop_id = {shop.ShopKey}");
        (await shop.FailedChecks()).ShouldBe(["decisions"]);
    }

    /// <summary>What the refusal of a profit says that the period has sold.</summary>
    private static async Task<long> Sold(TestShop shop, string path, object profit)
    {
        var refused = (await shop.Post(path, profit)).Refused(422, "PROFIT_EXCEEDS_LIMIT");
        return long.Parse(
            refused.Text("detail").Split(' ').First(word => word.All(char.IsAsciiDigit)),
            System.Globalization.CultureInfo.InvariantCulture);
    }

    private static Task<Answer> Ask(PayoutShop shop, string adjustmentId, long amount) =>
        shop.Finance.Post("/v1/adjustments", new
        {
            adjustmentId,
            customerId = "lina",
            kind = "credit",
            amount = Fen(amount),
            reason = "why",
            document = "paper",
        });

    private static Task<Answer> DecideAdjustment(PayoutShop shop, string adjustmentId) =>
        shop.Approver.Post($"/v1/adjustments/{adjustmentId}/decision", new { approve = true });

    private static Task<Answer> Return(PayoutShop shop, string no, long net) => shop.Finance.Post(
        $"/v1/payout-transfers/{no}/returns", new { net = Fen(net), reason = "closed", document = "advice" });

    private static Task<Answer> DecideReturn(PayoutShop shop, string no) =>
        shop.Approver.Post($"/v1/payout-transfers/{no}/returns/decision", new { approve = true });

    private async Task Limit(PayoutShop shop, object limits) =>
        (await (await api.Operator(shop.Backend, "limits", Roles.Admin)).Put("/v1/payment-limits", limits)).Must(200);

    private Task Own(PayoutShop shop, string operatorId, string customerId, string role = Roles.Approver) =>
        Own(shop.Backend, operatorId, customerId, role);

    private async Task Own(TestShop shop, string operatorId, string customerId, string role = Roles.Approver) =>
        (await api.Platform.Put($"/v1/shops/{shop.ShopId}/operators/{operatorId}", new
        {
            name = operatorId,
            roles = new[] { role },
            customerIds = new[] { customerId },
        })).Must(200);

    private Task<long> Movements(PayoutShop shop) =>
        api.Count($"select count(*) from movements where shop_id = {shop.Backend.ShopKey}");
}
