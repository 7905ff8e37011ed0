using Shouldly;
using SocialCommerce.Tests.Host;
using static SocialCommerce.Tests.Host.TestShop;

namespace SocialCommerce.Tests.Flows;

/// <summary>A shop whose January is settled when something of it is taken back, and how February ends.</summary>
internal static class ClawBackSteps
{
    public static readonly DateTimeOffset January = new(2011, 1, 1, 0, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset February = January.AddMonths(1);

    /// <summary>B has 40.00 in January's statement, and 5.00 that have matured since, unbooked.</summary>
    public static async Task<TestShop> Settled(TestApi api, string policy)
    {
        var shop = await (await api.NewShop()).WithSpendPlan(("returnPolicy", policy));
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        (await shop.Order("a", "C", Day(2), 20_000)).Paid().ShouldBe(["B 2000"]);
        (await shop.Order("b", "C", Day(2), 20_000)).Paid().ShouldBe(["B 2000"]);
        (await shop.Order("late", "C", Day(20), 5_000)).Paid().ShouldBe(["B 500"]);
        await shop.SetClock(January);
        (await shop.Settle(January)).Must(201).Minor("total").ShouldBe(4_000);
        await shop.SetClock(January.AddDays(4));
        return shop;
    }

    /// <summary>Closes January, in which B gets what is expected, and checks everything.</summary>
    public static async Task Close(TestShop shop, long total)
    {
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
        await shop.SetClock(February);
        (await shop.Settle(February)).Must(201).Minor("total").ShouldBe(total);
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }
}
