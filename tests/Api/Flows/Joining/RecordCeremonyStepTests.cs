using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.Joining;

/// <summary>A membership begins at the time of the last required step of its ceremony.</summary>
public sealed class RecordCeremonyStepTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task The_membership_begins_with_the_last_required_step_and_gets_its_number()
    {
        var shop = await api.NewJoiningShop();
        (await shop.Order("o1", "C", Day(1), 1_000)).Must(201);
        (await shop.Contact(Day(2))).Must(201);
        (await shop.Step("b", Day(6))).Must(201);
        (await shop.Joined()).ShouldBe("pending contact 2");
        var open = (await shop.Membership()).List("ceremony");
        open.Select(step => step.TryGetProperty("doneAt", out _)).ShouldBe([false, true, false]);
        open[1].GetProperty("doneBy").GetString().ShouldBe("li");
        (await shop.Get("/v1/members/C/certificate")).Refused(409, "MEMBERSHIP_NOT_BEGUN");
        (await shop.Step("a", Day(4))).Must(201);
        (await shop.Joined()).ShouldBe("active ceremony 6");
        (await shop.Get("/v1/members/C/number")).Must(200).Text("number").ShouldBe("M001");
        (await api.Count($$"""
            select count(*) from outbox where shop_id = {{shop.ShopKey}} and type = 'member.membershipBegun'
                and payload = '{"customerId": "C", "orderId": "o1", "pendingAt": "2010-12-02T08:00:00Z",
                    "begunAt": "2010-12-06T08:00:00Z"}'
            """)).ShouldBe(1);
        await shop.Sound();
    }

    [Fact]
    public async Task All_orders_of_arrival_end_alike()
    {
        var shop = await api.NewJoiningShop();
        var answers = new List<string>();
        foreach (var (order, i) in Permutations([0, 1, 2, 3]).Select((order, i) => (order, i)))
        {
            var customer = $"c{i}";
            foreach (var step in order)
                (await (step switch
                {
                    0 => shop.Order($"o-{customer}", customer, Day(3), 1_000),
                    1 => shop.Contact(Day(2), customer),
                    2 => shop.Step("a", Day(5), customer),
                    _ => shop.Step("b", Day(4), customer),
                })).Must(201);
            var answer = await shop.Membership(customer);
            answers.Add(answer.Body.Replace(customer, "C", StringComparison.Ordinal));
            (await shop.Joined(customer)).ShouldBe("active ceremony 5");
        }
        answers.Count.ShouldBe(24);
        answers.Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task A_correction_undoes_a_step_and_a_new_record_does_it_again()
    {
        var shop = await api.NewJoiningShop();
        await shop.Join();
        (await shop.Joined()).ShouldBe("active ceremony 4");
        var wrong = new { reason = "another customer", correctedBy = "wang" };
        var corrected = (await shop.Post("/v1/ceremony-steps/C-b/correction", wrong)).Must(200);
        corrected.Json.GetProperty("correction").GetProperty("correctedBy").GetString().ShouldBe("wang");
        (await shop.Joined()).ShouldBe("pending contact 2");
        await shop.SetClock(Day(21));
        (await shop.Post("/v1/ceremony-steps/C-b/correction", new { reason = "again", correctedBy = "li" }))
            .Must(200).Body.ShouldBe(corrected.Body);
        (await shop.Step("b", Day(4))).Must(200).Body.ShouldBe(corrected.Body, "the record is shown as it is");
        (await shop.Joined()).ShouldBe("pending contact 2");
        (await shop.Step("b", Day(7), recordId: "b-again")).Must(201);
        (await shop.Joined()).ShouldBe("active ceremony 7");
        (await shop.Get("/v1/members/C/number")).Must(200).Text("number").ShouldBe("M001", "a number is kept");
        (await api.Events(shop, "member.membershipBegun")).ShouldBe(2);
        await shop.Sound();
    }

    [Fact]
    public async Task What_cannot_be_read_is_refused_and_a_repetition_changes_nothing()
    {
        var shop = await api.NewJoiningShop();
        var first = (await shop.Step("a", Day(3))).Must(201);
        await shop.SetClock(Day(21));
        (await shop.Step("a", Day(3))).Must(200).Body.ShouldBe(first.Body);
        (await shop.Step("a", Day(4))).Refused(409, "CEREMONY_RECORD_CONFLICT").Pointer.ShouldBe("#/doneAt");
        (await shop.Step("b", Day(3), recordId: "C-a")).Refused(409, "CEREMONY_RECORD_CONFLICT")
            .Pointer.ShouldBe("#/stepKey");
        (await shop.Step("a", Day(3), "D", "C-a")).Refused(409, "CEREMONY_RECORD_CONFLICT").Pointer.ShouldBe("#");
        (await shop.Step("a", Day(3), doneBy: "wang")).Refused(409, "CEREMONY_RECORD_CONFLICT")
            .Pointer.ShouldBe("#/doneBy");
        (await shop.Step("dance", Day(3))).Refused(422, "CEREMONY_STEP_UNKNOWN").Pointer.ShouldBe("#/stepKey");
        (await shop.Step("b", Day(22))).Refused(422, "TIME_IN_FUTURE").Pointer.ShouldBe("#/doneAt");
        (await shop.Step("b", Day(3), doneBy: "")).Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/doneBy");
        var correction = new { reason = "r", correctedBy = "li" };
        (await shop.Post("/v1/ceremony-steps/unknown/correction", correction))
            .Refused(404, "CEREMONY_RECORD_NOT_FOUND");
        (await shop.Post("/v1/ceremony-steps/C-a/correction", new { reason = " ", correctedBy = "li" }))
            .Refused(422, "VALIDATION_FAILED");
    }

    [Fact]
    public async Task Corrections_and_records_at_once_leave_one_correction_and_the_membership_of_what_stands()
    {
        var shop = await api.NewJoiningShop();
        await shop.Join();
        var made = await Task.WhenAll(Enumerable.Range(0, 8).SelectMany(i => new[]
        {
            shop.Post("/v1/ceremony-steps/C-b/correction", new { reason = $"r{i}", correctedBy = "li" }),
            shop.Step("b", Day(9), recordId: $"b{i}"),
        }));
        made.Count(answer => answer.Status is 200 or 201).ShouldBe(16);
        made.Where(answer => answer.Status == 200).Select(answer => answer.Body).Distinct().Count().ShouldBe(1);
        (await shop.Joined()).ShouldBe("active ceremony 9");
        (await shop.Memberships("state=active")).ShouldBe(["C"]);
        await shop.Sound();
    }

    [Fact]
    public async Task The_usual_ceremony_has_eight_steps_and_an_empty_one_begins_at_once()
    {
        var shop = await api.NewShop("manual", now: Day(1, 0));
        var entry = new { trade = "physicalShop" };
        (await shop.Put("/v1/joining-settings", new { entry })).Must(200);
        await shop.SetClock(Day(5));
        (await shop.Order("o1", "C", Day(3), 1_000)).Must(201);
        (await shop.Contact(Day(4))).Must(201);
        (await shop.Membership()).List("ceremony").Length.ShouldBe(8);
        (await shop.Put("/v1/joining-settings", new { entry, ceremony = Array.Empty<object>() })).Must(200);
        (await shop.Joined()).ShouldBe("pending contact 4", "it was pending under the usual one");
        await shop.SetClock(Day(6));
        (await shop.Order("o2", "D", Day(6), 1_000)).Must(201);
        (await shop.Contact(Day(6), "D")).Must(201);
        (await shop.Joined("D")).ShouldBe("active order 6");
        (await shop.Get("/v1/members/D/number")).Refused(404, "MEMBER_NUMBER_NOT_FOUND");
    }

    private static IEnumerable<int[]> Permutations(int[] items) => items.Length == 0
        ? [[]]
        : items.SelectMany(first => Permutations([.. items.Where(item => item != first)])
            .Select(rest => (int[])[first, .. rest]));
}
