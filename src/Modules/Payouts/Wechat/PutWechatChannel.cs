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
    /// <param name="MchId">Merchant id.</param>
    /// <param name="AppId">The app under which openids are.</param>
    /// <param name="SerialNo">Serial of the merchant's certificate.</param>
    /// <param name="PrivateKey">The merchant's private key, PEM.</param>
    /// <param name="ApiKey">The APIv3 key, 32 characters.</param>
    /// <param name="PlatformKeys">WeChat's keys; names are encrypted to the last.</param>
    /// <param name="PostType">What payees are, as WeChat asks for scene 1005.</param>
    /// <param name="Explanation">What is paid for, as WeChat asks for scene 1005.</param>
    public sealed record Command(
        string MchId, string AppId, string SerialNo, string PrivateKey, string ApiKey,
        WechatPlatformKey[] PlatformKeys, string PostType, string Explanation) : IRequest<Result>;

    /// <summary>Asks which channels are set up.</summary>
    public sealed record Query : IRequest<Result>;

    /// <summary>The channels of a shop.</summary>
    /// <param name="Ready">Those through which a batch can be paid.</param>
    /// <param name="Wechat">The WeChat merchant, where one is set up.</param>
    public sealed record Result(IReadOnlyList<string> Ready, Merchant? Wechat);

    /// <summary>A WeChat merchant without its secrets.</summary>
    /// <param name="MchId">Merchant id.</param>
    /// <param name="AppId">The app.</param>
    /// <param name="SerialNo">Serial of the merchant's certificate.</param>
    /// <param name="PlatformSerials">Serials of WeChat's keys.</param>
    /// <param name="CallbackPath">Where WeChat calls back, below the product's public address.</param>
    public sealed record Merchant(
        string MchId, string AppId, string SerialNo, IReadOnlyList<string> PlatformSerials, string CallbackPath);

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPut("/v1/payout-channels/wechat", (Command command, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(command, cancel))
            .Describe(
                "putWechatChannel", "Payouts", "Set up the WeChat channel",
                "Sets up WeChat merchant transfers (scene 1005, commission) or replaces the setup: the merchant, its "
                    + "keys and the keys of WeChat. Secrets are stored encrypted and never returned. A shop in "
                    + "another currency than CNY is refused with 409, an invalid RSA key with 422. Transfers under "
                    + "way keep their callback address.")
            .Scope(Scopes.PayoutsWrite).ForPersons(Roles.Admin)
            .Problems(
                WechatProblems.ChannelNeedsCny, WechatProblems.KeyInvalid, CommonProblems.ValidationFailed,
                CommonProblems.SecretsKeyMissing);
        routes.MapGet("/v1/payout-channels", (IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(), cancel))
            .Describe(
                "getPayoutChannels", "Payouts", "Get the payout channels",
                "Returns the channels through which a batch can be paid, and the WeChat merchant without its secrets "
                    + "if one is set up.")
            .Scope(Scopes.PayoutsRead);
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        private const string SerialRule = "A serial number has 4 to 64 letters, digits and _.";

        public Validator()
        {
            RuleFor(c => c.MchId).Matches(@"^[0-9]{4,32}\z").WithErrorCode("MERCHANT_INVALID")
                .WithMessage("A merchant's number has 4 to 32 digits.");
            RuleFor(c => c.AppId).Matches(@"^[A-Za-z0-9]{4,32}\z").WithErrorCode("APP_INVALID")
                .WithMessage("An app id has 4 to 32 letters and digits.");
            RuleFor(c => c.SerialNo).Matches(@"^[A-Za-z0-9_]{4,64}\z").WithErrorCode("SERIAL_INVALID")
                .WithMessage(SerialRule);
            RuleFor(c => c.ApiKey).Matches(@"^[\x21-\x7e]{32}\z").WithErrorCode("API_KEY_INVALID")
                .WithMessage("The APIv3 key has 32 characters.");
            RuleFor(c => c.PrivateKey).MaximumLength(10_000).WithErrorCode("KEY_INVALID");
            RuleFor(c => c.PlatformKeys).Must(keys => keys.Length is > 0 and <= 10)
                .WithErrorCode("KEYS_INVALID").WithMessage("Send 1 to 10 of WeChat's keys.");
            RuleForEach(c => c.PlatformKeys).ChildRules(key =>
            {
                key.RuleFor(k => k.Serial).Matches(@"^[A-Za-z0-9_]{4,64}\z").WithErrorCode("SERIAL_INVALID")
                    .WithMessage(SerialRule);
                key.RuleFor(k => k.PublicKey).MaximumLength(10_000).WithErrorCode("KEY_INVALID");
            });
            RuleFor(c => c.PostType).MerchantId();
            RuleFor(c => c.Explanation).MerchantId();
        }
    }

    internal sealed class Handler(Db db, Caller caller, PayoutContext context)
        : IRequestHandler<Command, Result>, IRequestHandler<Query, Result>
    {
        public Task<Result> Handle(Command command, CancellationToken cancel)
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

        public async Task<Result> Handle(Query query, CancellationToken cancel) => Show(
            (await db.Read(caller.Shop.Id, batch => batch.Payouts.WechatChannel(caller.Shop.Id), cancel)).First);

        private async Task<Result> Put(ShopTransaction transaction, Command command)
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
            return Show(after.First);
        }

        private static Result Show(WechatChannelRow? row) => row is null
            ? new Result([PayoutChannel.Manual], null)
            : new Result([PayoutChannel.Manual, PayoutChannel.Wechat], new Merchant(
                row.MchId, row.AppId, row.SerialNo, [.. row.Keys.Select(key => key.Serial)],
                ReceiveWechatCallback.PathOf(row.Code)));
    }

    // The code stays: WeChat calls back under it for bills that are on their way.
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
