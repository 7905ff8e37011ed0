using Shouldly;
using SocialCommerce.Payouts.Wechat;
using Xunit;
using static SocialCommerce.TestSupport.Payouts.WechatApi;

namespace SocialCommerce.ApiTests.Payouts.Wechat;

/// <summary>Callbacks are believed only when everything about them is right, and have one effect.</summary>
public sealed class WechatCallbackTests(WechatApi api) : IClassFixture<WechatApi>
{
    private readonly FakeWechat _wechat = api.Wechat;

    [Fact]
    public async Task A_callback_that_is_wrong_in_any_way_is_refused_and_changes_nothing()
    {
        var (shop, transfer) = await Waiting();
        transfer.State = "SUCCESS";
        var before = await Snapshot.Of(api.Api);
        foreach (var (status, code, spoil) in Spoilt())
            (await _wechat.Callback(shop.Backend.Url, transfer, spoil)).Refused(status, code);
        var foreign = new FakeTransfer
        {
            TransferNo = "scnobody",
            Amount = 1,
            OpenId = "",
            Name = "",
            NotifyUrl = transfer.NotifyUrl,
            State = "SUCCESS",
        };
        (await _wechat.Callback(shop.Backend.Url, foreign)).Refused(404, "TRANSFER_NOT_FOUND");
        (await Snapshot.Of(api.Api)).ShouldBe(before);
        (await _wechat.Callback(shop.Backend.Url, transfer)).Must(204);
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Duplicates_late_words_and_a_question_beside_them_have_one_effect()
    {
        var (shop, transfer) = await Waiting();
        var other = await api.Api.Instance();
        transfer.State = "SUCCESS";
        var asking = api.Api.Corrupt(
            $"update payout_transfers set next_call_at = now() where shop_id = {shop.Backend.ShopKey}");
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i =>
            _wechat.Callback(i % 2 == 0 ? shop.Backend.Url : other, transfer)));
        await asking;
        answers.ShouldAllBe(answer => answer.Status == 204);
        await Reaches(shop, "p0", "paid");
        (await api.Api.Count($"""
            select count(*) from movements where event = 'paid' and shop_id = {shop.Backend.ShopKey}
            """)).ShouldBe(1);
        transfer.State = "WAIT_USER_CONFIRM";
        (await _wechat.Callback(shop.Backend.Url, transfer)).Must(204);
        transfer.State = "FAIL";
        (await _wechat.Callback(shop.Backend.Url, transfer)).Refused(409, "TRANSFER_CLOSED");
        await Reaches(shop, "p0", "paid");
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("submitting", "ACCEPTED", null, "submitted", false)]
    [InlineData("submitting", "PROCESSING", null, "submitted", false)]
    [InlineData("awaitingConfirmation", "PROCESSING", null, "awaitingConfirmation", false)]
    [InlineData("awaitingConfirmation", "TRANSFERING", null, "awaitingConfirmation", false)]
    [InlineData("submitted", "WAIT_USER_CONFIRM", null, "awaitingConfirmation", false)]
    [InlineData("submitted", "CANCELING", null, "submitted", false)]
    [InlineData("submitted", "SUCCESS", null, "paid", true)]
    [InlineData("awaitingConfirmation", "FAIL", "ACCOUNT_FROZEN", "failed", true)]
    [InlineData("awaitingConfirmation", "FAIL", "OVERDUE_CLOSE", "expired", true)]
    [InlineData("submitted", "CANCELLED", null, "cancelled", true)]
    public void Wechats_words_move_a_transfer_forward(
        string from, string word, string? reason, string to, bool isEnd) =>
        WechatMoves.Next(from, null, Transfer(word, reason), default).ShouldBe(new WechatMove(to, isEnd));

    [Fact]
    public void A_word_that_nobody_knows_moves_nothing() =>
        WechatMoves.Next("submitted", null, Transfer("SUCCES", null), default).ShouldBeNull();

    private static WechatTransfer Transfer(string state, string? reason) =>
        new("sc", state, null, null, null, null, null, reason);

    private async Task<(PayoutShop Shop, FakeTransfer Transfer)> Waiting()
    {
        var shop = await api.Shop("none", 10_000);
        await shop.Pay("wechat");
        var transfer = await Reaches(shop, "p0", "awaitingConfirmation");
        return (shop, _wechat.Transfers[transfer.GetProperty("transferNo").GetString()!]);
    }

    private static IEnumerable<(int Status, string Code, Func<FakeCallback, FakeCallback> Spoil)> Spoilt() =>
    [
        (401, "SIGNATURE_MISSING", one => one with { Signature = Header(_ => null) }),
        (401, "SIGNATURE_PROBE", one => one with { Signature = Header(value => $"{WechatSigning.Probe}{value}") }),
        (401, "SIGNATURE_INVALID", one => one with { Signature = Header(_ => Convert.ToBase64String(new byte[256])) }),
        (401, "SIGNATURE_INVALID", one => one with { Signature = Header(_ => "not base64!") }),
        (401, "SIGNATURE_INVALID", one => one with { Tamper = body => body.Replace("mch_payment", "mch_paymenu") }),
        (401, "SERIAL_UNKNOWN", one => one with { SignedBy = "PUB_KEY_ID_OTHER" }),
        (401, "TIMESTAMP_STALE", one => one with { SignedAt = one.SignedAt.AddMinutes(-6) }),
        (401, "TIMESTAMP_STALE", one => one with { SignedAt = one.SignedAt.AddMinutes(6) }),
        (400, "RESOURCE_UNREADABLE", one => one with { SealedWith = new string('x', 32) }),
        (400, "RESOURCE_UNREADABLE", one => one with { Resource = "[]" }),
        (422, "AMOUNT_DIFFERS", one => one with
        {
            Resource = one.Resource.Replace("\"transfer_amount\":10000", "\"transfer_amount\":10001"),
        }),
        (422, "MERCHANT_DIFFERS", one => one with { Resource = one.Resource.Replace(FakeWechat.MchId, "1900000108") }),
        (422, "STATE_UNKNOWN", one => one with { Resource = one.Resource.Replace("SUCCESS", "SUCCEEDED") }),
    ];

    private static Func<string, string, string?> Header(Func<string, string?> change) =>
        (name, value) => name == "Wechatpay-Signature" ? change(value) : value;
}
