using System.Text.Json;
using Shouldly;
using SocialCommerce.Kernel.Operators;
using Xunit;
using static SocialCommerce.TestSupport.Payouts.PayoutShop;

namespace SocialCommerce.ApiTests.Payouts.Payees;

/// <summary>The legal persons behind customers: who they are is sealed, and a change of account is slow.</summary>
public sealed class PayeeTests(TestApi api) : IClassFixture<TestApi>
{
    /// <summary>AffiliateWP #1651: the payout page showed another affiliate's referrals.</summary>
    [Fact]
    public async Task A_member_sees_own_payouts_and_nobody_elses_also_where_one_person_is_behind_both()
    {
        var shop = await In(api);
        await shop.Earn("anna", 10_000, Day(1, 1, 8));
        await shop.Earn("bela", 20_000, Day(1, 1, 8));
        await shop.Earn("carl", 30_000, Day(1, 1, 8));
        await shop.Settle(Day(1, 16));
        await shop.Payee("anna");
        await shop.Payee("bela");
        await shop.Payee("carl", "11010519900307124X", name: "王伟");
        var transfers = await shop.Transfers(await shop.Pay());
        foreach (var (customerId, net) in new[] { ("anna", 10_000), ("bela", 20_000), ("carl", 30_000) })
        {
            var own = (await shop.Backend.Get($"/v1/customers/{customerId}/payouts")).Must(200).List("data")
                .ShouldHaveSingleItem();
            own.GetProperty("net").GetProperty("amount").GetInt64().ShouldBe(net);
            foreach (var (no, other) in transfers.Where(transfer => transfer.Net != net))
                (await shop.Backend.Post($"/v1/customers/{customerId}/payout-renewals", new { transferNo = no }))
                    .Refused(404, "TRANSFER_NOT_FOUND");
        }
    }

    private const string Identity = "11010519900307123X";

    [Fact]
    public async Task Nothing_of_a_payee_lies_open_in_the_database_or_in_an_answer()
    {
        var shop = await In(api);
        await shop.EarnAndSettle("lina", 10_000);
        var id = await shop.Payee("lina");
        await shop.Account(id, "6222029999998888");
        var shown = (await shop.Backend.Get($"/v1/payees/{id}")).Must(200);
        foreach (var secret in new[] { Identity, "李娜", "6222020200112233", "6222029999998888" })
        {
            shown.Body.ShouldNotContain(secret);
            foreach (var table in new[] { "payees", "payee_accounts", "audit_log", "outbox" })
                (await api.Count($"select count(*) from {table} t where t::text like '%{secret}%'")).ShouldBe(0, table);
        }
        shown.Text("identityNumber").ShouldBe("…123X");
        shown.Text("name").ShouldBe("李…");
        (await shop.Backend.Get("/v1/payees")).Must(200).List("data").Length.ShouldBe(1);
        (await shop.Backend.Get("/v1/customers/lina/payee")).Must(200).Text("payeeId").ShouldBe(id);
    }

    [Fact]
    public async Task An_identity_has_another_hash_in_every_shop_and_none_that_needs_no_key()
    {
        foreach (var shop in new[] { await In(api), await In(api) })
        {
            await shop.EarnAndSettle("lina", 10_000);
            await shop.Payee("lina");
        }
        (await api.Count("""
            select count(*) - count(distinct identity_hash) from payees where shop_id in (
                select shop_id from payees order by payee_key desc limit 2)
            """)).ShouldBe(0);
        (await api.Count($"select count(*) from payees where identity_hash = sha256('{Identity}'::bytea)")).ShouldBe(0);
    }

    [Fact]
    public async Task Customers_with_one_identity_are_one_payee_also_when_they_come_at_once()
    {
        var shop = await In(api);
        foreach (var customerId in new[] { "a", "b", "c", "d" })
            (await shop.Backend.Post("/v1/customers", new { customerId })).Must(201);
        var answers = await Task.WhenAll(new[] { "a", "b", "c", "d" }.Select(customerId => Register(shop, customerId)));
        answers.Select(answer => answer.Text("payeeId")).Distinct().ShouldHaveSingleItem();
        answers.Count(answer => answer.Status == 201).ShouldBe(1);
        (await Register(shop, "a", "1101 0519 9003 0712 3x")).Must(200).List("customerIds").Length.ShouldBe(4);
    }

