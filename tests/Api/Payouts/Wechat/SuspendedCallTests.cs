using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Payouts.WechatApi;

namespace SocialCommerce.ApiTests.Payouts.Wechat;

/// <summary>
/// Where WeChat takes nothing, a breaker stops knocking: transfers wait and say so, other calls and other shops go on,
/// and everything is sent once it closes again.
/// </summary>
public sealed class SuspendedCallTests(WechatApi api) : IClassFixture<WechatApi>
{
    private const int Members = 20;

    private readonly FakeWechat _wechat = api.Wechat;

    [Fact]
    public async Task An_open_breaker_stops_one_class_of_calls_of_one_shop_and_loses_nothing()
    {
        var shop = await api.Shop("none", [.. Enumerable.Range(0, Members).Select(i => 10_000L + i)]);
        (await shop.Approve((await shop.Batch("wechat", "p0")).Must(201))).Must(200);
        var sent = (await Reaches(shop, "p0", "awaitingConfirmation")).GetProperty("transferNo").GetString()!;
        var path = (await shop.Backend.Get("/v1/payout-channels")).Json.GetProperty("wechat")
            .GetProperty("callbackPath").GetString()!;
        _wechat.Down[path] = true;
        var batch = await shop.Pay("wechat");
        var transfers = await shop.Transfers(batch);
        transfers.Length.ShouldBe(Members - 1);
        await Suspended(shop, batch);
        var knocks = Knocks(transfers);
        knocks.ShouldBeLessThan(2 * Members, "it stopped knocking before every transfer was tried twice");

        // The other class: what was sent is taken back meanwhile. The same class of another shop: it is paid.
        (await shop.TakeBack(sent)).Must(200);
        await Reaches(shop, "p0", "cancelled");
        var other = await api.Shop("none", 10_000);
        await other.Pay("wechat");
        await Reaches(other, "p0", "awaitingConfirmation");

        _wechat.Down.Clear();
        for (var i = 1; i < Members; i++) await Reaches(shop, $"p{i}", "awaitingConfirmation");
        (await shop.Transfers(batch)).ShouldBe(transfers, "no number was changed");
        foreach (var (no, net) in transfers) _wechat.Transfers[no].Amount.ShouldBe(net);
        (await Problems(shop, batch)).ShouldAllBe(problem => problem == null);
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
        (await other.Backend.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_shop_whose_channels_keys_do_not_open_stops_no_other_shops_calls()
    {
        var (first, other) = (await api.Shop("none", 10_000), await api.Shop("none", 10_000));
        await api.Api.Corrupt($"""
            update wechat_channels set private_key = decode('02', 'hex') where shop_id = {first.Backend.ShopKey}
            """);
        await first.Pay("wechat");
        await other.Pay("wechat");
        await Reaches(other, "p0", "awaitingConfirmation");
        await Reaches(first, "p0", "submitting");
    }

    private static async Task Suspended(PayoutShop shop, Answer batch)
    {
        for (var tries = 0; !(await Problems(shop, batch)).Contains("CALLS_SUSPENDED"); tries++)
        {
            tries.ShouldBeLessThan(300);
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    private static async Task<string?[]> Problems(PayoutShop shop, Answer batch) =>
    [
        .. (await shop.Payouts(batch)).Select(payout =>
            payout.GetProperty("transfers")[0].TryGetProperty("problem", out var problem) ? problem.GetString() : null),
    ];

    private int Knocks((string No, long Net)[] transfers) =>
        _wechat.Posts.Count(no => transfers.Any(transfer => transfer.No == no));
}
