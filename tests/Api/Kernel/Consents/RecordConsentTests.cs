using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Kernel.Consents;

/// <summary>Of each purpose the latest answer by its own time holds.</summary>
public sealed class RecordConsentTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task The_latest_answer_by_its_own_time_holds_in_whatever_order_they_arrive()
    {
        var shop = await api.NewShop();
        var granted = (await Answer(shop, "C", "a1", "marketing", true, 5)).Must(201);
        (await Answer(shop, "C", "a2", "marketing", false, 9)).Must(201);
        (await Answer(shop, "C", "a3", "marketing", true, 7)).Must(201);
        (await Answer(shop, "C", "a4", "profiling", true, 7)).Must(201);
        (await Held(shop, "C")).ShouldBe([("marketing", false), ("profiling", true)]);
        (await Answer(shop, "C", "a1", "marketing", true, 5)).Must(200).Body.ShouldBe(granted.Body);
        (await Answer(shop, "C", "a5", "marketing", true, 9)).Must(201);
        (await Held(shop, "C")).ShouldBe([("marketing", true), ("profiling", true)], "of one instant the later one");
        (await shop.Get("/v1/customers/C/consents/history?purpose=marketing")).Must(200).List("data")
            .Select(one => one.GetProperty("consentId").GetString()).ShouldBe(["a1", "a2", "a3", "a5"]);
        var first = (await shop.Get("/v1/customers/C/consents/history?limit=4")).Must(200);
        (await shop.Get($"/v1/customers/C/consents/history?limit=4&cursor={first.Text("nextCursor")}")).Must(200)
            .List("data").Length.ShouldBe(1);
        (await shop.Get("/v1/customers/D/consents")).Refused(404, "CUSTOMER_NOT_FOUND");
        (await shop.Get("/v1/customers/D/consents/history")).Refused(404, "CUSTOMER_NOT_FOUND");
    }

    [Fact]
    public async Task Another_answer_under_a_known_id_is_refused()
    {
        var shop = await api.NewShop();
        (await Answer(shop, "C", "a1", "marketing", true, 5)).Must(201);
        (await Answer(shop, "C", "a1", "marketing", false, 5)).Refused(409, "CONSENT_CONFLICT")
            .Pointer.ShouldBe("#/consentId");
        (await Answer(shop, "D", "a1", "marketing", true, 5)).Refused(409, "CONSENT_CONFLICT");
        (await Answer(shop, "C", "a2", "", true, 5)).Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/purpose");
        (await Post(shop, "C", new { consentId = "a2", purpose = "p", granted = true, at = Day(5), source = " " }))
            .Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/source");
        (await Post(shop, "C", new { consentId = "a2", purpose = "p", granted = true, at = Day(5), textVersion = "" }))
            .Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/textVersion");
        var manual = await api.NewShop("manual", now: Day(5));
        (await Answer(manual, "C", "a1", "marketing", true, 9)).Refused(422, "TIME_IN_FUTURE").Pointer.ShouldBe("#/at");
    }

    [Fact]
    public async Task Answers_at_once_are_recorded_once_each()
    {
        var shop = await api.NewShop();
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i =>
            Answer(shop, "C", $"a{i % 5}", "marketing", i % 5 % 2 == 0, 1 + (i % 5))));
        answers.Count(answer => answer.Status == 201).ShouldBe(5);
        answers.ShouldAllBe(answer => answer.Status == 200 || answer.Status == 201);
        (await Held(shop, "C")).ShouldBe([("marketing", true)]);
    }

    [Fact]
    public async Task What_a_guest_agreed_to_is_the_customers_who_claims_the_guest()
    {
        var shop = await api.NewShop();
        var lines = new[] { new { lineId = "1", productId = "p", quantity = 1, unitPrice = Pence(100) } };
        var guest = (await shop.Post("/v1/orders", new { orderId = "o", paidAt = Day(1), lines })).Must(201)
            .Text("guestId");
        (await Answer(shop, guest, "a1", "marketing", true, 2)).Must(201);
        (await shop.Post($"/v1/guests/{guest}/claim", new { customerId = "C" })).Must(201);
        (await Held(shop, "C")).ShouldBe([("marketing", true)]);
        (await Answer(shop, "C", "a2", "marketing", false, 3)).Must(201);
        (await Held(shop, guest)).ShouldBe([("marketing", false)]);
    }

    private static Task<Answer> Answer(
        TestShop shop, string customerId, string consentId, string purpose, bool granted, int day) =>
        Post(shop, customerId, new { consentId, purpose, granted, at = Day(day), textVersion = "1", source = "app" });

    private static Task<Answer> Post(TestShop shop, string customerId, object body) =>
        shop.Post($"/v1/customers/{customerId}/consents", body);

    private static async Task<(string, bool)[]> Held(TestShop shop, string customerId) =>
    [
        .. (await shop.Get($"/v1/customers/{customerId}/consents")).Must(200).List("consents")
            .Select(one => (one.GetProperty("purpose").GetString()!, one.GetProperty("granted").GetBoolean())),
    ];
}