    [Fact]
    public async Task An_identity_has_one_name_and_a_customer_one_payee()
    {
        var shop = await In(api);
        foreach (var customerId in new[] { "a", "b" })
            (await shop.Backend.Post("/v1/customers", new { customerId })).Must(201);
        (await Register(shop, "a")).Must(201);
        (await Register(shop, "b", name: "王伟")).Refused(409, "IDENTITY_HAS_ANOTHER_NAME").Pointer.ShouldBe("#/name");
        (await Register(shop, "a", "22010519900307123X")).Refused(409, "CUSTOMER_HAS_PAYEE");
        (await Register(shop, "b", kind: "business")).Refused(409, "IDENTITY_OF_ANOTHER_KIND");
        (await Register(shop, "nobody")).Refused(404, "CUSTOMER_NOT_FOUND");
        (await Register(shop, "b", "12")).Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/identityNumber");
        (await Register(shop, "b", name: "=1+1")).Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/name");
        (await api.Count($"select count(*) from payees where shop_id = {shop.Backend.ShopKey}")).ShouldBe(1);
    }

    [Fact]
    public async Task Nobody_is_paid_without_a_verified_name_an_agreement_and_an_account()
    {
        var shop = await In(api);
        await shop.EarnAndSettle("lina", 10_000);
        (await Why(shop)).ShouldBe("noPayee");
        var id = (await Register(shop, "lina")).Must(201).Text("payeeId");
        (await Why(shop)).ShouldBe("notVerified");
        (await shop.Backend.Post($"/v1/payees/{id}/verifications", new { document = "x" }))
            .Refused(403, "PERSON_REQUIRED");
        (await shop.Approver.Post($"/v1/payees/{id}/verifications", new { document = "x" })).Must(200)
            .Text("verifiedBy").ShouldBe("ann");
        (await Why(shop)).ShouldBe("noAgreement");
        (await shop.Backend.Post($"/v1/payees/{id}/agreements", new { version = "1" })).Must(200);
        (await Why(shop)).ShouldBe("noAccount");
        await shop.Account(id, "6222020200112233");
        (await Why(shop)).ShouldBeNull();
        (await shop.Finance.Put("/v1/payout-settings", new
        {
            accountPauseDays = 3,
            taxMode = "none",
            agreementVersion = "2",
        })).Must(200);
        (await Why(shop)).ShouldBe("noAgreement", "of the version that the shop asks for");
    }

    [Fact]
    public async Task A_change_of_account_needs_a_second_person_and_pauses_payouts()
    {
        var shop = await In(api);
        await shop.EarnAndSettle("lina", 10_000);
        var id = await shop.Payee("lina");
        (await Why(shop)).ShouldBeNull("the first account is no change");
        var proposed = (await shop.Finance.Post(
            $"/v1/payees/{id}/accounts", new { channel = "manual", account = "99998888", bank = "BOC" })).Must(201);
        (await shop.Finance.Post(
            $"/v1/payees/{id}/accounts", new { channel = "manual", account = "99998888", bank = "BOC" })).Must(200);
        (await Why(shop)).ShouldBeNull("a proposal changes nothing");
        var first = proposed.List("accounts")[^1].GetProperty("accountId").GetString();
        proposed = (await shop.Finance.Post(
            $"/v1/payees/{id}/accounts", new { channel = "manual", account = "99997777", bank = "BOC" })).Must(201);
        (await shop.Approver.Post($"/v1/payees/{id}/accounts/{first}/approvals", new { masked = "…8888" }))
            .Refused(409, "ACCOUNT_REPLACED");
        (await Why(shop)).ShouldBeNull("a refused approval changes nothing");
        var account = proposed.List("accounts")[^1].GetProperty("accountId").GetString();
        var path = $"/v1/payees/{id}/accounts/{account}/approvals";
        (await shop.Finance.Post(path, new { masked = "…7777" })).Refused(403, "SAME_PERSON");
        (await shop.Approver.Post(path, new { masked = "…0000" })).Refused(422, "ACCOUNT_DIFFERS");
        (await shop.Approver.Post(path, new { masked = "…7777" })).Must(200);
        (await shop.Approver.Post(path, new { masked = "…7777" })).Must(200);
        (await Why(shop)).ShouldBe("accountPaused");
        await shop.Backend.SetClock(Day(1, 19).AddSeconds(-1));
        (await Why(shop)).ShouldBe("accountPaused");
        await shop.Backend.SetClock(Day(1, 19));
        (await Why(shop)).ShouldBeNull();
    }

