using Shouldly;
using SocialCommerce.Kernel.Operators;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Commissions.DecisionLimits;

/// <summary>Decisions that pay a person beside an order's own rule: two persons, a bound, never one's own.</summary>
public sealed class SecondPersonTests(TestApi api) : IClassFixture<TestApi>
{
    private const string Fraud = "/v1/orders/o1/fraud-decision";
    private const string Stop = "/v1/accrual-stops/b/release";
    private static readonly object Release = new { action = "release", reason = "why" };
    private static readonly object Book = new { action = "book", reason = "why" };

    [Fact]
    public async Task A_suspicious_order_is_released_by_two_persons_the_second_of_whom_is_an_approver()
    {
        var (shop, first) = await Suspicious();
        var waits = (await first.Post(Fraud, Release)).Must(202);
        (waits.Text("kind"), waits.Text("subjectId"), waits.Text("status")).ShouldBe(("fraudRelease", "o1", "waiting"));
        (await first.Post(Fraud, Release)).Must(202).Body.ShouldBe(waits.Body);
        (await (await api.Operator(shop, "second", Roles.Finance)).Post(Fraud, Release)).Refused(403, "ROLE_MISSING");
        (await shop.Partner("B")).Minor("held").ShouldBe(1_000);
        var decided = (await api.Confirm(shop, Fraud, new { action = "release", reason = "seen, too" })).Must(200);
        (decided.Text("preparedBy"), decided.Text("decidedBy")).ShouldBe(("op", "confirms"));
        (await shop.Partner("B")).Minor("held").ShouldBe(0);
        (await first.Get("/v1/prepared-decisions?status=waiting")).Must(200).List("data").ShouldBeEmpty();
        (await first.Get("/v1/prepared-decisions?status=confirmed")).Must(200).List("data").ShouldHaveSingleItem()
            .GetProperty("endedBy").GetString().ShouldBe("confirms");
        (await shop.FailedChecks()).ShouldBeEmpty();
        await api.Corrupt($"update fraud_decisions set prepared_by = decided_by where shop_id = {shop.ShopKey}");
        (await shop.FailedChecks()).ShouldBe(["decisions"]);
    }

