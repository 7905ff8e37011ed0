using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using SocialCommerce.Payouts.Invoices;
using Xunit;
using static SocialCommerce.TestSupport.Payouts.PayoutShop;

namespace SocialCommerce.ApiTests.Payouts.Invoices;

/// <summary>Businesses are paid against their invoices where the shop says so, and each invoice once.</summary>
public sealed class RecordPayeeInvoiceTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task A_business_without_an_invoice_waits_and_one_with_too_small_an_invoice_too()
    {
        var (shop, payee) = await Business();
        (await Why(shop)).ShouldBe("noInvoice");
        (await Invoice(shop, payee, "1", 9_999)).Must(201);
        (await Why(shop)).ShouldBe("invoiceTooSmall");
        (await Invoice(shop, payee, "2", 1)).Must(201);
        (await Why(shop)).ShouldBeNull("two invoices together cover it");
        var batch = await shop.Pay();
        var transfer = (await shop.Transfers(batch)).Single().No;
        var listed = (await shop.Finance.Get($"/v1/payees/{payee}/invoices?status=used")).Must(200).List("data");
        listed.Select(one => one.GetProperty("transferNos")[0].GetString()).ShouldBe([transfer, transfer]);
        await shop.Earn("acme", 5_000, Day(1, 17, 8));
        await shop.Settle(Day(2, 1));
        (await Why(shop)).ShouldBe("noInvoice", "both are used");
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_invoice_of_the_very_amount_is_taken_before_an_older_one_and_persons_need_none()
    {
        var (shop, payee) = await Business();
        await shop.Earn("lina", 4_000, Day(1, 17, 8));
        await shop.Settle(Day(2, 1));
        await shop.Payee("lina");
        (await Invoice(shop, payee, "old", 50_000)).Must(201);
        (await Invoice(shop, payee, "exact", 10_000, "2026-01-20")).Must(201);
        (await shop.Pay()).Minor("gross").ShouldBe(14_000);
        (await Status(shop, payee, "exact"), await Status(shop, payee, "old")).ShouldBe(("used", "open"));
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_fails_sets_its_invoice_free_for_the_payment_that_follows()
    {
        var (shop, payee) = await Business();
        (await Invoice(shop, payee, "1", 10_000)).Must(201);
        await shop.End(await shop.Pay(), "failed");
        (await Status(shop, payee, "1")).ShouldBe("open");
        await shop.End(await shop.Pay());
        (await Status(shop, payee, "1")).ShouldBe("used");
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_invoice_told_again_is_the_same_and_another_under_its_number_is_refused()
    {
        var (shop, payee) = await Business();
        var made = (await Invoice(shop, payee, "1", 10_000)).Must(201);
        (await Invoice(shop, payee, "1", 10_000)).Must(200).Body.ShouldBe(made.Body);
        (await Invoice(shop, payee, "1", 10_001)).Refused(409, "INVOICE_NO_USED").Pointer.ShouldBe("#/invoiceNo");
        (await Invoice(shop, payee, "2", 0)).Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/amount/amount");
        (await Invoice(shop, payee, "2", 5, "2026-02-30")).Refused(422, "VALIDATION_FAILED").Pointer
            .ShouldBe("#/issuedOn");
        (await Invoice(shop, payee, "2", 5, "2027-01-01")).Refused(422, "DATE_IN_FUTURE");
        await shop.Earn("lina", 4_000, Day(1, 17, 8));
        var person = await shop.Payee("lina");
        (await Invoice(shop, person, "1", 5)).Refused(409, "PAYEE_NOT_BUSINESS");
        (await Invoice(shop, "pye_7zzzzzzzzzzzz", "1", 5)).Status.ShouldBe(404);
        var raced = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Invoice(shop, payee, "raced", 7)));
        raced.Count(answer => answer.Status == 201).ShouldBe(1);
        raced.ShouldAllBe(answer => answer.Status == 201 || answer.Status == 200);
    }

    [Fact]
    public async Task An_invoice_is_voided_before_it_is_used_and_not_after()
    {
        var (shop, payee) = await Business();
        var wrong = (await Invoice(shop, payee, "1", 1_000)).Must(201).Text("invoiceId");
        var path = $"/v1/payees/{payee}/invoices/{wrong}/void";
        (await shop.Finance.Post(path, new { reason = " " })).Refused(422, "VALIDATION_FAILED");
        (await shop.Backend.Post(path, new { reason = "typing error" })).Refused(403, "PERSON_REQUIRED");
        (await shop.Finance.Post(path, new { reason = "typing error" })).Must(200).Text("status").ShouldBe("voided");
        (await shop.Finance.Post(path, new { reason = "again" })).Must(200).Text("voidReason")
            .ShouldBe("typing error");
        var right = (await Invoice(shop, payee, "1", 10_000)).Must(201);
        await shop.Pay();
        (await shop.Finance.Post($"/v1/payees/{payee}/invoices/{right.Text("invoiceId")}/void", new { reason = "r" }))
            .Refused(409, "INVOICE_USED");
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_invoice_that_is_voided_and_used_at_once_is_one_of_the_two()
    {
        var (shop, payee) = await Business();
        var id = (await Invoice(shop, payee, "1", 10_000)).Must(201).Text("invoiceId");
        var batch = (await shop.Batch()).Must(201);
        var answers = await Task.WhenAll(
            shop.Approve(batch),
            shop.Finance.Post($"/v1/payees/{payee}/invoices/{id}/void", new { reason = "withdrawn" }));
        answers.Count(answer => answer.Status == 200).ShouldBe(1);
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public void Invoices_are_taken_once_and_cover_what_they_are_taken_for() => Prop.ForAll(
        (from amounts in Gen.Choose(1, 50).ListOf()
         from payouts in Gen.Choose(1, 80).NonEmptyListOf()
         select (amounts, payouts)).ToArbitrary(), found =>
        {
            var cover = new InvoiceCover(found.amounts.Select((amount, i) => new OpenInvoice(1, i, amount)));
            var open = found.amounts.Select((amount, i) => (Key: (long)i, Amount: (long)amount)).ToDictionary();
            foreach (var gross in found.payouts)
            {
                var (obstacle, uses) = cover.Take(1, gross);
                (obstacle is null).ShouldBe(open.Values.Sum() >= gross);
                if (obstacle is not null) obstacle.ShouldBe(open.Count == 0 ? "noInvoice" : "invoiceTooSmall");
                uses.Sum(use => use.Amount).ShouldBe(obstacle is null ? gross : 0);
                uses.ShouldAllBe(use => use.Amount > 0 && use.Amount <= open[use.InvoiceKey]);
                foreach (var use in uses) open.Remove(use.InvoiceKey).ShouldBeTrue();
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(10_000));

    private async Task<(PayoutShop Shop, string PayeeId)> Business()
    {
        var shop = await In(api, settings: new { accountPauseDays = 3, taxMode = "none", invoiceRequired = true });
        await shop.EarnAndSettle("acme", 10_000);
        var payee = (await shop.Backend.Post("/v1/payees", new
        {
            customerId = "acme",
            kind = "business",
            name = "Acme Trading Ltd",
            identityNumber = "91310000MA1FL0000X",
        })).Must(201).Text("payeeId");
        (await shop.Approver.Post($"/v1/payees/{payee}/verifications", new { document = "licence" })).Must(200);
        (await shop.Backend.Post($"/v1/payees/{payee}/agreements", new { version = "1" })).Must(200);
        await shop.Account(payee, "6222020200112233");
        return (shop, payee);
    }

    private static Task<Answer> Invoice(
        PayoutShop shop, string payee, string invoiceNo, long amount, string issuedOn = "2026-01-10") =>
        shop.Backend.Post($"/v1/payees/{payee}/invoices", new { invoiceNo, amount = Fen(amount), issuedOn });

    private static async Task<string?> Status(PayoutShop shop, string payee, string invoiceNo) =>
        (await shop.Finance.Get($"/v1/payees/{payee}/invoices")).Must(200).List("data")
        .Single(one => one.GetProperty("invoiceNo").GetString() == invoiceNo).GetProperty("status").GetString();

    /// <summary>Why acme cannot be paid, or null; leaves no batch behind.</summary>
    private static async Task<string?> Why(PayoutShop shop)
    {
        var batch = (await shop.Batch("manual", "acme")).Must(201);
        (await shop.Finance.Post(
            $"/v1/payout-batches/{batch.Text("batchId")}/cancellations", new { reason = "a look" })).Must(200);
        return batch.List("skipped").Select(one => one.GetProperty("reason").GetString()).SingleOrDefault();
    }
}
