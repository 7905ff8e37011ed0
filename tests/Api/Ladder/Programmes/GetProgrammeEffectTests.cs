using System.Text.Json;
using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Ladder.Programmes;

/// <summary>The effect of a programme is how the treated changed, less how those held out did.</summary>
public sealed class GetProgrammeEffectTests(TestApi api) : IClassFixture<TestApi>
{
    private static readonly string[] People = [.. Enumerable.Range(0, 12).Select(i => $"c{i}")];

    [Fact]
    public async Task The_effect_is_the_difference_of_the_changes_of_both_groups()
    {
        var shop = await api.NewShop("manual", now: Day(1));
        await shop.Customers(People);
        (await shop.Programme()).Must(200);
        await shop.SetClock(Day(12));
        (await shop.Enrol(People)).Must(200);
        var (treated, heldOut) = (await shop.Group("treated"), await shop.Group("heldOut"));
        treated.ShouldNotBeEmpty();
        heldOut.ShouldNotBeEmpty();
        // One order each before; after it two of each who is treated, one of each who is held out, and a refunded one.
        await shop.SetClock(Day(20));
        foreach (var customer in People)
        {
            (await shop.Order($"{customer}-1", customer, Day(4), 1_000)).Must(201);
            (await shop.Order($"{customer}-2", customer, Day(14), 1_000)).Must(201);
        }
        foreach (var customer in treated) (await shop.Order($"{customer}-3", customer, Day(16), 2_500)).Must(201);
        (await shop.Order("back", heldOut[0], Day(15), 9_000)).Must(201);
        (await shop.RefundPlain("back", "r", Day(16), 9_000)).Must(201);
        (await shop.Act("a", treated[0], Day(14))).Must(201);
        await Open(shop);

        await shop.SetClock(Day(22));
        (await shop.Order("late", treated[0], Day(22), 9_000)).Must(201);
        var effect = (await shop.Get("/v1/programmes/p/effect")).Must(200).Json;
        effect.GetProperty("effect").GetDecimal().ShouldBe(1m);
        Figures(effect.GetProperty("treated")).ShouldBe(
            $"{treated.Length} 0 1, 1 1000 0 before, 2 1750 12 after, change 1");
        Figures(effect.GetProperty("heldOut")).ShouldBe(
            $"{heldOut.Length} 0 0, 1 1000 0 before, 1 1000 10 after, change 0");
    }

    [Fact]
    public async Task A_programme_without_customers_has_no_effect_and_an_unknown_one_is_refused()
    {
        var shop = await api.NewShop("manual", now: Day(1));
        (await shop.Programme("lifetime", "memberService")).Must(200);
        var effect = (await shop.Get("/v1/programmes/p/effect")).Must(200).Json;
        effect.TryGetProperty("effect", out _).ShouldBeFalse();
        effect.GetProperty("treated").GetProperty("customers").GetInt64().ShouldBe(0);
        (await shop.Get("/v1/programmes/q/effect")).Refused(404, "PROGRAMME_NOT_FOUND");
    }

    private static async Task Open(TestShop shop)
    {
        var effect = (await shop.Get("/v1/programmes/p/effect")).Must(200).Json;
        effect.TryGetProperty("effect", out _).ShouldBeFalse("no window has passed");
        effect.GetProperty("treated").GetProperty("open").GetInt64().ShouldBeGreaterThan(0);
    }

    private static string Figures(JsonElement group) =>
        $"{group.GetProperty("customers")} {group.GetProperty("open")} {group.GetProperty("withAction")}, "
            + $"{Figures(group, "before")}, {Figures(group, "after")}, change {group.GetProperty("change")}";

    private static string Figures(JsonElement group, string window)
    {
        var figures = group.GetProperty(window);
        return $"{figures.GetProperty("frequency")} {figures.GetProperty("ticket").GetProperty("amount")} "
            + $"{figures.GetProperty("lifetime")} {window}";
    }
}
