using Shouldly;
using Xunit;

namespace SocialCommerce.ApiTests.Membership.Members;

/// <summary>People who are read at the same moment travel together; a hundred pence give one of growth.</summary>
public sealed class GetMemberPrivilegesTests(TestApi api) : IClassFixture<TestApi>
{
    private const int People = 40;

    [Fact]
    public async Task Everybody_asked_for_at_once_gets_the_own_answer()
    {
        var (one, other) = (await api.NewShop(), await api.NewShop());
        for (var i = 1; i <= People; i++) await Buy(one, i, i * 100);
        await Buy(other, 1, 7_700);

        var asked = Enumerable.Range(1, 10 * People).Select(n => (n % 12) switch
        {
            0 => (Answer: one.Get("/v1/members/nobody/privileges"), Growth: (long?)null),
            1 => (Answer: other.Get("/v1/members/c1/privileges"), Growth: 77),
            2 => (Answer: other.Get($"/v1/members/c{People}/privileges"), Growth: null),
            _ => (Answer: one.Get($"/v1/members/c{(n % People) + 1}/privileges"), Growth: (n % People) + 1),
        }).ToList();

        foreach (var (answer, growth) in asked)
            if (growth is null) (await answer).Must(404);
            else (await answer).Must(200).Json.GetProperty("growth").GetInt64().ShouldBe(growth.Value);
    }

    [Fact]
    public async Task A_change_that_was_answered_is_in_every_later_answer()
    {
        var shop = await api.NewShop();
        var stop = false;
        await Buy(shop, 1, 100);
        var noise = Enumerable.Range(0, 8).Select(async _ =>
        {
            while (!Volatile.Read(ref stop)) (await shop.Get("/v1/members/c1/privileges")).Must(200);
        }).ToList();
        for (var bought = 2; bought <= 20; bought++)
        {
            await Buy(shop, 1, 100);
            (await shop.Get("/v1/members/c1/privileges")).Must(200).Json.GetProperty("growth").GetInt64()
                .ShouldBe(bought);
        }
        Volatile.Write(ref stop, true);
        await Task.WhenAll(noise);
    }

    private static int _orders;

    private static async Task Buy(TestShop shop, int person, long pence) => (await shop.Post("/v1/orders", new
    {
        orderId = $"o{Interlocked.Increment(ref _orders)}",
        customerId = $"c{person}",
        paidAt = TestShop.Day(1),
        lines = new[] { new { lineId = "1", productId = "p", quantity = 1, unitPrice = TestShop.Pence(pence) } },
    })).Must(201);
}