    [Fact]
    public async Task What_waits_is_replaced_by_a_rejection_and_one_person_may_reject_alone()
    {
        var (shop, first) = await Suspicious();
        (await first.Post(Fraud, Release)).Must(202);
        (await first.Post(Fraud, new { action = "reject", reason = "no" })).Must(200);
        (await api.Confirm(shop, Fraud, Release)).Refused(409, "FRAUD_CASE_DECIDED");
        (await shop.Net("B")).ShouldBe(0);
        (await first.Get("/v1/prepared-decisions?status=replaced")).Must(200).List("data").ShouldHaveSingleItem();
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_accrual_stop_of_more_than_the_limit_is_released_by_two_persons_and_of_less_by_one()
    {
        var (shop, first) = await Stopped();
        await Limit(shop, new { releaseMinor = 999 });
        (await first.Post(Stop, Book)).Must(202).Text("kind").ShouldBe("accrualStopRelease");
        (await shop.Partner("B")).Minor("held").ShouldBe(1_000, "what waits moves nothing");
        (await shop.FailedChecks()).ShouldBeEmpty();
        await Limit(shop, new { releaseMinor = 1_000 });
        (await first.Post(Stop, Book)).Must(200).Json.GetProperty("release").TryGetProperty("preparedBy", out _)
            .ShouldBeFalse();
        (await shop.FailedChecks()).ShouldBeEmpty();

        (shop, first) = await Stopped();
        (await first.Post(Stop, Book)).Must(202);
        var released = (await api.Confirm(shop, Stop, Book)).Must(200).Json.GetProperty("release");
        (released.GetProperty("preparedBy").GetString(), released.GetProperty("releasedBy").GetString())
            .ShouldBe(("op", "confirms"));
        (await shop.FailedChecks()).ShouldBeEmpty();
        await api.Corrupt($"update accrual_stop_releases set prepared_by = null where shop_id = {shop.ShopKey}");
        (await shop.FailedChecks()).ShouldBe(["decisions"]);
    }

    [Fact]
    public async Task A_person_never_releases_commission_of_their_own()
    {
        var (shop, first) = await Suspicious();
        await Own(shop, "op", "B", Roles.Operator);
        (await first.Post(Fraud, Release)).Refused(403, "OWN_MONEY");
        var (stopped, other) = await Stopped();
        (await other.Post(Stop, Book)).Must(202);
        await Own(stopped, "confirms", "B", Roles.Approver);
        (await (await Key(stopped, "confirms")).Post(Stop, Book)).Refused(403, "OWN_MONEY");
        (await stopped.Partner("B")).Minor("held").ShouldBe(1_000);
        (await stopped.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_house_account_is_named_by_two_persons_and_taken_away_by_one()
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        await shop.Promote("H", 1, Day(1));
        var admin = await api.Operator(shop, "adm", Roles.Admin);
        const string settings = "/v1/referral-settings";
        (await admin.Put(settings, new { houseAccount = "H" })).Must(202).Text("kind").ShouldBe("houseAccount");
        (await shop.Order("o1", "C", Day(2), 10_000)).Paid().ShouldBeEmpty();
        var second = await api.Operator(shop, "second", Roles.Admin);
        await Own(shop, "second", "H", Roles.Admin);
        (await second.Put(settings, new { houseAccount = "H" })).Refused(403, "OWN_MONEY");
        (await (await api.Operator(shop, "third", Roles.Admin)).Put(settings, new { houseAccount = "H" })).Must(200);
        (await shop.Order("o2", "C", Day(2), 10_000)).Paid().ShouldBe(["H 1000"]);
        (await shop.FailedChecks()).ShouldBeEmpty();
        (await admin.Put(settings, new { })).Must(200);
        await api.Corrupt($"""
            update settings_versions set prepared_by = set_by
            where shop_id = {shop.ShopKey} and name = 'referralSettings'
            """);
        (await shop.FailedChecks()).ShouldBe(["houseAccounts"]);
    }

    [Fact]
    public async Task A_project_is_accepted_by_another_person_than_opened_it_and_by_none_whom_it_pays()
    {
        var shop = await Tasks();
        (await Open(shop, 10_000_001)).Refused(422, "PROJECT_EXCEEDS_LIMIT").Pointer
            .ShouldBe("#/content/amount/amount");
        (await Open(shop, 5_000)).Must(201);
        (await Accept(shop)).Refused(403, "SAME_PERSON");
        var second = await api.Operator(shop, "second", Roles.Approver);
        await Own(shop, "second", "B", Roles.Approver);
        (await Accept(second)).Refused(403, "OWN_MONEY");
        await Limit(shop, new { projectMinor = 4_999 });
        var third = await api.Operator(shop, "third", Roles.Operator);
        (await Accept(third)).Refused(422, "PROJECT_EXCEEDS_LIMIT");
        (await shop.Net("B")).ShouldBe(0);
        await Limit(shop, new { projectMinor = 5_000 });
        (await Accept(third)).Must(200);
        (await shop.Net("B")).ShouldBe(5_000);
        (await shop.FailedChecks()).ShouldBeEmpty();
        await api.Corrupt($"update project_decisions set decided_by = 'op' where shop_id = {shop.ShopKey}");
        (await shop.FailedChecks()).ShouldBe(["decisions"]);
    }

    [Theory]
    [InlineData("fraud")]
    [InlineData("accrualStop")]
    [InlineData("project")]
    public async Task Fifty_decisions_of_two_persons_at_once_decide_once(string kind)
    {
        var (shop, first) = kind switch
        {
            "fraud" => await Suspicious(),
            "accrualStop" => await Stopped(),
            _ => (await Tasks(), null!),
        };
        var (path, body) = kind switch { "fraud" => (Fraud, Release), "accrualStop" => (Stop, Book), _ => ("", Book) };
        if (kind == "project") (await Open(shop, 1_000)).Must(201);
        var elsewhere = await api.Instance();
        var second = await api.Operator(shop, "second", Roles.Approver);
        var third = await api.Operator(shop, "third", Roles.Approver);
        Task<Answer> Decide(TestShop person) => kind == "project" ? Accept(person) : person.Post(path, body);
        var people = kind == "project" ? new[] { second, third } : [first, second, third];
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(
            i => Decide(i % 2 == 0 ? people[i % people.Length] : people[i % people.Length].Through(elsewhere))));
        // Where an approver was the first to send it, the operator is the second person and may not confirm it.
        answers.ShouldAllBe(answer => answer.Status == 200 || answer.Status == 202
            || (answer.Status == 403 && answer.Code == "ROLE_MISSING"));
        answers.Where(answer => answer.Status == 200).Select(answer => answer.Body).Distinct().Count().ShouldBe(1);
        (await shop.Net("B")).ShouldBe(1_000);
        (await shop.Partner("B")).Minor("held").ShouldBe(0);
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    [Fact]
    public async Task Fifty_namings_of_a_house_account_at_once_name_it_once()
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        await shop.Promote("H", 1, Day(1));
        var elsewhere = await api.Instance();
        var first = await api.Operator(shop, "adm", Roles.Admin);
        var second = (await api.Operator(shop, "ann", Roles.Approver)).Through(elsewhere);
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(
            i => (i % 2 == 0 ? first : second).Put("/v1/referral-settings", new { houseAccount = "H" })));
        answers.ShouldAllBe(answer => answer.Status == 200 || answer.Status == 202);
        answers.ShouldContain(answer => answer.Status == 200);
        (await api.Count($"select count(*) from settings_versions "
            + $"where shop_id = {shop.ShopKey} and name = 'referralSettings'")).ShouldBe(1);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    private async Task Limit(TestShop shop, object limits) =>
        (await (await api.Operator(shop, "limits", Roles.Admin)).Put("/v1/payment-limits", limits)).Must(200);

    private async Task Own(TestShop shop, string operatorId, string customerId, string role) =>
        (await api.Platform.Put($"/v1/shops/{shop.ShopId}/operators/{operatorId}", new
        {
            name = operatorId,
            roles = new[] { role },
            customerIds = new[] { customerId },
        })).Must(200);

    /// <summary>A key of a person who is entered already.</summary>
    private async Task<TestShop> Key(TestShop shop, string operatorId) => new(
        shop.Url, (await api.Platform.Post($"/v1/shops/{shop.ShopId}/api-keys", new
        {
            name = operatorId,
            scopes = new[] { "*" },
            operatorId,
        })).Must(201).Text("key"), shop.ShopId);

    /// <summary>An order of C that earns B 1,000 and is held for fraud; op looks after it.</summary>
    private async Task<(TestShop Shop, TestShop Person)> Suspicious()
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        (await (await api.Operator(shop, "adm", Roles.Admin)).Put("/v1/fraud-policy", new { threshold = 100 }))
            .Must(200);
        foreach (var customer in new[] { "B", "C" })
            (await shop.Post($"/v1/customers/{customer}/identities", new
            {
                identities = new[] { new { kind = "document", value = "AB123456" } },
            })).Must(200);
        (await shop.Order("o1", "C", Day(2), 10_000)).Must(201);
        (await shop.Partner("B")).Minor("held").ShouldBe(1_000);
        return (shop, await api.Operator(shop, "op", Roles.Operator));
    }

