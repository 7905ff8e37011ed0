using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SocialCommerce.Payouts.Batches;
using SocialCommerce.Payouts.Channels;
using SocialCommerce.Payouts.Settings;
using SocialCommerce.Payouts.Transfers;

namespace SocialCommerce.Payouts.Wechat;

/// <summary>
/// What WeChat says of a transfer by itself. Believed only with a signature over the very bytes, by a key that the shop
/// knows, of the last minutes, and with a resource that opens; the same word twice has one effect.
/// </summary>
internal static class ReceiveWechatCallback
{
    private const int MaxBytes = 64 * 1024;
    private const string Path = "/callbacks/wechat-pay/";

    /// <summary>The bytes and what proves them.</summary>
    internal sealed record Command(string Code, string Body, WechatSignature Proof) : IRequest<Unit>;

    /// <summary>Where WeChat calls back for a merchant.</summary>
    public static string PathOf(string code) => $"{Path}{code}";

    // Called by WeChat alone, under no key of ours: it is no part of the API that the document describes.
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost($"{Path}{{code}}", async (string code, HttpContext context, IMediator mediator) =>
            {
                string? Header(string name) => context.Request.Headers[name].FirstOrDefault();
                var proof = new WechatSignature(
                    Header("Wechatpay-Serial"), Header("Wechatpay-Timestamp"), Header("Wechatpay-Nonce"),
                    Header("Wechatpay-Signature"));
                await mediator.Send(new Command(code, await Body(context), proof), context.RequestAborted);
                return Results.NoContent();
            })
            .ExcludeFromDescription()
            .Problems(
                WechatProblems.ResourceUnreadable, WechatProblems.SerialUnknown, WechatProblems.SignatureInvalid,
                WechatProblems.SignatureMissing, WechatProblems.SignatureProbe, WechatProblems.TimestampStale,
                PayoutBatchProblems.TransferNotFound, WechatProblems.ChannelNotFound, TransferProblems.TransferClosed,
                CommonProblems.BodyTooLarge, TransferProblems.AmountDiffers, WechatProblems.MerchantDiffers,
                WechatProblems.StateUnknown, CommonProblems.SealedValueUnreadable);

    private static async Task<string> Body(HttpContext context)
    {
        var bytes = new byte[MaxBytes + 1];
        var read = await context.Request.Body.ReadAtLeastAsync(bytes, bytes.Length, false, context.RequestAborted);
        return read <= MaxBytes
            ? Encoding.UTF8.GetString(bytes, 0, read)
            : throw CommonProblems.BodyTooLarge.Because("A callback is smaller.");
    }

    internal sealed class Handler(Db db, PayoutContext context, WechatTransfers transfers)
        : IRequestHandler<Command, Unit>
    {
        public async Task<Unit> Handle(Command command, CancellationToken cancel)
        {
            var code = ShortCode.Normalize(command.Code);
            var row = ShortCode.ShopOf(code) is { } shop
                ? (await db.Read(shop, batch => batch.Payouts.WechatChannel(shop), cancel)).First
                : null;
            if (row is null || row.Code != code) throw WechatProblems.ChannelNotFound.For(command.Code);
            var shopId = ShortCode.ShopOf(code)!.Value;
            var merchant = row.Open(context.Vault, shopId);
            if (WechatSigning.Doubt(merchant, command.Proof, command.Body, context.Time.GetUtcNow()) is { } doubt)
                throw doubt.Because("This does not come from WeChat.");
            var transfer = Open(merchant, command.Body);
            if (transfer.MchId != merchant.MchId || transfer.Amount is null)
                throw WechatProblems.MerchantDiffers.Because("This is another merchant's pending.", "#/resource");
            var key = (await db.Rows<long>(shopId, FindSql, new { shop = shopId, transfer.TransferNo }, cancel));
            if (key.Count == 0) throw PayoutBatchProblems.TransferNotFound.For(transfer.TransferNo);
            await transfers.Apply(row.Shop(shopId), key[0], transfer, "callback", cancel);
            return Unit.Value;
        }

        private static WechatTransfer Open(WechatMerchant merchant, string body)
        {
            try
            {
                using var document = JsonDocument.Parse(body);
                var resource = document.RootElement.GetProperty("resource");
                string Text(string name) =>
                    resource.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
                if (Text("algorithm") == "AEAD_AES_256_GCM"
                    && WechatTransfer.Read(WechatSigning.Open(
                        merchant.ApiKey, Text("nonce"), Text("associated_data"), Text("ciphertext"))) is { } transfer)
                    return transfer;
            }
            catch (Exception error) when (error is JsonException or CryptographicException or InvalidOperationException
                or KeyNotFoundException)
            {
                // Told below, as anything else that cannot be read.
            }
            throw WechatProblems.ResourceUnreadable.Because("The resource cannot be opened.", "#/resource");
        }
    }

    private const string FindSql = """
        select transfer_key from payout_transfers where shop_id = @shop and transfer_no = @transferNo
            and channel = 'wechat'
        """;
}
