using Shouldly;
using SocialCommerce.Kernel.Operators;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;
using static SocialCommerce.TestSupport.Steps.PaymentSteps;

namespace SocialCommerce.ApiTests.Flows.Payments;

/// <summary>Payments have one effect each, whatever comes at once.</summary>
public sealed class OrderPaymentRaceTests(TestApi api, ITestOutputHelper output) : IClassFixture<TestApi>
{
    [Fact]
    public async Task The_same_payment_twenty_times_at_once_pays_once()
    {
        var (shop, other) = await Shops();
        (await Order(shop, "o1")).Must(201);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20)
            .Select(i => (i % 2 == 0 ? shop : other).Pay("o1", "p", Day(5), 4_000)));
        answers.Select(answer => answer.Must(200).Body).Distinct().ShouldHaveSingleItem();
        (await shop.Standing("o1")).ShouldBe("open 5000: 1 3000/0, 2 1000/2000, 3 0/3000");
        (await api.Events(shop, "order.paymentRecorded")).ShouldBe(1);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task All_instalments_at_once_pay_up_the_order_at_the_time_of_the_last_one()
    {
        var (shop, other) = await Shops();
        for (var i = 0; i < 8; i++)
        {
            (await Order(shop, $"o{i}")).Must(201);
            var answers = await Task.WhenAll(
                shop.Pay($"o{i}", "p1", Day(3), 3_000, 1), other.Pay($"o{i}", "p2", Day(8), 3_000, 2),
                shop.Pay($"o{i}", "p3", Day(6), 3_000, 3));
            foreach (var answer in answers) answer.Must(200);
            (await shop.Get($"/v1/orders/o{i}/commission")).Time("maturesAt").ShouldBe(Day(8 + 14));
        }
        (await api.Events(shop, "order.paymentPlanPaidUp")).ShouldBe(8);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_payment_and_its_order_at_once_find_each_other()
    {
        var (shop, other) = await Shops();
        for (var i = 0; i < 12; i++)
        {
            var answers = await Task.WhenAll(
                Order(shop, $"o{i}"), other.Pay($"o{i}", "p", Day(5), 9_000), shop.Pay($"o{i}", "p", Day(5), 9_000));
            answers[0].Must(201);
            foreach (var answer in answers.Skip(1)) answer.Status.ShouldBeOneOf(200, 202);
            (await shop.Standing($"o{i}")).ShouldBe("paidUp 0: 1 3000/0, 2 3000/0, 3 3000/0");
        }
        (await shop.Waiting()).ShouldBeEmpty();
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_payment_and_a_write_off_at_once_cover_no_more_than_the_part()
    {
        var (shop, other) = await Shops();
        for (var i = 0; i < 10; i++)
        {
            (await Order(shop, $"o{i}")).Must(201);
            (await shop.Pay($"o{i}", "p1", Day(3), 6_000)).Must(200);
            var answers = await Task.WhenAll(
                shop.Pay($"o{i}", "p3", Day(5), 3_000, 3), other.WriteOff($"o{i}", $"w{i}", 3),
                shop.WriteOff($"o{i}", $"w{i}", 3));
            answers[0].Must(200);
            var written = answers.Skip(1).Select(answer => answer.Status).Distinct().ToList();
            written.ShouldHaveSingleItem().ShouldBeOneOf(200, 422);
            (await shop.Get($"/v1/orders/o{i}")).Must(200).Minor("refundedGoods")
                .ShouldBe(written[0] == 200 ? 3_000 : 0);
            (await shop.WaitsFor($"o{i}")).ShouldBe("pending: ");
        }
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Whatever_happens_to_it_and_in_whatever_order_a_parted_order_ends_as_in_true_order()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var (shop, _) = await Shops();
        for (var i = 0; i < 20; i++)
        {
            var days = new[] { random.Next(3, 12), random.Next(3, 12), random.Next(3, 12) };
            Func<string, Task>[] reports =
            [
                async order => (await shop.Pay(order, "p1", Day(days[0]), 3_000, 1)).Status.ShouldBeOneOf(200, 202),
                async order => (await shop.Pay(order, "p2", Day(days[1]), 4_500)).Status.ShouldBeOneOf(200, 202),
                async order => (await shop.Pay(order, "p3", Day(days[2]), 1_500, 3)).Status.ShouldBeOneOf(200, 202),
                async order => (await shop.RefundPlain(order, $"r-{order}", Day(12), 900)).Status
                    .ShouldBeOneOf(201, 202),
                async order => (await shop.OpenCase(order, "c", Day(4))).Status.ShouldBeOneOf(200, 202),
                async order => (await shop.CloseCase(order, "c", Day(7))).Status.ShouldBeOneOf(200, 202),
            ];
            (await Order(shop, $"true{i}")).Must(201);
            foreach (var report in reports) await report($"true{i}");
            Func<string, Task>[] shuffled =
                [async order => (await Order(shop, order)).Must(201), .. reports];
            random.Shuffle(shuffled);
            foreach (var report in shuffled) await report($"any{i}");
            (await Facts(shop, $"any{i}")).ShouldBe(await Facts(shop, $"true{i}"), $"seed {seed}, {i}");
        }
        (await shop.Waiting()).ShouldBeEmpty();
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    private static async Task<string> Facts(TestShop shop, string order)
    {
        var explained = (await shop.Get($"/v1/orders/{order}/commission")).Must(200);
        return $"{await shop.Standing(order)} {explained.Time("completedAt")} {explained.Time("maturesAt")} "
            + string.Join(' ', await shop.Explained(order));
    }

    private async Task<(TestShop Shop, TestShop Other)> Shops()
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        await shop.SetClock(Day(12));
        shop = await api.Operator(shop, "fay", Roles.Finance);
        return (shop, shop.Through(await api.Instance()));
    }

    private static Task<Answer> Order(TestShop shop, string orderId) => shop.PartOrder(
        orderId, "C", 2, 9_000, "instalments", Day(2), Part(1, 3_000, 3), Part(2, 3_000, 8), Part(3, 3_000, 13));
}
