using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.Partners;

/// <summary>One referrer for life: nobody oneself, nobody in a circle, the first accepted wins.</summary>
public sealed class BindReferralTests(TestApi api) : IClassFixture<TestApi>
{
    private const int Rounds = 20;

    [Fact]
    public async Task The_same_binding_again_is_a_success_and_the_first_referrer_stays()
    {
        var shop = await api.NewShop();
        var first = (await Bind(shop, "B", "A")).Must(201);
        (await Bind(shop, "B", "A")).Must(200).Body.ShouldBe(first.Body);
        (await Bind(shop, "B", "X")).Refused(409, "ALREADY_BOUND").Pointer.ShouldBe("#/referrerId");
        (await shop.Get("/v1/referrals/B")).Must(200).Text("referrerId").ShouldBe("A");
        var announced = $"select count(*) from outbox where shop_id = {shop.ShopKey} and type = 'referral.bound'";
        (await api.Count(announced)).ShouldBe(1);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Nobody_is_bound_to_oneself_or_to_somebody_below()
    {
        var shop = await api.NewShop();
        (await Bind(shop, "A", "A")).Refused(422, "SELF_REFERRAL").Pointer.ShouldBe("#/referrerId");
        await shop.Bind("B", "A");
        await shop.Bind("C", "B");
        (await Bind(shop, "A", "B")).Refused(422, "REFERRAL_CYCLE");
        (await Bind(shop, "A", "C")).Refused(422, "REFERRAL_CYCLE").Pointer.ShouldBe("#/referrerId");
        (await Upline(shop, "C")).ShouldBe(["B", "A"]);
        (await Upline(shop, "A")).ShouldBeEmpty();
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_invite_code_binds_and_an_unknown_one_is_not_found()
    {
        var (shop, other) = (await api.NewShop(), await api.NewShop());
        var code = (await shop.Post("/v1/invite-codes", new { customerId = "A" })).Must(201).Text("inviteCode");
        var foreign = (await other.Post("/v1/invite-codes", new { customerId = "A" })).Must(201).Text("inviteCode");
        (await ByCode(shop, "B", "nobody")).Refused(404, "INVITE_CODE_NOT_FOUND").Pointer.ShouldBe("#/inviteCode");
        (await ByCode(shop, "B", foreign)).Refused(404, "INVITE_CODE_NOT_FOUND");
        (await shop.Get("/v1/referrals/B")).Status.ShouldBe(404);
        (await ByCode(shop, "B", code)).Must(201).Text("referrerId").ShouldBe("A");
        (await ByCode(shop, "B", code.ToUpperInvariant())).Must(200);
        (await ByCode(shop, "A", code)).Refused(422, "SELF_REFERRAL");
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_two_referrers_at_once_one_wins()
    {
        var shop = await api.NewShop();
        var other = shop.Through(await api.Instance());
        for (var i = 0; i < Rounds; i++)
        {
            var answers = await Task.WhenAll(Bind(shop, $"c{i}", $"a{i}"), Bind(other, $"c{i}", $"b{i}"));
            answers.Select(answer => answer.Status).Order().ShouldBe([201, 409]);
            var winner = answers[0].Status == 201 ? $"a{i}" : $"b{i}";
            (await shop.Get($"/v1/referrals/c{i}")).Must(200).Text("referrerId").ShouldBe(winner);
        }
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_people_who_bind_each_other_at_once_make_no_circle()
    {
        var shop = await api.NewShop();
        var other = shop.Through(await api.Instance());
        for (var i = 0; i < Rounds; i++)
        {
            var (a, b) = ($"a{i}", $"b{i}");
            OneOfTwo(await Task.WhenAll(Bind(shop, a, b), Bind(other, b, a)));
            ((await Upline(shop, a)).Length + (await Upline(shop, b)).Length).ShouldBe(1);
        }
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_trees_whose_tops_are_bound_below_each_other_at_once_make_no_circle()
    {
        var shop = await api.NewShop();
        var other = shop.Through(await api.Instance());
        for (var i = 0; i < Rounds; i++)
        {
            var (a, b, c, d) = ($"a{i}", $"b{i}", $"c{i}", $"d{i}");
            await shop.Bind(a, b);
            await shop.Bind(c, d);
            OneOfTwo(await Task.WhenAll(Bind(shop, b, c), Bind(other, d, a)));
            var lengths = new List<int>();
            foreach (var person in new[] { a, b, c, d }) lengths.Add((await Upline(shop, person)).Length);
            lengths.Order().ShouldBe([0, 1, 2, 3]);
        }
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_order_with_an_invite_code_and_a_binding_at_once_make_no_circle()
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        for (var i = 0; i < Rounds; i++)
        {
            var (a, b) = ($"a{i}", $"b{i}");
            var code = (await shop.Post("/v1/invite-codes", new { customerId = a })).Must(201).Text("inviteCode");
            var order = shop.Post("/v1/orders", new
            {
                orderId = $"o{i}",
                customerId = b,
                paidAt = Day(2),
                inviteCode = code,
                lines = new[] { new { lineId = "1", productId = "p1", quantity = 1, unitPrice = Pence(100) } },
            });
            var answers = await Task.WhenAll(order, Bind(shop, a, b));
            answers[0].Must(201);
            if (answers[0].Json.TryGetProperty("boundTo", out _))
            {
                answers[1].Refused(422, "REFERRAL_CYCLE");
                continue;
            }
            answers[1].Must(201);
            answers[0].Warnings().ShouldContain("referralCycle #/inviteCode");
        }
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    private static void OneOfTwo(Answer[] answers)
    {
        answers.Count(answer => answer.Status == 201).ShouldBe(1);
        answers.Single(answer => answer.Status != 201).Refused(422, "REFERRAL_CYCLE");
    }

    private static Task<Answer> Bind(TestShop shop, string customerId, string referrerId) =>
        shop.Post("/v1/referrals", new { customerId, referrerId });

    private static Task<Answer> ByCode(TestShop shop, string customerId, string inviteCode) =>
        shop.Post("/v1/referrals", new { customerId, inviteCode });

    private static async Task<string[]> Upline(TestShop shop, string customerId) =>
        [.. (await shop.Get($"/v1/customers/{customerId}/upline")).Must(200).List("data")
            .Select(one => one.GetProperty("customerId").GetString()!)];
}
