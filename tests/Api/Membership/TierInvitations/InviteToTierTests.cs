using Shouldly;
using SocialCommerce.Kernel.Operators;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Membership.TierInvitations;

/// <summary>A person of the shop gives a customer a tier, and takes it back.</summary>
public sealed class InviteToTierTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task An_invitation_gives_its_tier_from_its_beginning_to_its_end_to_who_has_never_bought()
    {
        var (shop, person) = await Shop();
        (await person.Invite("i1", new { tierId = "gold", reason = "r", startsAt = Day(5), endsAt = Day(9) }))
            .Must(201);
        (await shop.MemberTier()).ShouldBeNull("it begins later");
        await shop.SetClock(Day(5));
        (await shop.MemberTier()).ShouldBe($"gold {Day(9):O}");
        var member = (await shop.Get("/v1/members/C")).Must(200);
        member.Json.GetProperty("growth").GetInt64().ShouldBe(0);
        member.Json.GetProperty("heldTiers").GetArrayLength().ShouldBe(1);
        await shop.SetClock(Day(9));
        (await shop.MemberTier()).ShouldBeNull();
        (await History(shop)).ShouldBe(["gold invitation", " periodEnd"]);
        await shop.Sound();
    }

    [Fact]
    public async Task The_highest_tier_is_in_force_and_an_invitation_changes_no_period()
    {
        var (shop, person) = await Shop();
        await shop.Buy("o1", Day(1), 10_000);
        (await person.Invite("i1", new { tierId = "gold", reason = "r" })).Must(201);
        (await shop.MemberTier()).ShouldBe("gold ", "no end");
        var bought = (await shop.Order("o2", "C", Day(2), 100)).Must(201);
        bought.Text("memberTier").ShouldBe("gold");
        await shop.SetClock(Day(4));
        (await person.Post("/v1/tier-invitations/i1/revoke", new { reason = "over" })).Must(200);
        (await shop.MemberTier()).ShouldBe($"steady {Day(101):O}", "the period of growth went on");
        (await History(shop)).ShouldBe(["steady growth", "gold invitation", "steady invitation"]);
        (await shop.Order("o3", "C", Day(2, 9), 100)).Must(201).Text("memberTier").ShouldBe("steady");
        await shop.Sound();
    }

    [Fact]
    public async Task A_first_order_after_an_invitation_gives_what_it_gives_to_a_new_customer()
    {
        var (shop, person) = await Shop();
        (await person.Invite("i1", new { tierId = "gold", reason = "r", startsAt = Day(1), endsAt = Day(2) }))
            .Must(201);
        (await shop.Put("/v1/member-tiers/zero", new
        {
            name = "z",
            rank = 1,
            growthFrom = 0,
            validityDays = 3,
            privileges = MemberSteps.No
        })).Must(200);
        await shop.SetClock(Day(20));
        await shop.Buy("o1", Day(20), 100);
        (await shop.MemberTier()).ShouldBe($"zero {Day(23):O}");
        await shop.Buy("o0", Day(19), 100);
        (await History(shop)).ShouldContain("zero growth");
        await shop.Sound();
    }

    [Fact]
    public async Task What_cannot_be_is_refused()
    {
        var (shop, person) = await Shop();
        (await shop.Alone().Invite("i", new { tierId = "gold", reason = "r" })).Refused(403, "PERSON_REQUIRED");
        var finance = await api.Operator(shop, "fin", Roles.Finance);
        (await finance.Invite("i", new { tierId = "gold", reason = "r" })).Refused(403, "ROLE_MISSING");
        (await person.Invite("i", new { tierId = "silver", reason = "r" }))
            .Refused(422, "MEMBER_TIER_UNKNOWN").Pointer.ShouldBe("#/tierId");
        (await person.Invite("i", new { tierId = "gold", reason = "r" }, "nobody")).Refused(404, "CUSTOMER_NOT_FOUND");
        (await person.Invite("i", new { tierId = "gold", reason = "r", endsAt = Day(3) }))
            .Refused(409, "TIER_INVITATION_OVER");
        (await person.Invite("i", new { tierId = "gold", reason = "r", startsAt = Day(3), endsAt = Day(3) }))
            .Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/endsAt");
        var guest = (await shop.Post("/v1/orders", new
        {
            orderId = "g",
            paidAt = Day(1),
            lines = new[] { new { lineId = "1", productId = "p", quantity = 1, unitPrice = Pence(100) } },
        })).Must(201).Text("guestId");
        (await person.Invite("i", new { tierId = "gold", reason = "r" }, guest)).Status.ShouldBe(422);
        (await person.Post("/v1/tier-invitations/i/revoke", new { reason = "r" }))
            .Refused(404, "TIER_INVITATION_NOT_FOUND");
        (await api.Count($"select count(*) from member_invitations where shop_id = {shop.ShopKey}")).ShouldBe(0);
        (await shop.Get("/v1/members/nobody/tier-invitations")).Refused(404, "CUSTOMER_NOT_FOUND");
    }

    [Fact]
    public async Task A_repetition_changes_nothing_and_other_content_is_refused()
    {
        var (shop, person) = await Shop();
        var first = (await person.Invite("i1", new { tierId = "gold", reason = "r", endsAt = Day(9) })).Must(201);
        await shop.SetClock(Day(4));
        (await person.Invite("i1", new { tierId = "gold", reason = "r", endsAt = Day(9) })).Must(200).Body
            .ShouldBe(first.Body);
        (await person.Invite("i1", new { tierId = "gold", reason = "s", endsAt = Day(9) }))
            .Refused(409, "TIER_INVITATION_CONFLICT").Pointer.ShouldBe("#/reason");
        (await person.Invite("i1", new { tierId = "gold", reason = "r", endsAt = Day(9) }, "D"))
            .Refused(409, "TIER_INVITATION_CONFLICT");
        var revoked = (await person.Post("/v1/tier-invitations/i1/revoke", new { reason = "a" })).Must(200);
        await shop.SetClock(Day(5));
        (await person.Post("/v1/tier-invitations/i1/revoke", new { reason = "b" })).Must(200).Body
            .ShouldBe(revoked.Body);
        (await shop.MemberTier()).ShouldBeNull();
        (await person.Invite("i2", new { tierId = "gold", reason = "r", endsAt = Day(6) })).Must(201);
        await shop.SetClock(Day(6));
        (await person.Post("/v1/tier-invitations/i2/revoke", new { reason = "b" }))
            .Refused(409, "TIER_INVITATION_OVER");
        var page = (await shop.Get("/v1/members/C/tier-invitations?limit=1")).Must(200);
        page.List("data")[0].GetProperty("invitationId").GetString().ShouldBe("i2");
        var rest = await shop.Get($"/v1/members/C/tier-invitations?limit=1&cursor={page.Text("nextCursor")}");
        rest.List("data")[0].GetProperty("revocation").GetProperty("reason").GetString().ShouldBe("a");
        (await shop.Get("/v1/members/C/tier-invitations?limit=0")).Refused(422, "LIMIT_OUT_OF_RANGE");
        (await shop.Get("/v1/members/C/tier-invitations?cursor=x")).Refused(400, "CURSOR_UNREADABLE");
        await shop.Sound();
    }

    [Fact]
    public async Task Invitations_revocations_and_orders_at_once_leave_one_of_each_and_a_sound_member()
    {
        var (shop, person) = await Shop();
        var made = await Task.WhenAll(Enumerable.Range(0, 8).SelectMany(i => new[]
        {
            person.Invite("same", new { tierId = "gold", reason = "r" }),
            person.Invite($"own{i}", new { tierId = "gold", reason = "r" }, i % 2 == 0 ? "C" : "D"),
            shop.Order($"o{i}", "C", Day(1).AddMinutes(i), 1_000),
        }));
        made.Count(answer => answer.Status == 201).ShouldBe(17);
        made.Count(answer => answer.Status == 200).ShouldBe(7);
        var revoked = await Task.WhenAll(Enumerable.Range(0, 8).Select(i =>
            person.Post("/v1/tier-invitations/same/revoke", new { reason = $"r{i}" })));
        revoked.Select(answer => answer.Must(200).Body).Distinct().Count().ShouldBe(1);
        (await api.Count($"""
            select count(*) from audit_log where shop_id = {shop.ShopKey} and kind = 'tierInvitation'
            """)).ShouldBe(10);
        await shop.Sound();
    }

    [Fact]
    public async Task A_claim_leaves_the_customers_invitation_and_a_changed_row_is_found()
    {
        var (shop, person) = await Shop();
        (await person.Invite("i1", new { tierId = "gold", reason = "r", endsAt = Day(50) })).Must(201);
        var guest = (await shop.Post("/v1/orders", new
        {
            orderId = "g",
            paidAt = Day(1),
            lines = new[] { new { lineId = "1", productId = "p", quantity = 1, unitPrice = Pence(10_000) } },
        })).Must(201).Text("guestId");
        (await shop.Post($"/v1/guests/{guest}/claim", new { customerId = "C" })).Must(201);
        (await shop.MemberTier()).ShouldBe($"gold {Day(50):O}");
        await shop.Sound();
        await api.Corrupt($"update members set invited = '[]' where shop_id = {shop.ShopKey} and invited <> '[]'");
        (await shop.FailedChecks()).ShouldBe(["tierInvitations"]);
    }

    /// <summary>Customers C and D, gold that only invitations give, and steady from 100 of growth.</summary>
    private async Task<(TestShop Shop, TestShop Person)> Shop()
    {
        var shop = await api.NewShop("manual", now: Day(1, 7));
        await shop.Customers("C", "D");
        (await shop.Put("/v1/member-tiers/gold", new { name = "g", rank = 3, privileges = MemberSteps.No })).Must(200);
        (await shop.Put("/v1/member-tiers/steady", new
        {
            name = "s",
            rank = 2,
            growthFrom = 100,
            validityDays = 100,
            privileges = MemberSteps.No
        })).Must(200);
        await shop.SetClock(Day(3));
        return (shop, await api.Operator(shop, "li", Roles.Operator));
    }

    private static async Task<string[]> History(TestShop shop) =>
    [
        .. (await shop.Get("/v1/members/C/tier-history")).Must(200).List("data").Select(one =>
            (one.TryGetProperty("tierId", out var tier) ? tier.GetString() : "") + " "
                + one.GetProperty("cause").GetString()),
    ];
}
