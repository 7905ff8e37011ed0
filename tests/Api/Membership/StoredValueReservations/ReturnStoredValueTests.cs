using Shouldly;
using SocialCommerce.ApiTests.Ladder.Reports;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Membership.StoredValueReservations;

/// <summary>Value that an order was paid with comes back, and the entries tell how it came and went.</summary>
public sealed class ReturnStoredValueTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task Value_comes_back_to_the_top_ups_that_it_came_from_and_never_more_than_was_spent()
    {
        var shop = await Spent();
        (await shop.Value("C")).ShouldBe((20_000, 0, 20_000));
        var part = (await Return(shop, "b1", 10_000)).Must(201);
        (part.Minor("principal"), part.Minor("bonus")).ShouldBe((8_571, 1_429));
        (await Return(shop, "b1", 10_000)).Must(200).Body.ShouldBe(part.Body);
        (await Return(shop, "b1", 9_999)).Refused(409, "STORED_VALUE_RETURN_CONFLICT").Pointer
            .ShouldBe("#/amount/amount");
        (await Return(shop, "b2", 25_001)).Refused(409, "STORED_VALUE_RETURN_EXCEEDED").Pointer.ShouldBe("#/amount");
        (await Return(shop, "b2", 0)).Must(422).Pointer.ShouldBe("#/amount/amount");
        var rest = (await Return(shop, "b2")).Must(201);
        (rest.Minor("principal"), rest.Minor("bonus")).ShouldBe((30_000 - 8_571, 5_000 - 1_429));
        (await Return(shop, "b3")).Refused(409, "STORED_VALUE_RETURN_EXCEEDED");
        (await shop.Value("C")).ShouldBe((50_000, 5_000, 55_000));
        (await api.Events(shop, "storedValue.returned")).ShouldBe(2);
        (await shop.RefundValue("C", "f1")).Must(201).Minor("principal").ShouldBe(50_000);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_reservation_that_has_spent_nothing_gives_nothing_back()
    {
        var shop = await Spent();
        (await shop.Reserve("C", "r2", 100)).Must(201);
        (await Return(shop, "b1", 100, "r2")).Refused(409, "RESERVATION_CONFLICT");
        (await Return(shop, "b1", 100, "r9")).Refused(404, "RESERVATION_NOT_FOUND");
    }

    [Fact]
    public async Task Bonus_that_has_expired_meanwhile_expires_at_once()
    {
        var shop = await Spent(("bonusDays", 10));
        await shop.SetClock(Day(11));
        (await Return(shop, "b1")).Must(201).Minor("bonus").ShouldBe(5_000);
        (await shop.Value("C")).ShouldBe((50_000, 0, 50_000));
        (await shop.FailedChecks()).ShouldBeEmpty();
        (await shop.TopUp("C", "t2", Day(11), 1)).Must(201);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_returns_at_once_no_more_comes_back_than_was_spent()
    {
        var shop = await Spent();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Return(shop, $"b{i}", 10_000)));
        answers.Count(answer => answer.Status == 201).ShouldBe(3);
        answers.Where(answer => answer.Status != 201).ShouldAllBe(answer => answer.Status == 409);
        (await shop.Value("C")).Available.ShouldBe(50_000);
        (await shop.FailedChecks()).ShouldBeEmpty();
        await api.Corrupt($"delete from stored_value_parts where shop_id = {shop.ShopKey} and principal < -8000");
        (await shop.FailedChecks()).ShouldBe(["storedValueSpent"]);
    }

    [Fact]
    public async Task The_entries_add_up_to_the_balance()
    {
        var shop = await Spent();
        (await Return(shop, "b1", 10_000)).Must(201);
        (await shop.RefundValue("C", "f1", 1_000)).Must(201);
        var entries = (await shop.Get("/v1/customers/C/stored-value/entries")).Must(200).List("data");
        entries.Select(one => $"{one.Text("event")} {one.Text("kind")}").ShouldBe(
            ["bonusWithdrawn bonus", "valueRefunded principal", "valueReturned bonus", "valueReturned principal",
            "valueSpent bonus", "valueSpent principal", "bonusGranted bonus", "toppedUp principal"]);
        (entries[2].Text("returnId"), entries[2].Text("reservationId"), entries[2].Text("orderId"))
            .ShouldBe(("b1", "r1", "order-r1"));
        (entries[4].Text("reservationId"), entries[6].Text("topUpId"), entries[0].Text("refundId"))
            .ShouldBe(("r1", "t1", "f1"));
        var (principal, bonus, _) = await shop.Value("C");
        Sum(entries, "principal").ShouldBe(principal);
        Sum(entries, "bonus").ShouldBe(bonus);
        var page = (await shop.Get("/v1/customers/C/stored-value/entries?limit=3")).Must(200);
        page.List("data").Length.ShouldBe(3);
        (await shop.Get($"/v1/customers/C/stored-value/entries?cursor={page.Text("nextCursor")}")).Must(200)
            .List("data").Length.ShouldBe(5);
        (await shop.Get("/v1/customers/X/stored-value/entries")).Refused(404, "CUSTOMER_NOT_FOUND");
    }

    [Fact]
    public async Task A_guests_value_becomes_the_customers_also_what_is_reported_for_the_guest_later()
    {
        var shop = await api.NewShop("manual", now: Day(1));
        await shop.ValueSettings();
        await shop.Customers("C");
        var guest = (await shop.Post("/v1/orders", new
        {
            orderId = "o1",
            paidAt = Day(1),
            lines = new[] { new { lineId = "1", productId = "x", quantity = 1, unitPrice = Pence(100) } },
        })).Must(201).Text("guestId")!;
        (await shop.TopUp(guest, "t1", Day(1), 50_000, "offer")).Must(201);
        (await shop.Reserve(guest, "r1", 40_000)).Must(201);
        (await shop.Post($"/v1/guests/{guest}/claim", new { customerId = "C" })).Must(201);
        (await shop.Value("C")).ShouldBe((50_000, 5_000, 15_000));
        (await shop.TopUp(guest, "t1", Day(1), 50_000, "offer")).Must(200);
        (await shop.Reserve(guest, "r1", 40_000)).Must(200).Text("customerId").ShouldBe("C");
        (await shop.EndReservation("r1", "commit")).Must(200).Text("customerId").ShouldBe("C");
        (await shop.TopUp(guest, "t2", Day(1), 10_000)).Must(201);
        (await shop.Value("C")).ShouldBe((25_000, 0, 25_000));
        (await Return(shop, "b1", reservation: "r1")).Must(201);
        (await shop.Value("C")).ShouldBe((60_000, 5_000, 65_000));
        (await shop.Value(guest)).ShouldBe((0, 0, 0));
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_claim_and_a_commit_at_once_lose_nothing()
    {
        for (var round = 0; round < 5; round++)
        {
            var shop = await api.NewShop("manual", now: Day(1));
            await shop.ValueSettings();
            await shop.Customers("C");
            var guest = (await shop.Post("/v1/orders", new
            {
                orderId = "o1",
                paidAt = Day(1),
                lines = new[] { new { lineId = "1", productId = "x", quantity = 1, unitPrice = Pence(100) } },
            })).Must(201).Text("guestId")!;
            (await shop.TopUp(guest, "t1", Day(1), 50_000)).Must(201);
            (await shop.Reserve(guest, "r1", 40_000)).Must(201);
            var claim = shop.Post($"/v1/guests/{guest}/claim", new { customerId = "C" });
            var (commit, topUp) = (shop.EndReservation("r1", "commit"), shop.TopUp(guest, "t2", Day(1), 5_000));
            foreach (var answer in await Task.WhenAll(claim, commit, topUp)) answer.Status.ShouldBeLessThan(300);
            (await shop.Value("C")).ShouldBe((15_000, 0, 15_000));
            (await shop.FailedChecks()).ShouldBeEmpty();
        }
    }

    /// <summary>Of 500.00 with a bonus of 50.00, an order has spent 350.00: the bonus first.</summary>
    private async Task<TestShop> Spent(params (string Name, object Value)[] settings)
    {
        var shop = await api.NewShop("manual", now: Day(1));
        await shop.ValueSettings(settings);
        await shop.Customers("C");
        (await shop.TopUp("C", "t1", Day(1), 50_000, "offer")).Must(201);
        (await shop.Reserve("C", "r1", 35_000)).Must(201);
        (await shop.EndReservation("r1", "commit")).Must(200);
        return shop;
    }

    private static Task<Answer> Return(
        TestShop shop, string returnId, long? amount = null, string reservation = "r1") =>
        shop.Post($"/v1/stored-value-reservations/{reservation}/returns", new
        {
            returnId,
            reason = "why",
            amount = amount is { } minor ? Pence(minor) : null,
        });

    private static long Sum(IEnumerable<System.Text.Json.JsonElement> entries, string kind) => entries
        .Where(one => one.Text("kind") == kind)
        .Sum(one => one.GetProperty("amount").GetProperty("amount").GetInt64());
}
