using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SocialCommerce.Payouts.Accounts;
using SocialCommerce.Payouts.Batches;
using SocialCommerce.Payouts.Channels;
using SocialCommerce.Payouts.Payees;
using SocialCommerce.Payouts.Settings;

namespace SocialCommerce.Payouts.Wechat;

/// <summary>
/// Makes the calls that transfers wait for. All it knows is in the tables: any number of instances take transfers up
/// one by one, and what one of them dies with another finds again, and asks WeChat after it before anything is sent
/// again.
/// </summary>
internal sealed partial class WechatCalls(
    Db db, WechatTransfers transfers, WechatClient client, WechatSchedule pace, PayoutContext context,
    ILogger<WechatCalls> log)
    : BackgroundService
{
    /// <summary>For what requests are sealed.</summary>
    public const string RequestPurpose = "wechat.request";

    private const long LeastWithName = 30;
    private const int MaxRemark = 32;

    // After a day it is for people to find out what became of a call.
    private static readonly TimeSpan GiveUp = TimeSpan.FromHours(24);

    // WeChat rejects a request signed more than 5 minutes ago, and no process sends a transfer whose lease has expired.
    private static readonly TimeSpan Arrives = TimeSpan.FromMinutes(10);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Round(stoppingToken);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailure(log, error);
            }
            await Task.Delay(pace.Look, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Round(CancellationToken cancel)
    {
        var now = Timestamps.Micro(context.Time.GetUtcNow());
        foreach (var shopId in await db.Rows<long>(0, DueSql, new { now }, cancel))
            try
            {
                await Round(shopId, cancel);
            }
            catch (Exception error) when (!cancel.IsCancellationRequested)
            {
                // One shop in trouble, such as one whose channel's keys do not open, stops no other.
                LogFailure(log, error);
            }
    }

    private async Task Round(long shopId, CancellationToken cancel)
    {
        var channel = await db.Read(shopId, batch => batch.Payouts.WechatChannel(shopId), cancel);
        if (channel.First is not { } row) return;
        var merchant = row.Open(context.Vault, shopId);
        while (await transfers.TakeUp(shopId, cancel) is { } pending)
            await Step(row.Shop(shopId), merchant, pending, cancel);
    }

    private async Task Step(Shop shop, WechatMerchant merchant, PendingTransfer pending, CancellationToken cancel)
    {
        try
        {
            if (shop.Sandbox && client.IsReal)
                await transfers.Postpone(shop.Id, pending.TransferKey, "SANDBOX_REACHES_NO_WECHAT", GiveUp, cancel);
            else if (pending is { State: "submitting", Attempts: 1 }) await Send(shop, merchant, pending, cancel);
            else await LookInto(shop, merchant, pending, cancel);
        }
        catch (ProblemException refused)
        {
            await transfers.Postpone(shop.Id, pending.TransferKey, refused.Code, pace.After(pending.Attempts), cancel);
        }
        catch (Exception error) when (!cancel.IsCancellationRequested)
        {
            // One transfer in trouble stops no other; it is taken up again when its time has passed.
            LogFailure(log, error);
        }
    }

    /// <summary>Whatever was unclear: WeChat is asked before anything is sent or taken back.</summary>
    private async Task LookInto(Shop shop, WechatMerchant merchant, PendingTransfer pending, CancellationToken cancel)
    {
        var answer = await client.Query(merchant, pending.TransferNo, cancel);
        if (answer is { IsUnknown: true } && pending.State == "submitting") await Lost(shop, merchant, pending, cancel);
        else if (pending.CancelAskedAt is not null && WechatMoves.CanCancel(answer.Transfer))
            await TakeBack(shop, merchant, pending, cancel);
        else if (answer.Transfer is { State: "WAIT_USER_CONFIRM" } && pending is { Package: null, Request: not null })
            await Send(shop, merchant, pending, cancel);
        else if (answer.Transfer is { } transfer) await transfers.Apply(
            shop, pending.TransferKey, transfer, "query", cancel);
        else await transfers.Postpone(shop.Id, pending.TransferKey, answer.Code!, pace.After(pending.Attempts), cancel);
    }

    /// <summary>Only WeChat knows whether the member was faster: where it refuses, the next question tells.</summary>
    private async Task TakeBack(Shop shop, WechatMerchant merchant, PendingTransfer pending, CancellationToken cancel)
    {
        var answer = await client.Cancel(merchant, pending.TransferNo, cancel);
        if (answer.Transfer is { } transfer) await transfers.Apply(
            shop, pending.TransferKey, transfer, "cancellation", cancel);
        else await transfers.Postpone(shop.Id, pending.TransferKey, answer.Code!, pace.After(pending.Attempts), cancel);
    }

    /// <summary>
    /// WeChat does not know the transfer: it fails if WeChat refused it, is sent again if it was lost, and is cancelled
    /// if its cancellation was requested and no request of ours can arrive any more.
    /// </summary>
    private Task Lost(Shop shop, WechatMerchant merchant, PendingTransfer pending, CancellationToken cancel)
    {
        const string refused = "refused: ";
        if (pending.Problem?.StartsWith(refused, StringComparison.Ordinal) == true)
            return transfers.End(
                shop, new TransferOutcome(
                    pending.TransferKey, "failed", pending.Problem[refused.Length..], null), "refusal", cancel);
        if (pending.CancelAskedAt is { } asked)
            return context.Time.GetUtcNow() - asked > Arrives
                ? transfers.End(
                    shop, new TransferOutcome(pending.TransferKey, "cancelled", null, null), "cancellation", cancel)
                : transfers.Postpone(shop.Id, pending.TransferKey, "NOT_FOUND", pace.After(pending.Attempts), cancel);
        return context.Time.GetUtcNow() - pending.FirstCallAt > GiveUp
            ? transfers.Postpone(shop.Id, pending.TransferKey, "GIVEN_UP_AFTER_A_DAY", pace.Ask, cancel)
            : Send(shop, merchant, pending, cancel);
    }

    private async Task Send(Shop shop, WechatMerchant merchant, PendingTransfer pending, CancellationToken cancel)
    {
        var sealedRequest = pending.Request ?? await Prepare(shop, merchant, pending, cancel);
        var request = Json.Read<Request>(context.Vault.Open(shop.Id, RequestPlace(pending.TransferKey), sealedRequest));
        // A process whose lease has expired leaves the transfer to the one that has taken it up since.
        if (context.Time.GetUtcNow() >= pending.NextCallAt) return;
        var answer = await client.Send(merchant, request.Body, request.Serial, cancel);
        if (answer.Transfer is { } transfer) await transfers.Apply(shop, pending.TransferKey, transfer, "call", cancel);
        else
            await transfers.Postpone(
                shop.Id, pending.TransferKey, answer.IsRefused ? $"refused: {answer.Code}" : answer.Code!,
                pace.After(pending.Attempts), cancel);
    }

    /// <summary>Makes the bytes of a request and keeps them before they are sent.</summary>
    private async Task<byte[]> Prepare(
        Shop shop, WechatMerchant merchant, PendingTransfer pending, CancellationToken cancel)
    {
        var name = context.Vault.Open(shop.Id, PayeeSql.NamePlace(pending.PayeeKey), pending.Name);
        var account = context.Vault.RequireApproved(shop.Id, pending.Account, pending.TransferNo);
        var key = merchant.PlatformKeys[^1];
        var body = new Dictionary<string, object>
        {
            ["appid"] = merchant.AppId,
            ["out_bill_no"] = pending.TransferNo,
            ["transfer_scene_id"] = "1005",
            ["openid"] = account.Account,
            ["transfer_amount"] = pending.Net,
            ["transfer_remark"] = merchant.Explanation[..Math.Min(merchant.Explanation.Length, MaxRemark)],
            ["notify_url"] = client.CallbackUrl(merchant),
            ["transfer_scene_report_infos"] = new[]
            {
                new { info_type = "岗位类型", info_content = merchant.PostType },
                new { info_type = "报酬说明", info_content = merchant.Explanation },
            },
        };
        // WeChat compares the name with the account's, and refuses one below 0.3 yuan.
        if (pending.Net >= LeastWithName) body["user_name"] = WechatSigning.Encrypt(key, name);
        var text = System.Text.Json.JsonSerializer.Serialize(body);
        var sealedRequest = context.Vault.Seal(
            shop.Id, RequestPlace(pending.TransferKey), Json.Write(new Request(key.Serial, text)));
        await transfers.KeepRequest(shop.Id, pending.TransferKey, sealedRequest, cancel);
        return sealedRequest;
    }

    private static SealedPlace RequestPlace(long transferKey) =>
        new("payout_transfers", "request", transferKey, RequestPurpose);

    private sealed record Request(string Serial, string Body);

    private const string DueSql = "select payout_shops_due(@now)";

    [LoggerMessage(Level = LogLevel.Warning, Message = "Payout calls failed and will be made later")]
    private static partial void LogFailure(ILogger logger, Exception error);
}
