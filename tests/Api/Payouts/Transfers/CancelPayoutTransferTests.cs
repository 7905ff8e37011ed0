using System.Text.Json;
using Shouldly;
using SocialCommerce.Kernel.Operators;
using Xunit;
using static SocialCommerce.TestSupport.Payouts.WechatApi;

namespace SocialCommerce.ApiTests.Payouts.Transfers;

/// <summary>A transfer is taken back before its payee confirms it, and its money comes back once.</summary>
public sealed class CancelPayoutTransferTests(WechatApi api) : IClassFixture<WechatApi>
{
    private readonly FakeWechat _wechat = api.Wechat;

    [Fact]
    public async Task What_was_taken_back_is_paid_by_the_next_batch_under_another_number()
    {
        var (shop, no) = await Waiting("cnLaborPerMonth", 160_000);
        (await shop.TakeBack(no)).Must(200).Text("cancelReason").ShouldBe("wrong month");
        var transfer = await Reaches(shop, "p0", "cancelled");
        transfer.GetProperty("reason").GetString().ShouldBe("wrong month");
        transfer.TryGetProperty("package", out _).ShouldBeFalse();
        Calls(no).SkipWhile(verb => verb == "send").Take(3)
            .ShouldBe(["ask", "cancel", "ask"], "asked before, and afterwards");
        (await shop.Backend.Partner("p0")).Minor("payable").ShouldBe(160_000);
        (await shop.TakeBack(no)).Must(200).Text("state").ShouldBe("cancelled");

        var next = await shop.Pay("wechat");
        PayoutShop.Sums(next).ShouldBe((160_000, 16_000, 144_000), "what came back bore no tax");
        var second = await Reaches(shop, "p0", "awaitingConfirmation");
        No(second).ShouldNotBe(no);
        _wechat.Transfers[No(second)].Confirm().ShouldBeTrue();
        (await _wechat.Callback(shop.Backend.Url, _wechat.Transfers[No(second)])).Must(204);
        await Reaches(shop, "p0", "paid");
        (await Moved(shop, "returned")).ShouldBe(144_000);
        (await Moved(shop, "paid")).ShouldBe(144_000);
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Words_that_come_late_change_nothing()
    {
        var (shop, no) = await Waiting();
        (await shop.TakeBack(no)).Must(200);
        await Reaches(shop, "p0", "cancelled");
        var transfer = _wechat.Transfers[no];
        foreach (var late in new[] { "CANCELLED", "CANCELING", "WAIT_USER_CONFIRM" })
        {
            transfer.State = late;
            (await _wechat.Callback(shop.Backend.Url, transfer)).Must(204);
        }
        transfer.State = "SUCCESS";
        (await _wechat.Callback(shop.Backend.Url, transfer)).Refused(409, "TRANSFER_CLOSED");
        (await Moved(shop, "returned")).ShouldBe(10_000);
        (await Moved(shop, "paid")).ShouldBe(0);
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_callback_may_come_before_the_answer_to_the_question()
    {
        var (shop, no) = await Waiting();
        _wechat.CancelFaults.Enqueue(Fault.ErrorAfter);
        (await shop.TakeBack(no)).Must(200);
        while (_wechat.Transfers[no].State == "WAIT_USER_CONFIRM") await Task.Delay(10, Cancel);
        _wechat.Transfers[no].GiveBack();
        (await _wechat.Callback(shop.Backend.Url, _wechat.Transfers[no])).Must(204);
        await Reaches(shop, "p0", "cancelled");
        (await Moved(shop, "returned")).ShouldBe(10_000);
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_final_unknown_or_of_another_channel_is_refused()
    {
        var (shop, no) = await Waiting();
        (await shop.TakeBack("scnone")).Refused(404, "TRANSFER_NOT_FOUND");
        (await shop.Backend.Post(Path(no), new { reason = "r" })).Refused(403, "PERSON_REQUIRED");
        (await shop.Finance.Post(Path(no), new { reason = " " })).Refused(422, "VALIDATION_FAILED");
        var support = await api.Api.Operator(shop.Backend, "sue", Roles.Support);
        (await support.Post(Path(no), new { reason = "r" })).Refused(403, "ROLE_MISSING");
        _wechat.Transfers[no].Confirm();
        (await _wechat.Callback(shop.Backend.Url, _wechat.Transfers[no])).Must(204);
        (await shop.TakeBack(no)).Refused(409, "TRANSFER_CLOSED");
        Calls(no).ShouldNotContain("cancel");

        var manual = await PayoutShop.In(api.Api);
        await manual.EarnAndSettle("p0", 10_000);
        await manual.Payee("p0");
        var transfer = (await manual.Transfers(await manual.Pay()))[0];
        (await manual.TakeBack(transfer.No)).Refused(409, "CHANNEL_TAKES_NOTHING_BACK");
    }

    [Fact]
    public async Task Who_has_confirmed_is_paid_whatever_was_asked_for_since()
    {
        var (shop, no) = await Waiting();
        _wechat.Transfers[no].State = "TRANSFERING";
        var asked = (await shop.TakeBack(no)).Must(200);
        asked.Text("state").ShouldBe("awaitingConfirmation");
        var shown = (await shop.Backend.Get("/v1/customers/p0/payouts")).Must(200).List("data")[0];
        shown.TryGetProperty("package", out _).ShouldBeFalse("nobody is asked to confirm it any more");
        while (!Calls(no).Contains("ask")) await Task.Delay(50, Cancel);
        _wechat.Transfers[no].State = "SUCCESS";
        await Reaches(shop, "p0", "paid");
        Calls(no).ShouldNotContain("cancel", "WeChat had said that it was too late");
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Asked_for_many_times_at_once_it_is_taken_back_once()
    {
        var (shop, no) = await Waiting();
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => shop.TakeBack(no)));
        answers.ShouldAllBe(answer => answer.Status == 200);
        await Reaches(shop, "p0", "cancelled");
        (await api.Api.Count($"""
            select count(*) from payout_transfer_steps
            where cause = 'cancellationAsked' and shop_id = {shop.Backend.ShopKey}
            """)).ShouldBe(1);
        (await Moved(shop, "returned")).ShouldBe(10_000);
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_member_and_finance_at_once_have_one_outcome()
    {
        const int members = 10;
        var shop = await api.Shop("none", [.. Enumerable.Repeat(10_000L, members)]);
        await shop.Pay("wechat");
        var numbers = new string[members];
        for (var i = 0; i < members; i++) numbers[i] = No(await Reaches(shop, $"p{i}", "awaitingConfirmation"));
        var random = new Random(members);
        await Task.WhenAll(numbers.Select(async no =>
        {
            var transfer = _wechat.Transfers[no];
            var wait = random.Next(600);
            (await shop.TakeBack(no)).Must(200);
            await Task.Delay(wait, Cancel);
            if (transfer.Confirm()) (await _wechat.Callback(shop.Backend.Url, transfer)).Must(204);
        }));
        for (var i = 0; i < members; i++)
            await Reaches(shop, $"p{i}", _wechat.Transfers[numbers[i]].State == "SUCCESS" ? "paid" : "cancelled");
        ((await Moved(shop, "paid")) + (await Moved(shop, "returned"))).ShouldBe(members * 10_000);
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_wechat_may_still_get_is_given_up_only_when_it_would_refuse_it()
    {
        var shop = await api.Shop("none", 10_000);
        var path = (await shop.Backend.Get("/v1/payout-channels")).Json.GetProperty("wechat")
            .GetProperty("callbackPath").GetString()!;
        _wechat.Down[path] = true;
        var no = (await shop.Transfers(await shop.Pay("wechat")))[0].No;
        while (!Calls(no).Contains("send")) await Task.Delay(20, Cancel);
        (await shop.TakeBack(no)).Must(200);
        await Task.Delay(1_500, Cancel);
        var (sent, asked) = (Calls(no).Count(verb => verb == "send"), Calls(no).Count(verb => verb == "ask"));
        await Task.Delay(1_500, Cancel);
        (await Reaches(shop, "p0", "submitting")).GetProperty("transferNo").GetString().ShouldBe(no);
        Calls(no).Count(verb => verb == "send").ShouldBe(sent, "nothing is sent once it was asked for back");
        asked.ShouldBeGreaterThan(0);
        await api.Api.Corrupt($"""
            update payout_transfers set cancel_asked_at = now() - interval '11 minutes', next_call_at = now()
            where shop_id = {shop.Backend.ShopKey}
            """);
        await Reaches(shop, "p0", "cancelled");
        _wechat.Transfers.ContainsKey(no).ShouldBeFalse();
        (await Moved(shop, "returned")).ShouldBe(10_000);
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
    }

    private async Task<(PayoutShop Shop, string No)> Waiting(string taxMode = "none", long amount = 10_000)
    {
        var shop = await api.Shop(taxMode, amount);
        await shop.Pay("wechat");
        return (shop, No(await Reaches(shop, "p0", "awaitingConfirmation")));
    }

    private string[] Calls(string no) =>
        [.. _wechat.Calls.Where(call => call.TransferNo == no).Select(call => call.Verb)];

    private Task<long> Moved(PayoutShop shop, string what) => api.Api.Count($"""
        select coalesce(sum(amount), 0) from movements where event = '{what}' and shop_id = {shop.Backend.ShopKey}
        """);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    internal static string Path(string no) => $"/v1/payout-transfers/{no}/cancellations";

    private static string No(JsonElement transfer) => transfer.GetProperty("transferNo").GetString()!;
}

/// <summary>What was never sent is cancelled without WeChat.</summary>
public sealed class CancellingBeforeSending(SleepingWechatApi api) : IClassFixture<SleepingWechatApi>
{
    [Fact]
    public async Task What_was_never_sent_is_back_at_once_unless_the_database_was_restored()
    {
        var shop = await api.Shop("none", 10_000, 20_000);
        var transfers = await shop.Transfers(await shop.Pay("wechat"));
        await api.Api.Corrupt(
            $"update payout_states set origin = 'another' where shop_id = {shop.Backend.ShopKey}");
        (await shop.TakeBack(transfers[0].No)).Refused(409, "RECONCILIATION_NEEDED");
        (await Reconcile(shop, "manual")).ShouldBe(["wechat"]);
        (await shop.TakeBack(transfers[0].No)).Refused(409, "RECONCILIATION_NEEDED");
        (await shop.Batch("wechat")).Refused(409, "RECONCILIATION_NEEDED");
        (await Reconcile(shop, "wechat")).ShouldBeEmpty();
        (await shop.TakeBack(transfers[0].No)).Must(200).Text("state").ShouldBe("submitting");

        var other = await api.Shop("none", 10_000);
        var never = (await other.Transfers(await other.Pay("wechat")))[0].No;
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => other.TakeBack(never)));
        answers.ShouldAllBe(answer => answer.Status == 200 && answer.Text("state") == "cancelled");
        (await other.Backend.Partner("p0")).Minor("payable").ShouldBe(10_000);
        api.Wechat.Calls.ShouldBeEmpty();
        (await other.Backend.FailedChecks()).ShouldBeEmpty();
    }

    private static async Task<string?[]> Reconcile(PayoutShop shop, string channel) =>
    [
        .. (await shop.Reconcile(new
        {
            channel,
            document = "transfer of the day",
            paid = Array.Empty<object>(),
        })).Must(200).List("waiting").Select(one => one.GetString()),
    ];
}
