using Shouldly;
using SocialCommerce.Payouts.Wechat;
using Xunit;

namespace SocialCommerce.ApiTests.Payouts.Wechat;

/// <summary>WeChat is sent the account that two persons approved, or nothing.</summary>
public sealed class ApprovedAccountTests(SleepingWechatApi api) : IClassFixture<SleepingWechatApi>
{
    [Fact]
    public async Task A_transfer_to_an_account_that_was_moved_after_the_approval_is_not_sent()
    {
        var shop = await api.Shop("none", 10_000, 20_000);
        await shop.Pay("wechat");
        await api.Api.Corrupt("""
            update payee_accounts a set details = m.details from payee_accounts m
            where a.payee_key = (select min(payee_key) from payees)
                and m.payee_key = (select max(payee_key) from payees)
            """);
        api.Api.Settings.Add($"--{WechatSchedule.Setting}=300");
        await api.Api.Instance();
        await WechatApi.Reaches(shop, "p1", "awaitingConfirmation");
        for (var tries = 0; await Altered() == 0 && tries < 150; tries++)
            await Task.Delay(100, TestContext.Current.CancellationToken);
        (await Altered()).ShouldBe(1);
        api.Wechat.Transfers.Values.Select(transfer => transfer.OpenId).ShouldBe(["openid-p1"]);
        (await shop.Backend.FailedChecks()).ShouldBe(["sealedValues"]);
    }

    private Task<long> Altered() =>
        api.Api.Count(
            "select count(*) from payout_transfers where problem = 'ACCOUNT_ALTERED' and state = 'submitting'");
}
