using Shouldly;
using SocialCommerce.Kernel.Operators;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.Partners;

/// <summary>People apply to become partners, and a named person decides.</summary>
public sealed class DecideApplicationTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task An_approval_promotes_and_names_person_role_and_reason()
    {
        var (shop, li) = await Shop();
        var made = (await Apply(shop, "ann")).Must(201);
        made.Headers["Location"].ShouldBe($"/v1/partner-applications/{made.Text("applicationId")}");
        await shop.SetClock(Day(4));
        var waiting = (await shop.Get("/v1/partner-applications?status=waiting")).Must(200).List("data");
        waiting.Single().GetProperty("ageDays").GetInt64().ShouldBe(3);
        var decided = (await Decide(li, made, true)).Must(200);
        decided.Text("status").ShouldBe("approved");
        decided.Text("decidedBy").ShouldBe("li");
        decided.Text("decidedRole").ShouldBe("operator");
        (await Decide(li, made, true)).Must(200).Body.ShouldBe(decided.Body);
        (await shop.Partner("ann")).Tier().ShouldBe("T1");
        (await shop.Get("/v1/partner-applications?status=waiting")).Must(200).List("data").ShouldBeEmpty();
        (await shop.Get($"/v1/partner-applications/{made.Text("applicationId")}")).Must(200).Text("reason")
            .ShouldBe("seen");
        (await Apply(shop, "ann")).Refused(409, "PARTNER_APPROVED");
        (await li.Get("/v1/audit-log?kind=partnerApplication")).Must(200).List("data").Length.ShouldBe(1);
    }

    [Fact]
    public async Task Of_one_person_one_application_is_open_however_often_and_at_once_it_is_sent()
    {
        var (shop, li) = await Shop();
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Apply(shop, "ann")));
        answers.Count(answer => answer.Status == 201).ShouldBe(1);
        answers.ShouldAllBe(answer => answer.Status == 200 || answer.Status == 201);
        answers.Select(answer => answer.Text("applicationId")).Distinct().Count().ShouldBe(1);
        (await Decide(li, answers[0], false)).Must(200).Text("status").ShouldBe("rejected");
        (await shop.Partner("ann")).Tier().ShouldBeNull();
        var again = (await Apply(shop, "ann")).Must(201);
        again.Text("applicationId").ShouldNotBe(answers[0].Text("applicationId"));
        (await shop.Get("/v1/partner-applications?customerId=ann")).Must(200).List("data").Length.ShouldBe(2);
    }

    [Fact]
    public async Task A_decision_is_made_once_also_when_two_make_it_at_once()
    {
        var (shop, li) = await Shop();
        var made = (await Apply(shop, "ann")).Must(201);
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Decide(li, made, i % 2 == 0)));
        var won = answers.Where(answer => answer.Status == 200).Select(answer => answer.Text("status")).Distinct()
            .Single();
        answers.Count(answer => answer.Status == 409).ShouldBe(5);
        answers.Where(answer => answer.Status == 409)
            .ShouldAllBe(answer => answer.Code == "APPLICATION_DECIDED" && answer.Pointer == "#/approve");
        (await Decide(li, made, won == "approved")).Must(200).Text("decidedBy").ShouldBe("li");
        (await api.Count($"select count(*) from partner_history where shop_id = {shop.ShopKey}"))
            .ShouldBe(won == "approved" ? 1 : 0);
    }

    [Fact]
    public async Task Nothing_is_paid_for_applying_and_nobody_decides_without_a_name_or_a_reason()
    {
        var (shop, li) = await Shop();
        foreach (var fee in new[] { "fee", "amount", "deposit", "price" })
            (await shop.Send(HttpMethod.Post, "/v1/partner-applications",
                $$$"""{"customerId":"ann","{{{fee}}}":{"amount":9900,"currency":"GBP"}}""", [])).Status.ShouldBe(400);
        (await Apply(shop, "nobody")).Refused(404, "CUSTOMER_NOT_FOUND");
        (await Apply(shop, "")).Must(422);
        var made = (await Apply(shop, "ann")).Must(201);
        (await Decide(shop, made, true)).Refused(403, "PERSON_REQUIRED");
        (await Decide(await api.Operator(shop, "sue", Roles.Support), made, true)).Refused(403, "ROLE_MISSING");
        (await li.Post(
            $"/v1/partner-applications/{made.Text("applicationId")}/decision", new { approve = true, reason = " " }))
            .Must(422).Pointer.ShouldBe("#/reason");
        (await li.Post("/v1/partner-applications/apl_7zzzzzzzzzzzz/decision", new { approve = true, reason = "r" }))
            .Refused(404, "APPLICATION_NOT_FOUND");
        (await shop.Get($"/v1/partner-applications/{made.Text("applicationId")}")).Must(200).Text("status")
            .ShouldBe("waiting");
    }

    private static Task<Answer> Apply(TestShop shop, string customerId) =>
        shop.Post("/v1/partner-applications", new { customerId, note = "I know many people" });

    private static Task<Answer> Decide(TestShop shop, Answer application, bool approve) => shop.Post(
        $"/v1/partner-applications/{application.Text("applicationId")}/decision", new { approve, reason = "seen" });

    private async Task<(TestShop Shop, TestShop Operator)> Shop()
    {
        var shop = await api.NewShop(clock: "manual", now: Day(1));
        (await shop.Put("/v1/partner-tiers", new
        {
            tiers = new[] { new { tierId = "T1", name = "One", conditions = new { metric = "approval" } } },
        })).Must(200);
        (await shop.Post("/v1/customers", new { customerId = "ann" })).Must(201);
        return (shop, await api.Operator(shop, "li", Roles.Operator));
    }
}
