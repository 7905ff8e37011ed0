using Microsoft.AspNetCore.Mvc;

namespace SocialCommerce.Payouts.Settings;

/// <summary>
/// How a shop pays out: the pause after a change of account, the tax mode, the agreement that payees accept, the cap
/// and the minimum of a transfer by channel, invoices, the account that bank files are drawn on, and whether payouts
/// are paused. Every change is stored as a version; a batch names the version that it was decided by.
/// </summary>
internal static class PayoutSettings
{
    private const int MaxPauseDays = 90;
    private const int MaxTolerance = 1_000;
    private const string CapRule = "The cap must be at least twice the minimum, since parts of a payout are equal.";

    /// <summary>Their name in the table of settings.</summary>
    internal const string Name = "payoutSettings";

    /// <summary>What applies until the shop sets anything; it has no tax mode then.</summary>
    internal static readonly Command Usual = new(3, TaxMode.None);

    /// <summary>None, so that the first ones are always a choice.</summary>
    internal static readonly Setting<Command?> Setting = new(Name, null);

    /// <summary>The settings from now on.</summary>
    /// <param name="AccountPauseDays">Days without payout after a change of account; 0 to 90.</param>
    /// <param name="TaxMode"><c>none</c>, <c>cnLaborPerMonth</c>, <c>cnPlatformCumulative</c> or
    /// <c>external</c>.</param>
    /// <param name="AgreementVersion" example="2026-1">
    /// The agreement that a payee must have accepted; absent: any.
    /// </param>
    /// <param name="ManualTransferCap">The most that one transfer of the manual channel may come to, in minor
    /// units.</param>
    /// <param name="WechatTransferCap">The same for WeChat transfers.</param>
    /// <param name="Paused">Whether nothing is approved and nothing is sent.</param>
    /// <param name="PauseReason" example="The bank is closed">Why.</param>
    /// <param name="ManualMinimum">The least that a payout of the manual channel may come to after tax, in minor units;
    /// absent: 100. What is less is carried to a later batch.</param>
    /// <param name="WechatMinimum">The same for WeChat transfers; absent: 10, which is WeChat's own least.</param>
    /// <param name="InvoiceRequired">Whether a business is paid only against an invoice that covers the payout.</param>
    /// <param name="RemittanceTolerance">By how much a tax remittance may exceed what its month has left to remit, in
    /// minor units, where an authority rounds; 0 to 1000.</param>
    /// <param name="Debtor">The account that pain.001 and bank files are drawn on.</param>
    /// <param name="RecoveryTolerance">By how much transfers that a restore has lost may exceed the settled balance of
    /// a customer, in minor units; 0 to 1000.</param>
    public sealed record Command(
        int AccountPauseDays, string TaxMode, string? AgreementVersion = null, long? ManualTransferCap = null,
        long? WechatTransferCap = null, bool Paused = false, string? PauseReason = null, long? ManualMinimum = null,
        long? WechatMinimum = null, bool InvoiceRequired = false, long RemittanceTolerance = 0, Debtor? Debtor = null,
        long RecoveryTolerance = 0);

    /// <summary>The settings to put.</summary>
    public sealed record Put(Command Body, string? IfMatch) : IRequest<Versioned<Result>>;

