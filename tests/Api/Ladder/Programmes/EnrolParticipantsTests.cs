using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Ladder.Programmes;

/// <summary>Chance decides once for each customer who is enrolled.</summary>
public sealed class EnrolParticipantsTests(TestApi api) : IClassFixture<TestApi>
{
    private static readonly string[] Forty = [.. Enumerable.Range(0, 40).Select(i => $"c{i}")];

    [Fact]
    public async Task Customers_at_once_are_enrolled_once_and_stay_in_their_group()
    {
        var shop = await Shop(api);
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => shop.Enrol(Forty)));
        answers.Select(answer => answer.Must(200).Body).Distinct().Count().ShouldBe(1);
        await shop.SetClock(Day(5));
        (await shop.Enrol(Forty)).Must(200).Body.ShouldBe(answers[0].Body, "who is enrolled stays as enrolled");
        var (treated, heldOut) = (await shop.Group("treated"), await shop.Group("heldOut"));
        treated.Length.ShouldBeInRange(5, 35);
        treated.Concat(heldOut).Order(StringComparer.Ordinal).ShouldBe(Forty.Order(StringComparer.Ordinal));
        (await shop.Group()).Length.ShouldBe(40);
        (await shop.Get("/v1/programmes/p/participants?group=none")).Refused(422, "VALUE_UNKNOWN");
    }

    [Fact]
    public async Task An_enrolment_that_cannot_be_read_enrols_no_customer()
    {
        var shop = await Shop(api);
        (await shop.Enrol("c1", "stranger")).Refused(422, "CUSTOMER_UNKNOWN").Pointer.ShouldBe("#/customerIds/1");
        (await shop.Enrol("c1", "c1")).Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/customerIds");
        (await shop.Enrol()).Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/customerIds");
        (await shop.Post("/v1/programmes/q/participants", new { customerIds = new[] { "c1" } }))
            .Refused(404, "PROGRAMME_NOT_FOUND");
        (await shop.Get("/v1/programmes/q/participants")).Refused(404, "PROGRAMME_NOT_FOUND");
        (await shop.Group()).ShouldBeEmpty();
    }

    private static async Task<TestShop> Shop(TestApi api)
    {
        var shop = await api.NewShop("manual", now: Day(1));
        await shop.Customers(Forty);
        (await shop.Programme()).Must(200);
        return shop;
    }
}
