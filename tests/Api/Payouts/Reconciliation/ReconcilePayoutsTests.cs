using System.Globalization;
using Shouldly;
using SocialCommerce.Kernel.Operators;
using Xunit;
using static SocialCommerce.TestSupport.Payouts.PayoutShop;

namespace SocialCommerce.ApiTests.Payouts.Reconciliation;

/// <summary>A channel's list of paid transfers: what it may book, after what, and by the hands of which
/// persons.</summary>
public sealed class ReconcilePayoutsTests(TestApi api) : IClassFixture<TestApi>
{
    private const long Invented = 100_000_000_000;

    [Fact]
    public async Task An_invented_transfer_is_refused_and_books_nothing_also_after_a_restore()
    {
        var shop = await In(api);
        await shop.EarnAndSettle("P0", 10_000);
        await shop.Payee("P0");
        var before = await Movements(shop);
        (await shop.Propose(List(("fake1", "P0", Invented)))).Refused(409, "RESTORE_NOT_DETECTED")
            .Pointer.ShouldBe("#/paid/0/transferNo");
        (await shop.Approver.Post("/v1/payout-reconciliations", List(("fake1", "P0", Invented))))
            .Refused(403, "ROLE_MISSING");
        await shop.Restore(api);
        (await shop.Propose(List(("fake1", "P0", Invented)))).Refused(422, "EXCEEDS_SETTLED")
            .Pointer.ShouldBe("#/paid/0/net");
        (await shop.Propose(List(("fake1", "P0", 10_001)))).Refused(422, "EXCEEDS_SETTLED");
        (await shop.Propose(List(("fake1", "P0", 6_000), ("fake2", "P0", 4_001)))).Refused(422, "EXCEEDS_SETTLED")
            .Pointer.ShouldBe("#/paid/1/net");
        (await Movements(shop)).ShouldBe(before);
        (await shop.Backend.Partner("P0")).Minor("payable").ShouldBe(10_000);
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Bills_that_a_restore_has_lost_are_booked_once_by_two_persons_and_payouts_resume()
    {
        var shop = await In(api);
        await shop.EarnAndSettle("lina", 10_000);
        var payee = await shop.Payee("lina");
        await shop.Backend.SetClock(Day(2, 3));
        await shop.Restore(api);
        var proposed = (await shop.Propose(List(("sclost", "lina", 4_000)))).Must(201);
        (proposed.Number("recovered"), proposed.Text("status")).ShouldBe((1, "waiting"));
        (await shop.Balance(api, "paid")).ShouldBe(0, "a proposal books nothing");
        (await shop.Propose(List(("sclost", "lina", 4_000)))).Must(200).Body.ShouldBe(proposed.Body);
        (await shop.Propose(List(("sclost", "lina", 4_001)))).Refused(409, "RECONCILIATION_WAITING");
        var decided = (await shop.Decide(proposed)).Must(200);
        (decided.Text("status"), decided.Text("decidedBy")).ShouldBe(("approved", "ann"));
        (await shop.Decide(proposed)).Must(200).Body.ShouldBe(decided.Body);
        (await shop.Decide(proposed, approve: false)).Refused(409, "RECONCILIATION_DECIDED");
        (await shop.Propose(List(("sclost", "lina", 4_001)))).Refused(422, "AMOUNT_DIFFERS")
            .Pointer.ShouldBe("#/paid/0/net");
        var known = (await shop.Reconcile(List(("sclost", "lina", 4_000)))).Must(200);
        (known.Number("known"), known.Number("recovered")).ShouldBe((1, 0));
        (await shop.Propose(List(("sclater", "lina", 1)))).Refused(409, "RESTORE_NOT_DETECTED");
        (await shop.Backend.Get($"/v1/payees/{payee}/tax-months/2026-01")).Must(200).Minor("gross").ShouldBe(4_000);
        Sums(await shop.Pay()).Gross.ShouldBe(6_000, "and not what was paid before the restore");
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_proposed_a_list_does_not_approve_it_nor_does_a_person_whom_it_pays()
    {
        var shop = await In(api);
        await shop.Earn("lina", 10_000, Day(1, 1, 8));
        await shop.EarnAndSettle("lina-shop", 10_000);
        await shop.Payee("lina");
        await shop.Payee("lina-shop");
        await shop.Restore(api);
        var both = await api.Operator(shop.Backend, "both", Roles.Finance, Roles.Approver);
        var proposed = (await both.Post("/v1/payout-reconciliations", List(("sclost", "lina-shop", 4_000)))).Must(201);
        (await (shop with { Approver = both }).Decide(proposed)).Refused(403, "SAME_PERSON");
        (await (shop with { Approver = shop.Backend }).Decide(proposed)).Refused(403, "PERSON_REQUIRED");
        // Another customer of the same payee is the same person.
        (await api.Platform.Put($"/v1/shops/{shop.Backend.ShopId}/operators/ann", new
        {
            name = "ann",
            roles = new[] { Roles.Approver },
            customerIds = new[] { "lina" },
        })).Must(200);
        (await shop.Decide(proposed)).Refused(403, "OWN_MONEY");
        (await shop.Balance(api, "paid")).ShouldBe(0);
        var other = await api.Operator(shop.Backend, "olga", Roles.Approver);
        (await (shop with { Approver = other }).Decide(proposed)).Must(200);
        (await shop.Balance(api, "paid")).ShouldBe(4_000);
    }

    [Fact]
    public async Task A_lost_transfer_is_only_booked_to_a_verified_payee_with_an_approved_account_of_the_channel()
    {
        var shop = await In(api);
        await shop.EarnAndSettle("lina", 10_000);
        await shop.Restore(api);
        (await shop.Propose(List(("sclost", "nobody", 4_000)))).Refused(422, "PAYEE_MISSING");
        (await shop.Propose(List(("sclost", "lina", 4_000)))).Refused(422, "PAYEE_MISSING")
            .Pointer.ShouldBe("#/paid/0/customerId");
        var payee = (await shop.Backend.Post("/v1/payees", new
        {
            customerId = "lina",
            kind = "person",
            name = "李娜",
            identityNumber = "11010519900307123X",
        })).Must(201).Text("payeeId");
        (await shop.Propose(List(("sclost", "lina", 4_000)))).Refused(422, "PAYEE_NOT_VERIFIED");
        (await shop.Approver.Post($"/v1/payees/{payee}/verifications", new { document = "card" })).Must(200);
        (await shop.Finance.Post(
            $"/v1/payees/{payee}/accounts", new { channel = "manual", account = "6222020200112233", bank = "ICBC" }))
            .Must(201);
        (await shop.Propose(List(("sclost", "lina", 4_000)))).Refused(422, "ACCOUNT_NOT_APPROVED");
        await shop.Account(payee, "openid-lina", "wechat");
        (await shop.Propose(List(("sclost", "lina", 4_000)))).Refused(422, "ACCOUNT_NOT_APPROVED");
        await shop.Account(payee, "6222020200112244");
        (await shop.Reconcile(List(("sclost", "lina", 4_000)))).Must(200);
        (await shop.Balance(api, "paid")).ShouldBe(4_000);
    }

    [Fact]
    public async Task The_tax_of_a_lost_transfer_is_what_the_shops_own_rules_give()
    {
        var shop = await In(api, "cnLaborPerMonth");
        await shop.EarnAndSettle("lina", 200_000);
        var payee = await shop.Payee("lina");
        await shop.Restore(api);
        // Of 2,000.00 before tax (2,000 − 800) × 20 % is withheld, 240.00; 1,760.00 reach the payee.
        (await shop.Propose(List(("sclost", "lina", 176_000, 0)))).Refused(422, "TAX_DIFFERS")
            .Pointer.ShouldBe("#/paid/0/tax");
        var proposed = (await shop.Propose(List(("sclost", "lina", 176_000)))).Must(201);
        var transfer = proposed.List("recoveries").ShouldHaveSingleItem();
        (Minor(transfer, "gross"), Minor(transfer, "tax"), Minor(transfer, "net")).ShouldBe((200_000, 24_000, 176_000));
        (await shop.Decide(proposed)).Must(200);
        var month = (await shop.Backend.Get($"/v1/payees/{payee}/tax-months/2026-01")).Must(200);
        (month.Minor("gross"), month.Minor("withheld")).ShouldBe((200_000, 24_000));
        (await shop.Balance(api, "taxPayable")).ShouldBe(24_000);
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Parts_of_a_payout_that_a_cap_had_split_are_held_against_the_tax_of_their_sum()
    {
        var shop = await In(api, "cnLaborPerMonth");
        await shop.EarnAndSettle("lina", 200_000);
        await shop.Payee("lina");
        await shop.Restore(api);
        (await shop.Propose(List(("scA", "lina", 88_000, 12_000), ("scB", "lina", 88_000, 12_001))))
            .Refused(422, "TAX_DIFFERS");
        (await shop.Propose(List(("scA", "lina", 88_000, 12_000), ("scB", "lina", 88_000, null))))
            .Refused(422, "TAX_INCOMPLETE").Pointer.ShouldBe("#/paid/1/tax");
        (await shop.Reconcile(List(("scA", "lina", 88_000, 12_000), ("scB", "lina", 88_000, 12_000)))).Must(200);
        (await shop.Balance(api, "taxPayable"), await shop.Balance(api, "paid")).ShouldBe((24_000, 176_000));
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_named_tolerance_lets_a_lost_transfer_exceed_what_is_settled_and_no_more()
    {
        var shop = await In(api, settings: new { accountPauseDays = 3, taxMode = "none", recoveryTolerance = 50 });
        await shop.EarnAndSettle("lina", 10_000);
        await shop.Payee("lina");
        await shop.Restore(api);
        (await shop.Propose(List(("sclost", "lina", 10_051)))).Refused(422, "EXCEEDS_SETTLED");
        (await shop.Reconcile(List(("sclost", "lina", 10_050)))).Must(200);
        (await shop.Balance(api, "settled")).ShouldBe(-50);
        (await shop.Backend.FailedChecks()).ShouldBeEmpty((await shop.Backend.Get("/v1/integrity")).Body);
        await shop.Restore(api);
        (await shop.Propose(List(("scmore", "lina", 1)))).Refused(422, "EXCEEDS_SETTLED");
        await api.Corrupt($"""
            update payout_recoveries set beyond = 49 where shop_id = {shop.Backend.ShopKey}
            """);
        (await shop.Backend.FailedChecks()).ShouldBe(["payoutMatches", "payoutBounds"]);
    }

    [Fact]
    public async Task Fifty_decisions_at_once_decide_once()
    {
        var shop = await In(api);
        await shop.EarnAndSettle("lina", 10_000);
        await shop.Payee("lina");
        await shop.Restore(api);
        var elsewhere = await api.Instance();
        var proposals = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => (i % 2 == 0 ? shop : shop with
        {
            Finance = shop.Finance.Through(elsewhere),
        }).Propose(List(("sclost", "lina", 4_000)))));
        proposals.Count(answer => answer.Status == 201).ShouldBe(1);
        proposals.Count(answer => answer.Status == 200).ShouldBe(49);
        var other = await api.Operator(shop.Backend, "olga", Roles.Approver);
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => (shop with
        {
            Approver = i % 4 < 2 ? shop.Approver.Through(elsewhere) : other,
        }).Decide(proposals[0], approve: i % 2 == 0)));
        answers.Count(answer => answer.Status == 200).ShouldBe(25);
        answers.Count(answer => answer.Status == 409 && answer.Code == "RECONCILIATION_DECIDED").ShouldBe(25);
        var approved = answers[0].Status == 200;
        (await shop.Balance(api, "paid")).ShouldBe(approved ? 4_000 : 0);
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_list_that_comes_to_something_else_by_now_is_not_approved()
    {
        var shop = await In(api, "cnLaborPerMonth");
        await shop.EarnAndSettle("lina", 200_000);
        await shop.Payee("lina");
        await shop.Backend.SetClock(Day(2, 3));
        (await shop.Propose(ListOf(4, [("sclost", "lina", 1, null)]))).Refused(422, "PAID_IN_FUTURE")
            .Pointer.ShouldBe("#/paid/0/paidAt");
        await shop.Restore(api);
        var proposed = (await shop.Propose(List(("sclost", "lina", 88_000)))).Must(201);
        (await shop.Finance.Put("/v1/payout-settings", new { accountPauseDays = 3, taxMode = "none" })).Must(200);
        (await shop.Decide(proposed)).Refused(409, "RECONCILIATION_CHANGED");
        (await shop.Decide(proposed, approve: false)).Must(200).Text("status").ShouldBe("rejected");
        (await shop.Balance(api, "paid")).ShouldBe(0);
        (await shop.Batch()).Refused(409, "RECONCILIATION_NEEDED");
        var list = (await shop.Finance.Get("/v1/payout-reconciliations?status=rejected")).Must(200).List("data");
        list.ShouldHaveSingleItem().GetProperty("reconciliationId").GetString()
            .ShouldBe(proposed.Text("reconciliationId"));
    }

    private static object List(params (string TransferNo, string CustomerId, long Net)[] transfers) =>
        List([.. transfers.Select(transfer => (transfer.TransferNo, transfer.CustomerId, transfer.Net, (long?)null))]);

    private static object List(params (string TransferNo, string CustomerId, long Net, long? Tax)[] transfers) =>
        ListOf(1, transfers);

    private static object ListOf(
        int month, (string TransferNo, string CustomerId, long Net, long? Tax)[] transfers) => new
        {
            channel = "manual",
            document = string.Create(CultureInfo.InvariantCulture, $"bank list of {transfers.Length} transfers"),
            paid = transfers.Select(transfer => new
            {
                transferNo = transfer.TransferNo,
                customerId = transfer.CustomerId,
                net = Fen(transfer.Net),
                tax = transfer.Tax is { } tax ? Fen(tax) : null,
                paidAt = Day(month, 16),
            }),
        };

    private static long Minor(System.Text.Json.JsonElement of, string name) =>
        of.GetProperty(name).GetProperty("amount").GetInt64();

    private Task<long> Movements(PayoutShop shop) =>
        api.Count($"select count(*) from movements where shop_id = {shop.Backend.ShopKey}");
}
