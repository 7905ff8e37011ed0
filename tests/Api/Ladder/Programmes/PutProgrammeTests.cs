using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Ladder.Programmes;

/// <summary>Programmes have terms, of which those that measure the effect stay once customers are enrolled.</summary>
public sealed class PutProgrammeTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task Terms_are_kept_in_versions_and_the_same_terms_change_nothing()
    {
        var shop = await api.NewShop("manual", now: Day(1));
        (await shop.Get("/v1/programmes/p")).Refused(404, "PROGRAMME_NOT_FOUND");
        var made = (await shop.Programme()).Must(200);
        made.Headers["ETag"].ShouldBe("\"1\"");
        (await shop.Programme()).Must(200).Body.ShouldBe(made.Body);
        (await shop.Programme(name: "Spring")).Must(200).Headers["ETag"].ShouldBe("\"2\"");
        (await shop.Get("/v1/programmes/p")).Must(200).Text("salt").ShouldBe(made.Text("salt"));
        (await shop.Get("/v1/programmes")).Must(200).List("data").Single().GetProperty("version").GetInt32()
            .ShouldBe(2);
        (await shop.Get("/v1/programmes?cursor=x")).Refused(400, "CURSOR_UNREADABLE");
    }

    [Fact]
    public async Task What_measures_the_effect_stays_once_a_customer_is_enrolled()
    {
        var shop = await api.NewShop("manual", now: Day(1));
        await shop.Customers("C");
        (await shop.Programme()).Must(200);
        (await shop.Programme(windowDays: 20)).Must(200);
        (await shop.Enrol("C")).Must(200);
        (await shop.Programme(windowDays: 30)).Refused(409, "PROGRAMME_IN_USE").Pointer.ShouldBe("#/windowDays");
        (await shop.Programme(windowDays: 20, heldOutBps: 10)).Refused(409, "PROGRAMME_IN_USE").Pointer
            .ShouldBe("#/heldOutBps");
        (await shop.Programme(lever: "timelyPush", windowDays: 20)).Must(200);
    }

    [Theory]
    [InlineData("speed", "regularEvents", 10, 0, "#/factor")]
    [InlineData("ticket", "regularEvents", 10, 0, "#/lever")]
    [InlineData("ticket", "ticketProgression", 0, 0, "#/windowDays")]
    [InlineData("ticket", "ticketProgression", 10, 9_500, "#/heldOutBps")]
    public async Task What_cannot_be_is_refused(
        string factor, string lever, int windowDays, int heldOutBps, string pointer)
    {
        var shop = await api.NewShop("manual", now: Day(1));
        (await shop.Programme(factor, lever, windowDays, heldOutBps)).Refused(422, "VALIDATION_FAILED").Pointer
            .ShouldBe(pointer);
    }

    [Fact]
    public async Task Two_who_create_it_at_once_make_one()
    {
        var shop = await api.NewShop("manual", now: Day(1));
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => shop.Programme()));
        answers.Select(answer => answer.Must(200).Text("salt")).Distinct().Count().ShouldBe(1);
    }
}
