using SocialCommerce.Kernel.Operators;
using SocialCommerce.Payouts.Wechat;
using Xunit;

namespace SocialCommerce.TestSupport.Payouts;

/// <summary>The API beside a WeChat of its own; one per test class.</summary>
public class WechatApi(Cluster cluster) : IAsyncLifetime
{
    /// <summary>Milliseconds between two looks for calls to make.</summary>
    protected virtual int Pace => 300;

    /// <summary>The API.</summary>
    public TestApi Api { get; } = new(cluster);

    /// <summary>WeChat.</summary>
    public FakeWechat Wechat { get; private set; } = null!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        Wechat = await FakeWechat.Start();
        Api.Settings.AddRange(
        [
            $"--{WechatClient.Url}={Wechat.Url}", $"--{WechatClient.PublicUrl}=https://pay.example",
            $"--{WechatSchedule.Setting}={Pace}",
        ]);
        await Api.InitializeAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Api.DisposeAsync();
        await Wechat.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>A shop with WeChat transfers, and one partner for each amount who is to be paid it.</summary>
    internal Task<PayoutShop> Shop(string taxMode, params long[] amounts) =>
        Shop(Api.Platform, Wechat, taxMode, amounts);

    /// <summary>The same, wherever the API runs.</summary>
    internal static async Task<PayoutShop> Shop(
        Platform platform, FakeWechat wechat, string taxMode, params long[] amounts)
    {
        var shop = await PayoutShop.In(platform, taxMode);
        var admin = await platform.Operator(shop.Backend, "ada", Roles.Admin);
        (await admin.Put("/v1/payout-channels/wechat", wechat.Channel)).Must(200);
        for (var i = 0; i < amounts.Length; i++)
        {
            await shop.Earn($"p{i}", amounts[i], PayoutShop.Day(1, 1, 8));
            await shop.Payee($"p{i}", $"11010519900307{i:0000}", "wechat");
        }
        await shop.Settle(PayoutShop.Day(1, 16));
        return shop;
    }

    /// <summary>Waits until the only transfer of a member is in a state.</summary>
    internal static async Task<System.Text.Json.JsonElement> Reaches(PayoutShop shop, string customerId, string state)
    {
        for (var tries = 0; ; tries++)
        {
            var transfer = (await shop.Backend.Get($"/v1/customers/{customerId}/payouts")).Must(200).List("data")[0];
            if (transfer.GetProperty("state").GetString() == state) return transfer;
            if (tries > 150) throw new InvalidOperationException($"Expected {state}: {transfer}");
            await Task.Delay(100);
        }
    }
}

/// <summary>The API, which makes no call in the time of a test.</summary>
public sealed class SleepingWechatApi(Cluster cluster) : WechatApi(cluster)
{
    /// <inheritdoc/>
    protected override int Pace => 3_600_000;
}
