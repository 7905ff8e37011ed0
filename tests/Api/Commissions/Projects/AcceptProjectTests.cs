using Shouldly;
using SocialCommerce.Kernel.Operators;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Commissions.Projects;

/// <summary>Projects: opened with a split that adds up, accepted once, or cancelled, or expired.</summary>
public sealed class AcceptProjectTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task Eight_of_ten_pay_four_fifths_once_however_often_it_is_accepted()
    {
        var shop = await Shop();
        (await Open(shop, "events", "proRata", 10, ("A", 5_000), ("B", 3_000), ("C", 2_000))).Must(201);
        (await Open(shop, "events", "proRata", 10, ("A", 5_000), ("B", 3_000), ("C", 2_000))).Must(200);
        (await Open(shop, "events", "proRata", 11, ("A", 5_000), ("B", 3_000), ("C", 2_000)))
            .Refused(409, "PROJECT_CONFLICT").Pointer.ShouldBe("#/content/target");
        var other = shop.Through(await api.Instance());
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(
            i => Accept(i % 2 == 0 ? shop : other, "events", 8)));
        answers.ShouldAllBe(answer => answer.Status == 200);
        answers.Select(answer => answer.Body).Distinct().Count().ShouldBe(1);
        (await shop.Net("A"), await shop.Net("B"), await shop.Net("C")).ShouldBe((2_000, 1_200, 800));
        (await Accept(shop, "events", 9)).Refused(409, "PROJECT_ENDED");
        (await Cancel(shop, "events")).Refused(409, "PROJECT_ENDED");
        await shop.SetClock(Day(28));
        (await shop.Settle(Day(28))).Must(201).Minor("total").ShouldBe(4_000);
        var line = (await shop.Statements("B")).ShouldHaveSingleItem().List("lines").ShouldHaveSingleItem();
        line.GetProperty("sourceKind").GetString().ShouldBe("task");
        line.GetProperty("sourceId").GetString().ShouldBe("events");
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
        await api.Corrupt($"""
            update project_decisions set answer = jsonb_set(answer, '{"{worth,amount}"}', '5000')
            where shop_id = {shop.ShopKey}
            """);
        (await shop.FailedChecks()).ShouldBe(["projects"]);
    }

    [Fact]
    public async Task Goals_not_reached_deadlines_passed_and_cancelled_projects_pay_nothing()
    {
        var shop = await Shop();
        (await Open(shop, "whole", "allOrNothing", 10, ("A", 10_000))).Must(201);
        (await Accept(shop, "whole", 9)).Refused(422, "GOAL_NOT_REACHED").Pointer.ShouldBe("#/achieved");
        (await Cancel(shop, "whole")).Must(200).Text("status").ShouldBe("cancelled");
        (await Cancel(shop, "whole")).Must(200);
        (await Accept(shop, "whole", 10)).Refused(409, "PROJECT_ENDED");
        (await Open(shop, "late", "allOrNothing", 1, ("A", 10_000))).Must(201);
        await shop.SetClock(Day(20));
        (await shop.Get("/v1/projects/late")).Must(200).Text("status").ShouldBe("expired");
        (await Accept(shop, "late", 1)).Refused(409, "PROJECT_EXPIRED");
        (await shop.Net("A")).ShouldBe(0);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Splits_that_do_not_add_up_and_people_who_are_no_partners_are_refused_with_a_pointer()
    {
        var shop = await Shop();
        var before = await Snapshot.Of(api, $"where shop_id = {shop.ShopKey}");
        (await Open(shop, "x", "proRata", 1, ("A", 5_000), ("B", 4_999))).Refused(422, "VALIDATION_FAILED")
            .Pointer.ShouldBe("#/content/split");
        (await Open(shop, "x", "proRata", 1, ("A", 5_000), ("nobody", 5_000)))
            .Refused(422, "CUSTOMER_UNKNOWN").Pointer.ShouldBe("#/content/split/1/customerId");
        (await Open(shop, "x", "proRata", 1, ("A", int.MaxValue), ("B", int.MaxValue)))
            .Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/content/split/0/bps");
        (await Open(shop, "x", "proRata", 1, In(("A", long.MaxValue), ("B", long.MaxValue))))
            .Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/content/split/0/amount/amount");
        (await Snapshot.Of(api, $"where shop_id = {shop.ShopKey}")).ShouldBe(before);
    }

    [Fact]
    public async Task Suspended_partners_and_past_deadlines_are_refused_with_a_pointer_and_store_nothing()
    {
        var shop = await Shop();
        (await shop.Post("/v1/partners/B/suspensions", new { reason = "r" })).Must(200);
        await shop.SetClock(Day(14));
        var before = await Snapshot.Of(api, $"where shop_id = {shop.ShopKey}");
        (await Open(shop, "x", "proRata", 1, ("A", 5_000), ("B", 5_000)))
            .Refused(422, "BENEFICIARY_NOT_PARTNER").Pointer.ShouldBe("#/content/split/1/customerId");
        (await Snapshot.Of(api, $"where shop_id = {shop.ShopKey}")).ShouldBe(before);
        await shop.SetClock(Day(15));
        before = await Snapshot.Of(api, $"where shop_id = {shop.ShopKey}");
        (await Open(shop, "x", "proRata", 1, ("A", 10_000)))
            .Refused(422, "DEADLINE_PAST").Pointer.ShouldBe("#/content/deadline");
        (await Snapshot.Of(api, $"where shop_id = {shop.ShopKey}")).ShouldBe(before);
    }

    [Fact]
    public async Task A_projects_bonus_is_disputed_once_a_statement_holds_it()
    {
        var shop = await Shop();
        (await Open(shop, "p", "proRata", 10, ("A", 10_000))).Must(201);
        (await Accept(shop, "p", 10)).Must(200);
        var movementId = (await shop.Get("/v1/partners/A/movements")).Must(200).List("data")[0]
            .GetProperty("movementId").GetString();
        var before = await Snapshot.Of(api, $"where shop_id = {shop.ShopKey}");
        (await shop.Post("/v1/partners/A/disputes", new { disputeId = "d", reason = "r", movementId }))
            .Refused(409, "NOT_IN_A_STATEMENT");
        (await Snapshot.Of(api, $"where shop_id = {shop.ShopKey}")).ShouldBe(before);
    }

    [Fact]
    public async Task Who_may_not_earn_any_more_gets_nothing_and_the_others_their_own_parts()
    {
        var shop = await Shop();
        (await Open(shop, "p", "allOrNothing", 1, ("A", 5_000), ("B", 5_000))).Must(201);
        (await shop.Post("/v1/partners/A/suspensions", new { reason = "r" })).Must(200);
        var shares = (await Accept(shop, "p", 1)).Must(200).Json.GetProperty("decision").GetProperty("shares");
        shares[0].GetProperty("reason").GetString().ShouldBe("inactive");
        (await shop.Net("A"), await shop.Net("B")).ShouldBe((0, 2_500));
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    [Fact]
    public async Task A_split_in_amounts_pays_them_and_one_that_does_not_add_up_is_refused_with_a_pointer()
    {
        var shop = await Shop();
        var before = await Snapshot.Of(api, $"where shop_id = {shop.ShopKey}");
        foreach (var split in new[] { In(("A", 3_334), ("B", 1_667)), In(("A", 3_333), ("B", 1_666)), In() })
            (await Open(shop, "x", "proRata", 10, split)).Refused(422, "VALIDATION_FAILED")
                .Pointer.ShouldBe("#/content/split");
        (await Open(shop, "x", "proRata", 10, [.. In(("A", 2_500)), new { customerId = "B", bps = 5_000 }]))
            .Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/content/split");
        (await Snapshot.Of(api, $"where shop_id = {shop.ShopKey}")).ShouldBe(before);
        (await Open(shop, "x", "proRata", 10, In(("A", 3_333), ("B", 1_667)))).Must(201);
        (await Accept(shop, "x", 10)).Must(200);
        (await shop.Net("A"), await shop.Net("B")).ShouldBe((3_333, 1_667));
        (await Open(shop, "y", "proRata", 10, In(("A", 3_333), ("B", 1_667)))).Must(201);
        (await Accept(shop, "y", 4)).Must(200);
        // 2,000 by 3,333 : 1,667 is 1,333.2 and 666.8.
        (await shop.Net("A"), await shop.Net("B")).ShouldBe((4_666, 2_334));
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    [Fact]
    public async Task Opened_by_many_at_once_it_is_one_project_and_another_of_its_id_is_refused()
    {
        var shop = await Shop();
        var other = shop.Through(await api.Instance());
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(
            i => Open(i % 2 == 0 ? shop : other, "p", "proRata", 10, ("A", 10_000))));
        answers.Count(answer => answer.Status == 201).ShouldBe(1);
        answers.Count(answer => answer.Status == 200).ShouldBe(7);
        var mixed = await Task.WhenAll(Enumerable.Range(1, 6).Select(
            i => Open(i % 2 == 0 ? shop : other, "q", "proRata", i, ("A", 10_000))));
        mixed.Count(answer => answer.Status == 201).ShouldBe(1);
        mixed.Count(answer => answer.Status == 409 && answer.Code == "PROJECT_CONFLICT").ShouldBe(5);
        (await shop.Get("/v1/projects")).Must(200).List("data").Length.ShouldBe(2);
    }

    [Fact]
    public async Task Accepted_and_cancelled_at_once_it_ends_one_way()
    {
        var shop = await Shop();
        var other = shop.Through(await api.Instance());
        long paid = 0;
        foreach (var i in Enumerable.Range(0, 5))
        {
            (await Open(shop, $"p{i}", "proRata", 10, ("A", 10_000))).Must(201);
            var answers = await Task.WhenAll(Enumerable.Range(i, 6).Select(
                k => k % 2 == 0 ? Accept(shop, $"p{i}", 10) : Cancel(other, $"p{i}")));
            var accepted = (await shop.Get($"/v1/projects/p{i}")).Must(200).Text("status") == "accepted";
            answers.Count(answer => answer.Status == 200).ShouldBe(3);
            answers.Count(answer => answer.Status == 409 && answer.Code == "PROJECT_ENDED").ShouldBe(3);
            if (accepted) paid += 5_000;
            (await shop.Net("A")).ShouldBe(paid);
        }
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    private Task<Answer> Open(
        TestShop shop, string projectId, string payment, int target, params (string Id, int Bps)[] split) =>
        Open(shop, projectId, payment, target,
            [.. split.Select(part => (object)new { customerId = part.Id, bps = part.Bps })]);

    private static object[] In(params (string Id, long Amount)[] split) =>
        [.. split.Select(part => (object)new { customerId = part.Id, amount = Pence(part.Amount) })];

    private Task<Answer> Open(
        TestShop shop, string projectId, string payment, int target, object[] split) =>
        api.OpenProject(shop, new
        {
            projectId,
            content = new
            {
                ruleId = "task",
                goal = "trial events",
                deadline = Day(15),
                amount = Pence(5_000),
                target,
                payment,
                split,
            },
        });

    private static Task<Answer> Accept(TestShop shop, string projectId, int achieved) =>
        shop.Post($"/v1/projects/{projectId}/acceptance", new { achieved, reason = "seen" });

    private static Task<Answer> Cancel(TestShop shop, string projectId) =>
        shop.Post($"/v1/projects/{projectId}/cancellation", new { reason = "off" });

    private async Task<TestShop> Shop()
    {
        var shop = await (await api.Operator(await api.NewShop(jurisdiction: "custom"), "li", Roles.Operator))
            .WithSpendPlan(("rules", new[] { new { ruleId = "task", kind = "project" } }));
        foreach (var id in new[] { "A", "B", "C" }) await shop.Promote(id, 1, Day(1));
        await api.Opener(shop);
        return shop;
    }
}
