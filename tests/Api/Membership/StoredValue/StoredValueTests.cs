using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Membership.StoredValue;

/// <summary>Stored value from the top-up to the order and back to its origin.</summary>
public sealed class StoredValueTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task A_top_up_keeps_principal_and_bonus_apart_and_is_made_once()
    {
        var shop = await Shop();
        await shop.ValueSettings(("bonusDays", 10));
        var made = (await shop.TopUp("C", "t1", Day(1), 50_000, "offer")).Must(201);
        (made.Minor("bonus"), made.Time("bonusUntil")).ShouldBe((5_000, Day(11)));
        (await shop.TopUp("C", "t1", Day(1), 50_000, "offer")).Must(200).Body.ShouldBe(made.Body);
        (await shop.TopUp("C", "t1", Day(1), 40_000)).Refused(409, "TOP_UP_CONFLICT");
        (await shop.TopUp("D", "t1", Day(1), 50_000, "offer")).Refused(409, "TOP_UP_CONFLICT").Pointer.ShouldBe("#");
        (await shop.TopUp("C", "t2", Day(1), 40_000, "offer")).Refused(422, "TOP_UP_OFFER_UNKNOWN")
            .Pointer.ShouldBe("#/offerId");
        (await shop.TopUp("C", "t2", Day(1), 450_001)).Refused(409, "STORED_VALUE_LIMIT")
            .Pointer.ShouldBe("#/principal");
        (await shop.TopUp("X", "t2", Day(1), 1)).Refused(404, "CUSTOMER_NOT_FOUND");
        (await shop.TopUp("C", "t2", Day(2), 1)).Refused(422, "TIME_IN_FUTURE").Pointer.ShouldBe("#/paidAt");
        (await shop.TopUp("C", "t2", Day(1), 0)).Refused(422, "VALIDATION_FAILED")
            .Pointer.ShouldBe("#/principal/amount");
        (await shop.Value("C")).ShouldBe((50_000, 5_000, 55_000));
        await shop.SetClock(Day(11));
        (await shop.Value("C")).ShouldBe((50_000, 0, 50_000));
        (await shop.FailedChecks()).ShouldBeEmpty();
        (await shop.TopUp("C", "t2", Day(11), 1)).Must(201);
        (await api.Count($"select count(*) from movements where shop_id = {shop.ShopKey} and event = 'bonusExpired'"))
            .ShouldBe(1);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_reservation_is_committed_or_released_once_and_ends_by_the_clock()
    {
        var shop = await Shop();
        await shop.ValueSettings(("lowBalanceMinor", 20_000));
        (await shop.TopUp("C", "t1", Day(1), 50_000, "offer")).Must(201);
        var reserved = (await shop.Reserve("C", "r1", 40_000)).Must(201);
        (await shop.Reserve("C", "r1", 40_000)).Must(200).Body.ShouldBe(reserved.Body);
        (await shop.Reserve("C", "r1", 30_000)).Refused(409, "RESERVATION_CONFLICT")
            .Pointer.ShouldBe("#/amount/amount");
        (await shop.Reserve("C", "r2", 15_001)).Refused(409, "STORED_VALUE_INSUFFICIENT").Pointer.ShouldBe("#/amount");
        (await shop.Reserve("X", "r2", 1)).Refused(422, "CUSTOMER_UNKNOWN").Pointer.ShouldBe("#/customerId");
        (await shop.Reserve("C", "r2", 0)).Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/amount/amount");

        var spent = (await shop.EndReservation("r1", "commit")).Must(200);
        (spent.Text("status"), spent.Minor("bonus"), spent.Minor("principal")).ShouldBe(("committed", 5_000, 35_000));
        (await shop.EndReservation("r1", "commit")).Must(200).Body.ShouldBe(spent.Body);
        (await shop.EndReservation("r1", "release")).Refused(409, "RESERVATION_CONFLICT");
        (await shop.EndReservation("r9", "commit")).Refused(404, "RESERVATION_NOT_FOUND");
        (await shop.EndReservation("r9", "release")).Refused(404, "RESERVATION_NOT_FOUND");
        (await api.Events(shop, "storedValue.low")).ShouldBe(1);

        (await shop.Reserve("C", "r3", 15_000)).Must(201);
        (await shop.EndReservation("r3", "release")).Must(200).Text("status").ShouldBe("released");
        (await shop.EndReservation("r3", "release")).Must(200);
        (await shop.EndReservation("r3", "commit")).Refused(409, "RESERVATION_CONFLICT");
        (await shop.Reserve("C", "r4", 15_000)).Must(201);
        (await shop.Value("C")).Available.ShouldBe(0);
        await shop.SetClock(Day(1).AddMinutes(30));
        (await shop.Value("C")).Available.ShouldBe(15_000);
        (await shop.Reserve("C", "r5", 10_000)).Must(201);
        (await shop.EndReservation("r4", "commit")).Refused(409, "STORED_VALUE_INSUFFICIENT");
        (await shop.EndReservation("r5", "release")).Must(200);
        var commit = "/v1/stored-value-reservations/r4/commit";
        (await shop.Post(commit, new { committedAt = Day(1).AddYears(300) })).Refused(422, "TIME_IN_FUTURE")
            .Pointer.ShouldBe("#/committedAt");
        (await shop.Post(commit, new { committedAt = Day(1).AddMinutes(10) })).Must(200).Text("status")
            .ShouldBe("committed");
        (await shop.Value("C")).ShouldBe((0, 0, 0));
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_refund_names_the_top_ups_that_it_came_from_and_withdraws_their_bonus()
    {
        var shop = await Shop();
        await shop.ValueSettings();
        (await shop.TopUp("C", "t1", Day(1), 50_000, "offer")).Must(201);
        (await shop.TopUp("C", "t2", Day(1), 30_000)).Must(201);
        (await shop.Reserve("C", "r1", 10_000)).Must(201);
        (await shop.RefundValue("C", "s1", 70_001)).Refused(409, "STORED_VALUE_INSUFFICIENT")
            .Pointer.ShouldBe("#/amount");
        var refund = (await shop.RefundValue("C", "s1", 55_000)).Must(201);
        refund.List("origins").Select(one => (one.GetProperty("topUpId").GetString(),
            one.GetProperty("principal").GetProperty("amount").GetInt64(),
            one.GetProperty("bonusWithdrawn").GetProperty("amount").GetInt64())).ShouldBe(
            [("t2", 30_000, 0), ("t1", 25_000, 2_500)]);
        (await shop.RefundValue("C", "s1", 55_000)).Must(200).Body.ShouldBe(refund.Body);
        (await shop.RefundValue("C", "s1", 1)).Refused(409, "STORED_VALUE_REFUND_CONFLICT");
        (await shop.RefundValue("X", "s2")).Refused(404, "CUSTOMER_NOT_FOUND");
        (await shop.RefundValue("C", "", 1)).Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/refundId");
        (await shop.Value("C")).ShouldBe((25_000, 2_500, 17_500));
        (await shop.RefundValue("C", "s2")).Must(201).Minor("principal").ShouldBe(15_000);
        (await shop.FailedChecks()).ShouldBeEmpty();
        (await shop.Get("/v1/stored-value/liability")).Must(200).ShouldSatisfyAllConditions(
            report => report.Minor("principal").ShouldBe(10_000),
            report => report.Minor("bonus").ShouldBe(1_000),
            report => report.Minor("reserved").ShouldBe(10_000),
            report => report.Minor("custody").ShouldBe(2_000),
            report => report.Number("customers").ShouldBe(1));
    }

    [Fact]
    public async Task Writers_at_once_never_overdraw_and_the_books_agree()
    {
        var shop = await Shop();
        await shop.ValueSettings();
        (await shop.TopUp("C", "t1", Day(1), 50_000, "offer")).Must(201);
        var other = shop.Through(await api.Instance());
        var reserved = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(i => (i % 2 == 0 ? shop : other).Reserve("C", $"r{i}", 10_000)));
        reserved.Count(answer => answer.Status == 201).ShouldBe(5);
        reserved.Where(answer => answer.Status != 201)
            .ShouldAllBe(answer => answer.Code == "STORED_VALUE_INSUFFICIENT");

        var ends = await Task.WhenAll(Enumerable.Range(0, 20).Where(i => reserved[i].Status == 201).SelectMany(i =>
            new[] { shop.EndReservation($"r{i}", "commit"), other.EndReservation($"r{i}", "commit") }));
        ends.ShouldAllBe(answer => answer.Status == 200);
        (await shop.Value("C")).ShouldBe((5_000, 0, 5_000));

        var same = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => shop.TopUp("C", "t2", Day(1), 20_000)));
        same.Count(answer => answer.Status == 201).ShouldBe(1);
        same.Select(answer => answer.Body).Distinct().ShouldHaveSingleItem();
        var refunds = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => shop.RefundValue("C", $"s{i}", 10_000)));
        refunds.Count(answer => answer.Status == 201).ShouldBe(2);
        (await shop.Value("C")).ShouldBe((5_000, 0, 5_000));
        (await shop.FailedChecks()).ShouldBeEmpty();
        await api.Corrupt($"""
            update stored_value_top_ups set principal_left = 1 where shop_id = {shop.ShopKey} and top_up_id = 't1'
            """);
        (await shop.FailedChecks()).ShouldBe(["storedValue"]);
    }

    [Theory]
    [InlineData("spendOrder", "\"any\"", "#/spendOrder")]
    [InlineData("refundOrder", "\"any\"", "#/refundOrder")]
    [InlineData("maxPrincipalMinor", "0", "#/maxPrincipalMinor")]
    [InlineData("custodyBps", "10001", "#/custodyBps")]
    [InlineData("offers", """[{"offerId":"o","principalMinor":0,"bonusMinor":1}]""", "#/offers/0/principalMinor")]
    [InlineData("offers",
        """[{"offerId":"o","principalMinor":1,"bonusMinor":1},{"offerId":"o","principalMinor":1,"bonusMinor":1}]""",
        "#/offers")]
    public async Task Settings_that_cannot_hold_are_refused_by_their_place(
        string property, string value, string pointer)
    {
        var shop = await Shop();
        var settings = new Dictionary<string, object>
        {
            ["maxPrincipalMinor"] = 1,
            [property] = System.Text.Json.JsonDocument.Parse(value).RootElement,
        };
        (await shop.Put("/v1/stored-value-settings", settings)).Refused(422, "VALIDATION_FAILED")
            .Pointer.ShouldBe(pointer);
    }

    private async Task<TestShop> Shop()
    {
        var shop = await api.NewShop("manual", now: Day(1));
        await shop.Customers("C", "D");
        return shop;
    }
}
