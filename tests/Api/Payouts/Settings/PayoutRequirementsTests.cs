using Shouldly;
using SocialCommerce.Kernel.Operators;
using SocialCommerce.Payouts.Settings;
using Xunit;
using static SocialCommerce.TestSupport.Payouts.PayoutShop;

namespace SocialCommerce.ApiTests.Payouts.Settings;

/// <summary>
/// What the law wants before anybody is paid: age and occupation, a record of what was accepted, a tax mode.
/// </summary>
public sealed class PayoutRequirementsTests(TestApi api) : IClassFixture<TestApi>
{
    // Born on 7 March 1990, and on 1 February 2010.
    private const string Adult = "110105199003071239";
    private const string Minor = "110105201002011234";

    [Fact]
    public async Task Minors_are_not_verified_and_what_no_number_says_is_declared_by_a_named_person()
    {
        var (shop, ann) = await Shop();
        var minor = await Payee(shop, "minor", Minor);
        (await Verify(ann, minor, new { document = "d", ofAge = true, notBarred = true }))
            .Refused(422, "PAYEE_UNDER_AGE");
        var foreigner = await Payee(shop, "foreigner", "E12345678");
        (await Verify(ann, foreigner, new { document = "d", notBarred = true })).Refused(422, "AGE_NOT_DECLARED");
        (await Verify(ann, foreigner, new { document = "d", ofAge = true })).Refused(422, "OCCUPATION_NOT_DECLARED");
        (await Verify(ann, foreigner, new { document = "d", ofAge = true, notBarred = true })).Must(200);
        var adult = await Payee(shop, "partner", Adult);
        (await Verify(ann, adult, new { document = "d" })).Refused(422, "OCCUPATION_NOT_DECLARED");
        (await Verify(ann, adult, new { document = "d", notBarred = true })).Must(200);
        (await ann.Get("/v1/audit-log?kind=payeeVerification")).Must(200).Body.ShouldContain("notBarred");
        // On the 18th birthday in Shanghai, still the day before in London.
        await shop.SetClock(Day(2, 1).AddYears(2));
        (await Verify(ann, minor, new { document = "d", notBarred = true })).Must(200);
    }

    [Fact]
    public async Task Nobody_is_paid_before_a_tax_mode_is_chosen_and_the_terms_are_accepted_with_an_address()
    {
        var (shop, ann) = await Shop();
        var fay = await api.Operator(shop, "fay", Roles.Finance);
        await Earn(shop);
        var payee = await Payee(shop, "partner", Adult);
        (await Verify(ann, payee, new { document = "d", notBarred = true })).Must(200);
        (await shop.Post($"/v1/payees/{payee}/agreements", new { version = "1" })).Refused(422, "ADDRESS_MISSING")
            .Pointer.ShouldBe("#/ip");
        (await fay.Post("/v1/payout-batches", new { channel = "manual" })).Refused(409, "TAX_MODE_NOT_SET");
        (await fay.Put("/v1/payout-settings", new { accountPauseDays = 0, taxMode = "none" })).Must(200);
        (await Skipped(fay)).ShouldBe("noAgreement");

        (await shop.Post($"/v1/payees/{payee}/agreements", new { version = "2", ip = "nowhere" })).Must(422)
            .Pointer.ShouldBe("#/ip");
        var record = new { version = "2", ip = "203.0.113.7", textHash = new string('a', 64) };
        var accepted = (await shop.Post($"/v1/payees/{payee}/agreements", record)).Must(200);
        accepted.List("agreements")[^1].GetProperty("ip").GetString().ShouldBe("203.0.113.7");
        (await Skipped(fay)).ShouldBe("noAccount", "the terms are no obstacle any more");
    }

    [Theory]
    [InlineData("110105199003071239", "1990-03-07")]
    [InlineData("11010519491231002X", "1949-12-31")]
    [InlineData("110105199003071231", null)]
    [InlineData("110105199013071231", null)]
    [InlineData("E12345678", null)]
    [InlineData("１10105199003071231", null)]
    public void A_birth_date_is_read_from_a_number_whose_check_digit_is_right(string number, string? born) =>
        $"{BirthDates.Of(number):yyyy-MM-dd}".ShouldBe(born ?? "");

    [Fact]
    public void Years_are_completed_on_the_birthday_and_after_a_leap_day_on_the_first_of_March()
    {
        BirthDates.IsOfAge(new DateOnly(2000, 5, 5), 18, new DateOnly(2018, 5, 4)).ShouldBeFalse();
        BirthDates.IsOfAge(new DateOnly(2000, 5, 5), 18, new DateOnly(2018, 5, 5)).ShouldBeTrue();
        BirthDates.IsOfAge(new DateOnly(2000, 2, 29), 18, new DateOnly(2018, 2, 28)).ShouldBeFalse();
        BirthDates.IsOfAge(new DateOnly(2000, 2, 29), 18, new DateOnly(2018, 3, 1)).ShouldBeTrue();
    }

    private static async Task<string> Skipped(TestShop fay)
    {
        var batch = (await fay.Post(
            "/v1/payout-batches", new { channel = "manual", customerIds = new[] { "partner" } })).Must(201);
        return batch.List("skipped").Single().GetProperty("reason").GetString()!;
    }

    private static Task<Answer> Verify(TestShop ann, string payee, object body) =>
        ann.Post($"/v1/payees/{payee}/verifications", body);

    private static async Task<string> Payee(TestShop shop, string customerId, string identityNumber)
    {
        if ((await shop.Get($"/v1/customers/{customerId}")).Status == 404)
            (await shop.Post("/v1/customers", new { customerId })).Must(201);
        return (await shop.Post("/v1/payees", new { customerId, kind = "person", name = "李娜", identityNumber }))
            .Must(201).Text("payeeId");
    }

    private static async Task Earn(TestShop shop)
    {
        (await shop.Post("/v1/customers", new { customerId = "partner" })).Must(201);
        (await shop.Post("/v1/partners/partner/trainings", new { trainingId = "exam" })).Must(201);
        await shop.Bind("friend", "partner");
        var line = new { lineId = "1", productId = "p", quantity = 1, unitPrice = Fen(100_000) };
        (await shop.Post("/v1/orders", new
        {
            orderId = "o1",
            customerId = "friend",
            paidAt = Day(1, 1),
            completedAt = Day(1, 1),
            lines = new[] { line },
        })).Must(201);
        await shop.SetClock(Day(2, 1));
        (await shop.Settle(Day(2, 1))).Must(201);
    }

    private async Task<(TestShop Shop, TestShop Ann)> Shop()
    {
        var shop = await api.NewShop(jurisdiction: "CN", timeZone: "Asia/Shanghai", currency: "CNY");
        var ann = await api.Operator(shop, "ann", Roles.Operator, Roles.Support);
        var exam = new { metric = "training", training = "exam" };
        (await ann.Put("/v1/partner-tiers", new
        {
            tiers = new[] { new { tierId = "T1", name = "One", conditions = exam } },
        })).Must(200);
        await ann.Publish(ShopSteps.Plan(
            ("holdDays", 15), ("payDepth", 1), ("rules", new[] { ShopSteps.Level("level", (1, "T1", 1_000)) })));
        await shop.SetClock(Day(1, 1));
        return (shop, ann);
    }
}
