using Shouldly;
using Xunit;

namespace SocialCommerce.FaultTests;

/// <summary>
/// The API dies inside a call to WeChat: whatever it knew, the number stays, WeChat is asked before anything is sent
/// again, and the money goes once.
/// </summary>
public sealed class KillingPayoutCalls(KillablePayouts killable) : IClassFixture<KillablePayouts>
{
    private readonly FakeWechat _wechat = killable.Wechat;

    [Fact]
    public async Task Killed_before_the_request_is_sent_it_asks_and_then_sends()
    {
        var (shop, no) = await Killed((shop, approve) =>
            killable.KillAt("before update of request on payout_transfers for each row", approve));
        Calls(no).ShouldBeEmpty();
        await PaidOnce(shop, no, "ask", "send");
    }

    [Fact]
    public async Task Killed_before_the_answer_is_read_it_asks_and_makes_no_second_transfer()
    {
        var (shop, no) = await Killed(async (_, approve) =>
        {
            _wechat.Faults.Enqueue(Fault.Hold);
            var taken = _wechat.Transfers.Count;
            await approve();
            await KillablePayouts.Until(() => Task.FromResult(_wechat.Transfers.Count > taken));
            await killable.Product.Kill(api: true);
        });
        Calls(no).ShouldBe(["send"]);
        // Only the answer to the request itself has what the member confirms with.
        await PaidOnce(shop, no, "send", "ask", "send");
    }

    [Fact]
    public async Task Killed_before_the_answer_is_kept_it_asks_and_makes_no_second_transfer()
    {
        var (shop, no) = await Killed((_, approve) => killable.KillAt(
            "before insert on payout_transfer_steps for each row when (new.cause = 'call')", approve));
        Calls(no).ShouldBe(["send"]);
        await PaidOnce(shop, no, "send", "ask", "send");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Killed_while_it_takes_a_transfer_back_the_money_comes_back_once(bool isAnswered)
    {
        var (shop, no) = await Approved();
        await Reaches(shop, "awaitingConfirmation");
        async Task TakeBack() => (await shop.TakeBack(no)).Must(200);
        if (isAnswered)
            await killable.KillAt(
                "before insert on movements for each row when (new.event = 'returned')", TakeBack);
        else
        {
            _wechat.CancelFaults.Enqueue(Fault.Hold);
            await TakeBack();
            await KillablePayouts.Until(() => Task.FromResult(_wechat.Transfers[no].State == "CANCELING"));
            await killable.Product.Kill(api: true);
        }
        await killable.PassLease(shop);
        await Reaches(shop, "cancelled");
        (await Moved(shop, "returned")).ShouldBe(10_000);
        var next = await shop.Pay("wechat");
        (await shop.Transfers(next))[0].No.ShouldNotBe(no);
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
    }

    private async Task<(PayoutShop Shop, string No)> Killed(Func<PayoutShop, Func<Task>, Task> kill)
    {
        var shop = await WechatApi.Shop(killable.Product.Platform, _wechat, "none", 10_000);
        await kill(shop, () => shop.Pay("wechat"));
        var transfer = (await shop.Backend.Get("/v1/customers/p0/payouts")).Must(200)
            .List("data").ShouldHaveSingleItem();
        transfer.GetProperty("state").GetString().ShouldBe("submitting");
        await killable.PassLease(shop);
        return (shop, transfer.GetProperty("transferNo").GetString()!);
    }

    private async Task<(PayoutShop Shop, string No)> Approved()
    {
        var shop = await WechatApi.Shop(killable.Product.Platform, _wechat, "none", 10_000);
        return (shop, (await shop.Transfers(await shop.Pay("wechat")))[0].No);
    }

    private async Task PaidOnce(PayoutShop shop, string no, params string[] calls)
    {
        await Reaches(shop, "awaitingConfirmation");
        Calls(no).ShouldBe(calls);
        (await killable.Count($"select count(*) from payout_transfers where shop_id = {shop.Backend.ShopKey}"))
            .ShouldBe(1);
        _wechat.Transfers[no].Confirm().ShouldBeTrue();
        (await _wechat.Callback(shop.Backend.Url, _wechat.Transfers[no])).Must(204);
        await Reaches(shop, "paid");
        (await Moved(shop, "paid")).ShouldBe(10_000);
        (await Moved(shop, "submitted")).ShouldBe(10_000);
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
    }

    private static Task Reaches(PayoutShop shop, string state) => KillablePayouts.Until(async () =>
        (await shop.Backend.Get("/v1/customers/p0/payouts")).Must(200).List("data")[0]
            .GetProperty("state").GetString() == state);

    private Task<long> Moved(PayoutShop shop, string what) => killable.Count($"""
        select coalesce(sum(amount), 0) from movements where event = '{what}' and shop_id = {shop.Backend.ShopKey}
        """);

    private string[] Calls(string no) =>
        [.. _wechat.Calls.Where(call => call.TransferNo == no).Select(call => call.Verb)];
}
