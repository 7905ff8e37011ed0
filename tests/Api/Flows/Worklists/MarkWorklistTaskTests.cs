using Shouldly;
using SocialCommerce.ApiTests.Ladder.Reports;
using SocialCommerce.Kernel.Operators;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.Worklists;

/// <summary>A task is marked as done, and open again.</summary>
public sealed class MarkWorklistTaskTests(TestApi api) : IClassFixture<TestApi>
{
    private const string Tasks = "/v1/worklists/sleeping/tasks?";

    [Fact]
    public async Task A_done_task_leaves_the_list_and_returns_when_it_is_open_again()
    {
        var (shop, occasion) = await Sleeping();
        var li = await api.Operator(shop, "li", Roles.Support);
        var made = (await Mark(li, occasion, true, "called")).Must(201);
        made.Text("markedBy").ShouldBe("li");
        (await shop.Get(Tasks)).Must(200).List("data").ShouldBeEmpty();
        var done = (await shop.Get(Tasks + "done=true")).Must(200).List("data").Single();
        done.GetProperty("mark").Text("note").ShouldBe("called");
        (await Mark(li, occasion, true, "called")).Must(200).Body.ShouldBe(made.Body);
        (await Mark(shop, occasion, false, null)).Must(201).Json.TryGetProperty("markedBy", out _).ShouldBeFalse();
        (await shop.Get(Tasks)).Must(200).List("data").Single().GetProperty("mark").GetProperty("done").GetBoolean()
            .ShouldBeFalse();
    }

    [Fact]
    public async Task The_next_occasion_of_the_same_customer_is_a_new_task()
    {
        var (shop, occasion) = await Sleeping();
        (await Mark(shop, occasion, true, "called")).Must(201);
        (await shop.Order("o2", "A", Day(70), 100)).Must(201);
        await shop.SetClock(Day(210));
        (await shop.Get(Tasks)).Must(200).List("data").Single().Text("occasion").ShouldNotBe(occasion);
    }

    [Fact]
    public async Task The_same_mark_at_once_is_kept_once()
    {
        var (shop, occasion) = await Sleeping();
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Mark(shop, occasion, true, "called")));
        answers.ShouldAllBe(answer => answer.Status == 200 || answer.Status == 201);
        answers.Count(answer => answer.Status == 201).ShouldBe(1);
        (await api.Count($"select count(*) from worklist_marks where shop_id = {shop.ShopKey}")).ShouldBe(1);
    }

    [Fact]
    public async Task A_list_or_customer_that_does_not_exist_is_refused()
    {
        var (shop, occasion) = await Sleeping();
        (await shop.Post("/v1/worklists/later/marks", new { customerId = "A", occasion }))
            .Refused(404, "WORKLIST_NOT_FOUND");
        (await shop.Post("/v1/worklists/sleeping/marks", new { customerId = "Z", occasion }))
            .Refused(422, "CUSTOMER_UNKNOWN").Pointer.ShouldBe("#/customerId");
        (await shop.Post("/v1/worklists/sleeping/marks", new { customerId = "A", occasion = "" }))
            .Must(422).Pointer.ShouldBe("#/occasion");
    }

    private async Task<(TestShop Shop, string Occasion)> Sleeping()
    {
        var shop = await api.NewShop();
        (await shop.Order("o1", "A", Day(1), 100)).Must(201);
        await shop.SetClock(Day(65));
        return (shop, (await shop.Get(Tasks)).Must(200).List("data").Single().Text("occasion")!);
    }

    private static Task<Answer> Mark(TestShop shop, string occasion, bool done, string? note) =>
        shop.Post("/v1/worklists/sleeping/marks", new { customerId = "A", occasion, done, note });
}
