using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Ladder.Programmes;

/// <summary>What the shop did is recorded, also for customers who are held out.</summary>
public sealed class RecordProgrammeActionTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task An_action_warns_of_a_customer_who_is_held_out_or_not_enrolled()
    {
        var shop = await api.NewShop("manual", now: Day(1));
        await shop.Customers("C", "D");
        (await shop.Programme(heldOutBps: 0)).Must(200);
        (await shop.Enrol("C")).Must(200);
        (await shop.Act("a1", "C", Day(1))).Must(201).List("warnings").ShouldBeEmpty();
        Warnings(await shop.Act("a2", "D", Day(1))).ShouldBe(["notEnrolled"]);

        (await shop.Put("/v1/programmes/half", new
        {
            name = "Half",
            factor = "ticket",
            lever = "sceneProgression",
            heldOutBps = 9_000,
        })).Must(200);
        var people = Enumerable.Range(0, 20).Select(i => $"h{i}").ToArray();
        await shop.Customers(people);
        (await shop.Post("/v1/programmes/half/participants", new { customerIds = people })).Must(200);
        var heldOut = (await shop.Get("/v1/programmes/half/participants?group=heldOut")).Must(200).List("data")
            .First().GetProperty("customerId").GetString();
        Warnings(await shop.Post("/v1/programmes/half/actions", new
        {
            actionId = "a3",
            customerId = heldOut,
            channel = "phone",
            occurredAt = Day(1),
        })).ShouldBe(["heldOut"]);
    }

    [Fact]
    public async Task A_repetition_changes_nothing_and_other_content_is_refused()
    {
        var shop = await api.NewShop("manual", now: Day(1));
        await shop.Customers("C", "D");
        (await shop.Programme()).Must(200);
        (await shop.Enrol("C")).Must(200);
        var made = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => shop.Act("a", "C", Day(1))));
        made.Count(answer => answer.Status == 201).ShouldBe(1);
        made.Count(answer => answer.Status == 200).ShouldBe(9);
        made.Select(answer => answer.Body).Distinct().Count().ShouldBe(1);
        (await shop.Act("a", "C", Day(1, 7))).Refused(409, "PROGRAMME_ACTION_CONFLICT").Pointer
            .ShouldBe("#/occurredAt");
        (await shop.Act("a", "D", Day(1))).Refused(409, "PROGRAMME_ACTION_CONFLICT").Pointer.ShouldBe("#/customerId");
        (await shop.Act("b", "stranger", Day(1))).Refused(422, "CUSTOMER_UNKNOWN").Pointer.ShouldBe("#/customerId");
        (await shop.Act("b", "C", Day(3))).Refused(422, "TIME_IN_FUTURE").Pointer.ShouldBe("#/occurredAt");
        (await shop.Act("b", "C", Day(1), "pigeon")).Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/channel");
        (await shop.Post("/v1/programmes/q/actions", new
        {
            actionId = "b",
            customerId = "C",
            channel = "wechat",
            occurredAt = Day(1),
        })).Refused(404, "PROGRAMME_NOT_FOUND");
    }

    private static string[] Warnings(Answer answer) =>
        [.. answer.Must(201).List("warnings").Select(one => one.GetString()!)];
}
