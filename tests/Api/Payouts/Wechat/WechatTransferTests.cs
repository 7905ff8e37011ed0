using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Shouldly;
using SocialCommerce.Api;
using SocialCommerce.Payouts.Channels;
using SocialCommerce.Payouts.Wechat;
using Xunit;
using static SocialCommerce.TestSupport.Payouts.WechatApi;

namespace SocialCommerce.ApiTests.Payouts.Wechat;

/// <summary>Transfers through a WeChat that signs, seals and fails: whatever happens, a transfer is paid
/// once.</summary>
public sealed class WechatTransferTests(WechatApi api) : IClassFixture<WechatApi>
{
    private readonly FakeWechat _wechat = api.Wechat;

    [Fact]
    public async Task A_transfer_is_confirmed_by_the_member_and_paid_by_the_callback()
    {
        var shop = await api.Shop("cnLaborPerMonth", 160_000);
        await shop.Pay("wechat");
        var transfer = await Reaches(shop, "p0", "awaitingConfirmation");
        var sent = _wechat.Transfers[No(transfer)];
        (sent.Amount, sent.OpenId, sent.Name).ShouldBe((144_000, "openid-p0", "李娜"));
        transfer.GetProperty("package").GetString().ShouldBe($"package-of-{No(transfer)}");
        transfer.GetProperty("merchantId").GetString().ShouldBe(FakeWechat.MchId);
        (transfer.GetProperty("confirmBefore").GetDateTimeOffset() - TimeProvider.System.GetUtcNow()).TotalHours
            .ShouldBeInRange(23.9, 24.1);
        await End(shop, sent, "SUCCESS");
        var paid = await Reaches(shop, "p0", "paid");
        paid.TryGetProperty("package", out _).ShouldBeFalse();
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Fault.HangBefore)]
    [InlineData(Fault.HangAfter)]
    [InlineData(Fault.ErrorBefore)]
    [InlineData(Fault.ErrorAfter)]
    [InlineData(Fault.TooMany)]
    [InlineData(Fault.NotEnough)]
    [InlineData(Fault.Unsigned)]
    [InlineData(Fault.Cut)]
    [InlineData(Fault.Redirect)]
    public async Task Whatever_goes_wrong_with_the_request_the_number_stays_and_one_transfer_is_made(Fault fault)
    {
        var shop = await api.Shop("none", 10_000);
        _wechat.Faults.Enqueue(fault);
        await shop.Pay("wechat");
        var transfer = await Reaches(shop, "p0", "awaitingConfirmation");
        _wechat.Posts.Where(no => no == No(transfer)).Count().ShouldBeGreaterThan(0);
        _wechat.Calls.ShouldNotContain(call => call.Verb == "redirected");
        transfer.GetProperty("package").GetString().ShouldNotBeNull();
        (await Count(shop, "select count(*) from payout_transfers")).ShouldBe(1);
        await End(shop, _wechat.Transfers[No(transfer)], "SUCCESS");
        await Reaches(shop, "p0", "paid");
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_wechat_refuses_for_good_fails_after_a_question_and_goes_back()
    {
        var shop = await api.Shop("cnLaborPerMonth", 160_000);
        _wechat.Faults.Enqueue(Fault.ParamError);
        await shop.Pay("wechat");
        var transfer = await Reaches(shop, "p0", "failed");
        transfer.GetProperty("reason").GetString().ShouldBe("PARAM_ERROR");
        _wechat.Transfers.ContainsKey(No(transfer)).ShouldBeFalse();
        (await shop.Backend.Partner("p0")).Minor("payable").ShouldBe(160_000);
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_nobody_confirms_expires_and_is_asked_for_again_as_one_new_transfer()
    {
        var shop = await api.Shop("cnLaborPerMonth", 160_000);
        await shop.Pay("wechat");
        var old = await Reaches(shop, "p0", "awaitingConfirmation");
        var body = new { transferNo = No(old) };
        const string path = "/v1/customers/p0/payout-renewals";
        (await shop.Backend.Post(path, body)).Refused(409, "TRANSFER_NOT_EXPIRED");
        await End(shop, _wechat.Transfers[No(old)], "FAIL", "OVERDUE_CLOSE");
        (await Reaches(shop, "p0", "expired")).GetProperty("canAskAgain").GetBoolean().ShouldBeTrue();
        (await shop.Backend.Partner("p0")).Minor("payable").ShouldBe(160_000);
        await shop.Backend.SetClock(PayoutShop.Day(2, 1));
        object Settings(string? agreementVersion) =>
            new { accountPauseDays = 3, taxMode = "cnLaborPerMonth", agreementVersion };
        (await shop.Finance.Put("/v1/payout-settings", Settings("2"))).Must(200);
        (await shop.Backend.Post(path, body)).Refused(409, "NOT_PAYABLE").Pointer.ShouldBe("#/transferNo");
        (await shop.Finance.Put("/v1/payout-settings", Settings(null))).Must(200);
        (await shop.Backend.Partner("p0")).Minor("payable").ShouldBe(160_000);
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => shop.Backend.Post(path, body)));
        answers.Count(answer => answer.Status == 201).ShouldBe(1);
        answers.ShouldAllBe(answer => answer.Status == 201 || answer.Status == 200);
        var renewed = answers.Select(answer => answer.Text("transferNo")).Distinct().ShouldHaveSingleItem();
        renewed.ShouldNotBe(No(old));
        answers[0].Text("taxMonth").ShouldBe("2026-02");
        answers[0].Minor("tax").ShouldBe(16_000);
        var transfer = await Reaches(shop, "p0", "awaitingConfirmation");
        transfer.GetProperty("replaces").GetString().ShouldBe(No(old));
        await End(shop, _wechat.Transfers[renewed], "SUCCESS");
        await Reaches(shop, "p0", "paid");
        (await shop.Backend.Post("/v1/customers/p0/payout-renewals", new { transferNo = "none" }))
            .Refused(404, "TRANSFER_NOT_FOUND");
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_instances_send_every_transfer_once()
    {
        await api.Api.Instance();
        var shop = await api.Shop("none", [.. Enumerable.Range(0, 12).Select(i => 1_000L + i)]);
        var batch = await shop.Pay("wechat");
        for (var i = 0; i < 12; i++) await Reaches(shop, $"p{i}", "awaitingConfirmation");
        var transfers = await shop.Transfers(batch);
        foreach (var (no, net) in transfers) _wechat.Transfers[no].Amount.ShouldBe(net);
        _wechat.Posts.Count(no => transfers.Any(transfer => transfer.No == no)).ShouldBeLessThanOrEqualTo(24);
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_dies_after_taking_a_transfer_up_is_followed_by_a_question_and_no_second_transfer()
    {
        var shop = await api.Shop("none", 10_000);
        await shop.Pay("wechat");
        var transfer = await Reaches(shop, "p0", "awaitingConfirmation");
        var posts = _wechat.Posts.Count;
        // As if the answer had never been written down.
        await api.Api.Corrupt($"""
            update payout_transfers set state = 'submitting', confirm_before = null, next_call_at = now(), attempts = 1
            where shop_id = {shop.Backend.ShopKey}
            """);
        await Reaches(shop, "p0", "awaitingConfirmation");
        _wechat.Posts.Count.ShouldBe(posts, "a question was enough");
        await End(shop, _wechat.Transfers[No(transfer)], "SUCCESS");
        await Reaches(shop, "p0", "paid");
    }

    [Fact]
    public async Task A_paused_shop_sends_nothing_and_goes_on_asking()
    {
        var shop = await api.Shop("none", 10_000);
        var batch = (await shop.Batch("wechat")).Must(201);
        _wechat.Faults.Enqueue(Fault.ErrorBefore);
        (await shop.Approve(batch)).Must(200);
        (await shop.Finance.Put("/v1/payout-settings", new
        {
            accountPauseDays = 3,
            taxMode = "none",
            paused = true,
        })).Must(200);
        await Task.Delay(2_500, TestContext.Current.CancellationToken);
        var waiting = (await shop.Backend.Get("/v1/customers/p0/payouts")).Must(200).List("data")[0];
        if (waiting.GetProperty("state").GetString() == "submitting")
            _wechat.Transfers.ContainsKey(No(waiting)).ShouldBeFalse();
        (await shop.Finance.Put("/v1/payout-settings", new { accountPauseDays = 3, taxMode = "none" })).Must(200);
        await Reaches(shop, "p0", "awaitingConfirmation");
        while (_wechat.Faults.TryDequeue(out _)) { }
    }

    [Fact]
    public async Task Secrets_of_the_channel_are_neither_answered_nor_open_in_the_database()
    {
        var shop = await api.Shop("none");
        var shown = (await shop.Backend.Get("/v1/payout-channels")).Must(200);
        shown.List("ready").Length.ShouldBe(2);
        shown.Body.ShouldNotContain("PRIVATE KEY");
        shown.Body.ShouldNotContain(FakeWechat.ApiKey);
        (await Count(shop, "select count(*) from wechat_channels t where t::text like '%PRIVATE%'")).ShouldBe(0);
        var without = await PayoutShop.In(api.Api);
        (await without.Batch("wechat")).Refused(409, "CHANNEL_NOT_SET_UP");
    }

    [Theory]
    [InlineData("http://pay.example")]
    [InlineData("ftp://127.0.0.1")]
    [InlineData("nowhere")]
    public async Task An_address_of_wechat_without_tls_is_refused_at_the_start_in_one_sentence(string url)
    {
        api.Api.Settings.Add($"--{WechatClient.Url}={url}");
        var refused = await Should.ThrowAsync<StartupException>(() => api.Api.Instance());
        api.Api.Settings.RemoveAt(api.Api.Settings.Count - 1);
        refused.Message.ShouldBe(
            $"Set {WechatClient.Url} to an https address; only an address of this machine may be http.");
    }

    [Fact]
    public async Task A_connection_that_fails_is_logged_with_its_cause_and_holds_no_secret()
    {
        using var merchant = RSA.Create(2048);
        using var log = new CapturedLog();
        using var logs = LoggerFactory.Create(builder => builder.AddProvider(log));
        var nowhere = new ConfigurationBuilder().AddInMemoryCollection(
            new Dictionary<string, string?> { [WechatClient.Url] = "https://127.0.0.1:1" }).Build();
        using var client = new WechatClient(
            nowhere, new WechatSchedule(nowhere), TimeProvider.System, logs.CreateLogger<WechatClient>());
        var pem = merchant.ExportPkcs8PrivateKeyPem();
        var answer = await client.Query(
            new WechatMerchant("c", FakeWechat.MchId, FakeWechat.AppId, "S", pem, FakeWechat.ApiKey, [], "p", "e"), "b",
            TestContext.Current.CancellationToken);
        answer.Code.ShouldBe("UNREACHABLE");
        var line = log.Lines.ShouldHaveSingleItem();
        (line.Level, line.Cause is HttpRequestException).ShouldBe((LogLevel.Warning, true));
        line.Cause!.ToString().ShouldNotContain(FakeWechat.ApiKey);
    }

    [Theory]
    [InlineData(1024, false)]
    [InlineData(2048, true)]
    public void A_key_of_the_channel_has_at_least_2048_bits(int bits, bool taken)
    {
        using var key = RSA.Create(bits);
        WechatSigning.IsKey(key.ExportPkcs8PrivateKeyPem(), true).ShouldBe(taken);
        WechatSigning.IsKey(key.ExportSubjectPublicKeyInfoPem(), false).ShouldBe(taken);
    }

    private async Task End(PayoutShop shop, FakeTransfer sent, string state, string? reason = null)
    {
        (sent.State, sent.FailReason) = (state, reason);
        (await _wechat.Callback(shop.Backend.Url, sent)).Must(204);
    }

    private Task<long> Count(PayoutShop shop, string sql) =>
        api.Api.Count($"{sql}{(sql.Contains("where") ? " and" : " where")} shop_id = {shop.Backend.ShopKey}");

    private static string No(JsonElement transfer) => transfer.GetProperty("transferNo").GetString()!;
}
