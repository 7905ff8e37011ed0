using SocialCommerce.Payouts.Channels;
using SocialCommerce.Payouts.Settings;

namespace SocialCommerce.Payouts.Wechat;

/// <summary>
/// Sets up WeChat transfers (商家转账, scene 1005 commission): the merchant, its keys, and WeChat's. Secrets are stored
/// encrypted and never returned.
/// </summary>
internal static class PutWechatChannel
{
    /// <summary>The merchant.</summary>
    /// <param name="MchId" example="1900000109">Merchant id.</param>
    /// <param name="AppId" example="wx8888888888888888">The app under which openids are.</param>
    /// <param name="SerialNo" example="5157F09EFDC096DE">Serial of the merchant's certificate.</param>
    /// <param name="PrivateKey" example="-----BEGIN PRIVATE KEY-----…">The merchant's private key, PEM.</param>
    /// <param name="ApiKey" example="0123456789abcdef0123456789abcdef">The APIv3 key, 32 characters.</param>
    /// <param name="PlatformKeys">WeChat's keys; names are encrypted to the last.</param>
    /// <param name="PostType" example="推广员">What payees are, as WeChat asks for scene 1005.</param>
    /// <param name="Explanation" example="推广佣金">What is paid for, as WeChat asks for scene 1005.</param>
    public sealed record Command(
        string MchId, string AppId, string SerialNo, string PrivateKey, string ApiKey,
        WechatPlatformKey[] PlatformKeys, string PostType, string Explanation) : IRequest<PayoutChannels>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPut("/v1/payout-channels/wechat", (Command command, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(command, cancel))
            .Describe(
                "putWechatChannel", "Payouts", "Set up the WeChat channel",
                "Sets up WeChat merchant transfers (scene 1005, commission) or replaces the setup: the merchant, its "
                    + "keys and the keys of WeChat. Secrets are stored encrypted and never returned. A shop in "
                    + "another currency than CNY is refused with 409, an invalid RSA key with 422. Transfers under "
                    + "way keep their callback address.")
            .Example("""
                {"mchId": "1900000109", "appId": "wx8888888888888888", "serialNo": "5157F09EFDC096DE",
                 "privateKey": "-----BEGIN PRIVATE KEY-----…", "apiKey": "0123456789abcdef0123456789abcdef",
                 "platformKeys": [{"serial": "PUB_KEY_ID_0119000001092026",
                 "publicKey": "-----BEGIN PUBLIC KEY-----…"}], "postType": "推广员", "explanation": "推广佣金"}
                """)
            .Scope(Scopes.PayoutsWrite).ForPersons(Roles.Admin)
            .Problems(
                WechatProblems.ChannelNeedsCny, WechatProblems.KeyInvalid, CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        private const string SerialRule = "A serial number has 4 to 64 letters, digits and _.";

        public Validator()
        {
            RuleFor(c => c.MchId).Characters("0-9", 4, 32).WithErrorCode("MERCHANT_INVALID")
                .WithMessage("A merchant's number has 4 to 32 digits.");
            RuleFor(c => c.AppId).Characters("A-Za-z0-9", 4, 32).WithErrorCode("APP_INVALID")
                .WithMessage("An app id has 4 to 32 letters and digits.");
            RuleFor(c => c.SerialNo).Characters("A-Za-z0-9_", 4, 64).WithErrorCode("SERIAL_INVALID")
                .WithMessage(SerialRule);
            RuleFor(c => c.ApiKey).Characters("\\x21-\\x7e", 32, 32).WithErrorCode("API_KEY_INVALID")
                .WithMessage("The APIv3 key has 32 characters.");
            RuleFor(c => c.PrivateKey).MaximumLength(10_000).WithErrorCode("KEY_INVALID");
            RuleFor(c => c.PlatformKeys).Count(1, 10)
                .WithErrorCode("KEYS_INVALID").WithMessage("Send 1 to 10 of WeChat's keys.");
            RuleForEach(c => c.PlatformKeys).ChildRules(key =>
            {
                key.RuleFor(k => k.Serial).Characters("A-Za-z0-9_", 4, 64).WithErrorCode("SERIAL_INVALID")
                    .WithMessage(SerialRule);
                key.RuleFor(k => k.PublicKey).MaximumLength(10_000).WithErrorCode("KEY_INVALID");
            });
            RuleFor(c => c.PostType).MerchantId();
            RuleFor(c => c.Explanation).MerchantId();
        }
    }

    internal sealed class Handler(Db db, Caller caller, PayoutContext context)
        : IRequestHandler<Command, PayoutChannels>
    {
        public Task<PayoutChannels> Handle(Command command, CancellationToken cancel)
        {
            if (caller.Shop.Currency != "CNY")
                throw WechatProblems.ChannelNeedsCny.Because(
                    $"WeChat transfers are in CNY; this shop uses {caller.Shop.Currency}.");
            if (!WechatSigning.IsKey(command.PrivateKey, true))
                throw WechatProblems.KeyInvalid.Because(
                    "privateKey must be an RSA private key in PEM.", "#/privateKey");
            for (var i = 0; i < command.PlatformKeys.Length; i++)
                if (!WechatSigning.IsKey(command.PlatformKeys[i].PublicKey, false))
                    throw WechatProblems.KeyInvalid.Because(
                        "publicKey must be an RSA public key in PEM.", $"#/platformKeys/{i}/publicKey");
            return db.Write(caller.Shop.Id, transaction => Put(transaction, command), cancel);
        }

        private async Task<PayoutChannels> Put(ShopTransaction transaction, Command command)
        {
            var (shop, protector) = (transaction.ShopId, context.Vault);
            var reads = transaction.Batch();
            var state = reads.ShopState(shop);
            var before = reads.Payouts.WechatChannel(shop);
            await reads.Run(transaction.Cancel);

            var writes = transaction.Batch();
            writes.Do(PutSql, new
            {
                shop,
                code = ShortCode.Next(shop),
                command.MchId,
                command.AppId,
                command.SerialNo,
                privateKey = protector.Seal(shop, WechatChannels.PrivateKeyPlace(shop), command.PrivateKey),
                apiKey = protector.Seal(shop, WechatChannels.ApiKeyPlace(shop), command.ApiKey),
                platformKeys = Json.Write(command.PlatformKeys),
                command.PostType,
                command.Explanation,
                now = state.First!.Now(caller.Shop, context.Time),
            });
            var after = writes.Payouts.WechatChannel(shop);
            writes.Log(shop, caller, new AuditEntry(
                "wechatChannel", command.MchId, before.First is { } old ? new { old.MchId, old.SerialNo } : null,
                new { command.MchId, command.AppId, command.SerialNo }));
            await writes.Commit(transaction.Cancel);
            return PayoutChannels.Of(after.First);
        }
    }

    // The code stays: WeChat calls back under it for transfers that are on their way.
    private const string PutSql = """
        insert into wechat_channels (shop_id, code, mch_id, app_id, serial_no, private_key, api_key, platform_keys,
            post_type, explanation, updated_at)
        values (@shop, @code, @mchId, @appId, @serialNo, @privateKey, @apiKey, @platformKeys::jsonb, @postType,
            @explanation, @now)
        on conflict (shop_id) do update set mch_id = excluded.mch_id, app_id = excluded.app_id,
            serial_no = excluded.serial_no, private_key = excluded.private_key, api_key = excluded.api_key,
            platform_keys = excluded.platform_keys, post_type = excluded.post_type,
            explanation = excluded.explanation, updated_at = excluded.updated_at
        """;
}