    /// <summary>How payouts are made.</summary>
    /// <param name="AccountPauseDays">Days without payout after a change of account.</param>
    /// <param name="TaxMode"><c>none</c>, <c>cnLaborPerMonth</c>, <c>cnPlatformCumulative</c> or
    /// <c>external</c>.</param>
    /// <param name="Paused">Whether nothing is approved and nothing is sent.</param>
    /// <param name="NeedsReconciliation">
    /// Whether the database was restored, or another server took over, since payouts were last known to agree with the
    /// channels. Payouts stay paused until they are reconciled.
    /// </param>
    /// <param name="Version">Version of these settings; 0 before the first change.</param>
    /// <param name="ManualMinimum">The least that a payout of the manual channel may come to after tax, in minor units.
    /// </param>
    /// <param name="WechatMinimum">The same for WeChat transfers.</param>
    /// <param name="InvoiceRequired">Whether a business is paid only against an invoice that covers the payout.</param>
    /// <param name="RemittanceTolerance">By how much a tax remittance may exceed what its month has left to remit.
    /// </param>
    /// <param name="RecoveryTolerance">By how much transfers that a restore has lost may exceed the settled balance of
    /// a customer.</param>
    /// <param name="AgreementVersion" example="2026-1">
    /// The agreement that a payee must have accepted; absent: any.
    /// </param>
    /// <param name="ManualTransferCap">The most that one transfer of the manual channel may come to, in minor
    /// units.</param>
    /// <param name="WechatTransferCap">The same for WeChat transfers.</param>
    /// <param name="PauseReason" example="The bank is closed">Why payouts are paused.</param>
    /// <param name="Debtor">The account that pain.001 and bank files are drawn on.</param>
    public sealed record Result(
        int AccountPauseDays, string TaxMode, bool Paused, bool NeedsReconciliation, int Version, long ManualMinimum,
        long WechatMinimum, bool InvoiceRequired, long RemittanceTolerance, long RecoveryTolerance,
        string? AgreementVersion, long? ManualTransferCap, long? WechatTransferCap, string? PauseReason,
        Debtor? Debtor);

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPut("/v1/payout-settings", (
                Command body, [FromHeader(Name = "If-Match")] string? ifMatch, IMediator mediator,
                CancellationToken cancel) => mediator.Send(new Put(body, ifMatch), cancel))
            .Describe(
                "putPayoutSettings", "Payouts", "Set the payout settings",
                "Sets how the shop pays out: the pause after a change of account, the tax mode, the agreement that "
                    + "payees must have accepted, the minimum and the cap of a transfer by channel, invoices, "
                    + "tolerances, the debtor account of bank files, and whether payouts are paused. Every change is "
                    + "stored as a version, and a batch names the version that it was decided by; sending the "
                    + "settings in force changes nothing. The API refuses a Chinese tax mode for a shop in another "
                    + "currency than CNY, and a cap below twice the minimum.")
            .Example("""
                {"accountPauseDays": 3, "taxMode": "cnLaborPerMonth", "agreementVersion": "2026-1",
                 "wechatTransferCap": 20000, "manualMinimum": 1000, "invoiceRequired": true,
                 "debtor": {"name": "Lotus Skincare Ltd", "account": "6222020200998877665", "bic": "ICBKCNBJSHI"}}
                """)
            .Scope(Scopes.PayoutsWrite).ForPersons(Roles.Finance, Roles.Admin)
            .Problems(CommonProblems.ValidationFailed);
        routes.MapGetSetting<Result>("/v1/payout-settings")
            .Describe(
                "getPayoutSettings", "Payouts", "Get the payout settings",
                "Returns the payout settings in force with their version, and whether payouts are paused until a "
                    + "reconciliation after a restore of the database.")
            .Scope(Scopes.PayoutsRead);
    }

    internal sealed class Validator : AbstractValidator<Put>
    {
        public Validator() => RuleFor(put => put.Body).SetValidator(new Rules());
    }

    private sealed class Rules : AbstractValidator<Command>
    {
        public Rules()
        {
            RuleFor(c => c.AccountPauseDays).InclusiveBetween(0, MaxPauseDays).WithErrorCode("DAYS_OUT_OF_RANGE")
                .WithMessage($"Must be between 0 and {MaxPauseDays} days.");
            RuleFor(c => c.TaxMode).OneOf([.. TaxMode.Known]);
            RuleFor(c => c.TaxMode).Must((_, _, context) => ValidationRules.Currency(context) == "CNY")
                .When(c => c.TaxMode is TaxMode.LaborPerMonth or TaxMode.PlatformCumulative)
                .WithErrorCode("TAX_MODE_NEEDS_CNY").WithMessage("This tax mode requires a shop in CNY.");
            RuleFor(c => c.AgreementVersion!).MerchantId().When(c => c.AgreementVersion is not null);
            RuleFor(c => c.ManualTransferCap).AmountFrom(1);
            RuleFor(c => c.WechatTransferCap).AmountFrom(PlannedTransfers.WechatLeast);
            RuleFor(c => c.PauseReason!).Line("REASON_INVALID", "A reason").When(c => c.PauseReason is not null);
            RuleFor(c => c.ManualMinimum).AmountFrom(1);
            RuleFor(c => c.WechatMinimum).AmountFrom(PlannedTransfers.WechatLeast);
            RuleFor(c => c.ManualTransferCap).Must((c, cap) => FitsMinimum(cap, c.ManualMinimum, PayoutChannel.Manual))
                .WithErrorCode("CAP_BELOW_MINIMUM").WithMessage(CapRule);
            RuleFor(c => c.WechatTransferCap).Must((c, cap) => FitsMinimum(cap, c.WechatMinimum, PayoutChannel.Wechat))
                .WithErrorCode("CAP_BELOW_MINIMUM").WithMessage(CapRule);
            RuleFor(c => c.RemittanceTolerance).InclusiveBetween(0, MaxTolerance)
                .WithErrorCode("TOLERANCE_OUT_OF_RANGE").WithMessage($"Must be between 0 and {MaxTolerance}.");
            RuleFor(c => c.RecoveryTolerance).InclusiveBetween(0, MaxTolerance)
                .WithErrorCode("TOLERANCE_OUT_OF_RANGE").WithMessage($"Must be between 0 and {MaxTolerance}.");
            RuleFor(c => c.Debtor!).SetValidator(new Debtor.Validator()).When(c => c.Debtor is not null);
        }

        // A payout above the cap is split evenly, so that no part is less than half of it.
        private static bool FitsMinimum(long? cap, long? minimum, string channel) =>
            cap is null || cap / 2 >= (minimum ?? PlannedTransfers.UsualMinimum(channel));
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time, DatabaseOrigin origin)
        : IRequestHandler<Put, Versioned<Result>>, IRequestHandler<GetSetting<Result>, Versioned<Result>>
    {
        public Task<Versioned<Result>> Handle(Put command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, async transaction =>
            {
                var change = new SettingChange<Command?>(Setting, transaction, caller, time);
                var settings = change.Reads.Payouts.SettingsInForce(transaction.ShopId, origin);
                await change.Begin(command.IfMatch);
                var body = command.Body with
                {
                    ManualMinimum = command.Body.ManualMinimum ?? PlannedTransfers.UsualMinimum(PayoutChannel.Manual),
                    WechatMinimum = command.Body.WechatMinimum ?? PlannedTransfers.UsualMinimum(PayoutChannel.Wechat),
                };
                if (change.IsInForce(body)) return settings.First!.ToResult();
                change.Writes.Payouts.BeginPayouts(transaction.ShopId, origin, change.Now);
                var next = await change.Commit(change.Keep(body));
                return (settings.First! with { Version = next.Version, Content = body }).ToResult();
            }, cancel);

        public async Task<Versioned<Result>> Handle(GetSetting<Result> query, CancellationToken cancel) =>
            (await db.Read(caller.Shop.Id, batch => batch.Payouts.SettingsInForce(caller.Shop.Id, origin), cancel))
            .First!.ToResult();
    }
}