    /// <summary>An accrual stop that holds 1,000 of B.</summary>
    private async Task<(TestShop Shop, TestShop Person)> Stopped()
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        var person = await api.Operator(shop, "op", Roles.Operator);
        var stop = new { accrualStopId = "b", scope = "person", target = "B", reason = "why" };
        (await person.Post("/v1/accrual-stops", stop)).Must(201);
        (await shop.Order("o1", "C", Day(2), 10_000)).Must(201);
        return (shop, person);
    }

    private async Task<TestShop> Tasks()
    {
        var shop = await (await api.Operator(await api.NewShop(jurisdiction: "custom"), "op", Roles.Operator))
            .WithSpendPlan(("rules", new[] { new { ruleId = "task", kind = "project" } }));
        await shop.Promote("B", 1, Day(1));
        return shop;
    }

    private static Task<Answer> Open(TestShop shop, long amount) => shop.Post("/v1/projects", new
    {
        projectId = "p",
        content = new
        {
            ruleId = "task",
            goal = "trial events",
            deadline = Day(15),
            amount = Pence(amount),
            split = new[] { new { customerId = "B", bps = 10_000 } },
        },
    });

    private static Task<Answer> Accept(TestShop shop) =>
        shop.Post("/v1/projects/p/acceptance", new { achieved = 1, reason = "seen" });
}
