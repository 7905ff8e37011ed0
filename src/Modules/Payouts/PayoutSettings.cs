using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Http;
using SocialCommerce.Kernel.Shops;

namespace SocialCommerce.Payouts;

/// <summary>
/// How a shop pays out: the pause after a change of account, the tax, the agreement that payees accept, what one bill
/// of a channel may come to, and whether payouts are paused altogether.
/// </summary>
public static class PayoutSettings
{
    private const int MaxPauseDays = 90;

    /// <summary>The settings from now on.</summary>
    /// <param name="AccountPauseDays">Days without payout after a change of account; 0 to 90.</param>
    /// <param name="TaxMode"><c>none</c>, <c>cnLaborPerMonth</c>, <c>cnPlatformCumulative</c> or
    /// <c>external</c>.</param>
    /// <param name="AgreementVersion">The agreement that a payee must have accepted; absent: any.</param>
    /// <param name="ManualBillCap">The most that one bill of the manual channel may come to, in minor units.</param>
    /// <param name="WechatBillCap">The same for WeChat transfers.</param>
    /// <param name="Paused">Whether nothing is approved and nothing is sent.</param>
    /// <param name="PauseReason">Why.</param>
    public sealed record Command(
        int AccountPauseDays, string TaxMode, string? AgreementVersion = null, long? ManualBillCap = null,
        long? WechatBillCap = null, bool Paused = false, string? PauseReason = null) : IRequest<Result>;

    /// <summary>Asks for the settings in force.</summary>
    public sealed record Query : IRequest<Result>;

    /// <summary>How payouts are made.</summary>
    /// <param name="AccountPauseDays">Days without payout after a change of account.</param>
    /// <param name="TaxMode"><c>none</c>, <c>cnLaborPerMonth</c>, <c>cnPlatformCumulative</c> or
    /// <c>external</c>.</param>
    /// <param name="Paused">Whether nothing is approved and nothing is sent.</param>
    /// <param name="NeedsReconciliation">
    /// Whether the database was restored, or another server took over, since payouts were last known to agree with the
    /// channels. Paused until somebody has reconciled them.
    /// </param>
    /// <param name="AgreementVersion">The agreement that a payee must have accepted; absent: any.</param>
    /// <param name="ManualBillCap">The most that one bill of the manual channel may come to, in minor units.</param>
    /// <param name="WechatBillCap">The same for WeChat transfers.</param>
    /// <param name="PauseReason">Why payouts are paused.</param>
    public sealed record Result(
        int AccountPauseDays, string TaxMode, bool Paused, bool NeedsReconciliation, string? AgreementVersion,
        long? ManualBillCap, long? WechatBillCap, string? PauseReason);

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPut("/v1/payout-settings", (Command command, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(command, cancel))
            .Describe("putPayoutSettings", "Payouts", "Set how payouts are made")
            .Scope(Scopes.PayoutsWrite).ForPersons(Roles.Finance, Roles.Admin).Refuses(422);
        routes.MapGet("/v1/payout-settings", (IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(), cancel))
            .Describe("getPayoutSettings", "Payouts", "Show how payouts are made").Scope(Scopes.PayoutsRead);
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.AccountPauseDays).InclusiveBetween(0, MaxPauseDays).WithErrorCode("DAYS_OUT_OF_RANGE")
                .WithMessage($"Must be between 0 and {MaxPauseDays} days.");
            RuleFor(c => c.TaxMode).OneOf([.. Payouts.TaxMode.Known]);
            RuleFor(c => c.TaxMode).Must((_, _, context) => ValidationRules.Currency(context) == "CNY")
                .When(c => c.TaxMode is Payouts.TaxMode.LaborPerMonth or Payouts.TaxMode.PlatformCumulative)
                .WithErrorCode("TAX_MODE_NEEDS_CNY").WithMessage("This mode's rates are in yuan.");
            RuleFor(c => c.AgreementVersion!).MerchantId().When(c => c.AgreementVersion is not null);
            RuleFor(c => c.ManualBillCap!.Value).AmountFrom(1).When(c => c.ManualBillCap is not null)
                .OverridePropertyName(nameof(Command.ManualBillCap));
            RuleFor(c => c.WechatBillCap!.Value).AmountFrom(PayoutBills.WechatLeast)
                .When(c => c.WechatBillCap is not null).OverridePropertyName(nameof(Command.WechatBillCap));
            RuleFor(c => c.PauseReason!).Line("REASON_INVALID", "A reason").When(c => c.PauseReason is not null);
        }
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time, Origin origin)
        : IRequestHandler<Command, Result>, IRequestHandler<Query, Result>
    {
        public Task<Result> Handle(Command command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, async work =>
            {
                var reading = work.Batch();
                var state = reading.ShopState(work.ShopId);
                var before = reading.PayoutSettings(work.ShopId, origin);
                await reading.Run(cancel);

                var writing = work.Batch();
                var made = writing.Rows<SettingsRow>(PutSql, new
                {
                    shop = work.ShopId,
                    command.AccountPauseDays,
                    command.TaxMode,
                    command.AgreementVersion,
                    command.ManualBillCap,
                    command.WechatBillCap,
                    command.Paused,
                    command.PauseReason,
                    word = origin.Word,
                    now = state.First!.Now(caller.Shop, time),
                });
                writing.Log(work.ShopId, caller, new Change(
                    "payoutSettings", caller.Shop.PublicId, before.First!.ToResult(), command));
                await writing.Commit(cancel);
                return made.First!.ToResult();
            }, cancel);

        public async Task<Result> Handle(Query query, CancellationToken cancel) =>
            (await db.Read(caller.Shop.Id, batch => batch.PayoutSettings(caller.Shop.Id, origin), cancel))
            .First!.ToResult();
    }

    // Keeps the origin for which payouts were last reconciled: only a reconciliation changes it.
    private const string PutSql = """
        insert into payout_settings as s (shop_id, account_pause_days, tax_mode, agreement_version, manual_bill_cap,
            wechat_bill_cap, paused, pause_reason, origin, updated_at)
        values (@shop, @accountPauseDays, @taxMode, @agreementVersion, @manualBillCap, @wechatBillCap, @paused,
            @pauseReason, payout_origin(@word), @now)
        on conflict (shop_id) do update set account_pause_days = excluded.account_pause_days,
            tax_mode = excluded.tax_mode, agreement_version = excluded.agreement_version,
            manual_bill_cap = excluded.manual_bill_cap, wechat_bill_cap = excluded.wechat_bill_cap,
            paused = excluded.paused, pause_reason = excluded.pause_reason, updated_at = excluded.updated_at
        returning account_pause_days, tax_mode, paused, s.origin <> payout_origin(@word) as restored, agreement_version,
            manual_bill_cap, wechat_bill_cap, pause_reason, true as chosen
        """;
}