    [Fact]
    public async Task An_account_that_a_backend_entered_needs_two_people()
    {
        var shop = await In(api);
        await shop.EarnAndSettle("lina", 10_000);
        var id = (await Register(shop, "lina")).Must(201).Text("payeeId");
        (await shop.Approver.Post($"/v1/payees/{id}/verifications", new { document = "card" })).Must(200);
        (await shop.Backend.Post($"/v1/payees/{id}/agreements", new { version = "1" })).Must(200);
        var entered = (await shop.Backend.Post(
            $"/v1/payees/{id}/accounts", new { channel = "manual", account = "99998888", bank = "BOC" })).Must(201);
        var account = entered.List("accounts")[^1].GetProperty("accountId").GetString();
        var path = $"/v1/payees/{id}/accounts/{account}/approvals";
        for (var i = 0; i < 2; i++)
        {
            var seen = (await shop.Approver.Post(path, new { masked = "…8888" })).Must(200).List("accounts")[^1];
            seen.TryGetProperty("approvedAt", out _).ShouldBeFalse("one person is not enough, however often");
            seen.GetProperty("firstApprovedBy").GetString().ShouldNotBeNull();
        }
        (await Why(shop)).ShouldBe("noAccount");
        var approved = (await shop.Finance.Post(path, new { masked = "…8888" })).Must(200).List("accounts")[^1];
        approved.GetProperty("approvedBy").GetString()
            .ShouldNotBe(approved.GetProperty("firstApprovedBy").GetString());
        (await shop.Approver.Post(path, new { masked = "…8888" })).Must(200);
        (await Why(shop)).ShouldBeNull();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Fifty_approvals_of_an_account_at_once_approve_it_once(bool isBackends)
    {
        var shop = await In(api);
        (await shop.Backend.Post("/v1/customers", new { customerId = "lina" })).Must(201);
        var id = (await Register(shop, "lina")).Must(201).Text("payeeId");
        var entered = (await (isBackends ? shop.Backend : shop.Finance).Post(
            $"/v1/payees/{id}/accounts", new { channel = "manual", account = "99998888", bank = "BOC" })).Must(201);
        var account = entered.List("accounts")[^1].GetProperty("accountId").GetString();
        var other = (await api.Operator(shop.Backend, "olga", Roles.Approver)).Through(await api.Instance());
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => (i % 2 == 0 ? shop.Approver : other).Post(
            $"/v1/payees/{id}/accounts/{account}/approvals", new { masked = "…8888" })));
        answers.ShouldAllBe(answer => answer.Status == 200);
        var approved = (await shop.Backend.Get($"/v1/payees/{id}")).Must(200).List("accounts").ShouldHaveSingleItem();
        approved.GetProperty("approvedBy").GetString().ShouldBeOneOf("ann", "olga");
        if (isBackends)
            approved.GetProperty("firstApprovedBy").GetString().ShouldNotBe(
                approved.GetProperty("approvedBy").GetString());
        (await api.Count($"""
            select count(*) from audit_log where shop_id = {shop.Backend.ShopKey} and kind = 'payeeAccount'
                and after ->> 'status' = 'approved'
            """)).ShouldBe(1);
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_change_of_account_takes_the_payout_out_of_a_batch_that_waits()
    {
        var shop = await In(api);
        await shop.EarnAndSettle("lina", 10_000);
        var id = await shop.Payee("lina");
        var batch = (await shop.Batch()).Must(201);
        await shop.Account(id, "99998888");
        (await shop.Approve(batch)).Refused(409, "NOTHING_TO_PAY");
        var payout = (await shop.Payouts(batch)).ShouldHaveSingleItem();
        payout.GetProperty("reason").GetString().ShouldBe("accountPaused");
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
    }

    private static Task<Answer> Register(
        PayoutShop shop, string customerId, string identityNumber = Identity, string name = "李娜",
        string kind = "person") =>
        shop.Backend.Post("/v1/payees", new { customerId, kind, name, identityNumber });

    /// <summary>Why lina cannot be paid, or null; leaves no batch behind.</summary>
    private static async Task<string?> Why(PayoutShop shop)
    {
        var batch = (await shop.Batch("manual", "lina")).Must(201);
        (await shop.Finance.Post(
            $"/v1/payout-batches/{batch.Text("batchId")}/cancellations", new { reason = "a look" })).Must(200);
        return batch.List("skipped") is [JsonElement skipped] ? skipped.GetProperty("reason").GetString() : null;
    }
}
