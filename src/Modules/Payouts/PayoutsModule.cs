using Microsoft.Extensions.DependencyInjection;
using SocialCommerce.Payouts.Accounts;
using SocialCommerce.Payouts.Batches;
using SocialCommerce.Payouts.Channels;
using SocialCommerce.Payouts.Checks;
using SocialCommerce.Payouts.Files;
using SocialCommerce.Payouts.Invoices;
using SocialCommerce.Payouts.Payees;
using SocialCommerce.Payouts.Reconciliation;
using SocialCommerce.Payouts.Returns;
using SocialCommerce.Payouts.Settings;
using SocialCommerce.Payouts.TaxReports;
using SocialCommerce.Payouts.Transfers;
using SocialCommerce.Payouts.Wechat;

namespace SocialCommerce.Payouts;

/// <summary>The module as the host sees it.</summary>
public static class PayoutsModule
{
    /// <summary>Assembly, database role and routes.</summary>
    public static readonly Module Module = new(typeof(PayoutsModule).Assembly, "sc_payouts", Map)
    {
        Scopes = [Scopes.PayoutsRead, Scopes.PayoutsWrite],
        Terms = PayoutsTerms.All,
        Register = Register,
        CheckSettings = services => services.GetRequiredService<WechatClient>(),
        Tags =
        [
            new("Payees", "Legal persons behind customers: identity, accounts, agreements, invoices and tax."),
            new("Payouts", "Payout batches, transfers, channels, tax remittances and reconciliation."),
        ],
        Accounts = [Account.Clearing, Account.TaxPayable, TaxRemittance.Account, Account.Paid],
        Moves = LedgerMove.Of(typeof(PayoutMoves)),
        Documents = PayoutDocuments.Sources,
        Personal = PayoutsPersonalData.Data,
        Checks = [.. PayoutChecks.Checks, .. SealedChecks.Checks],
        Sealed =
        [
            new("payees", "payee_key", "identity", PayeeSql.IdentityPurpose, "identity_hash"),
            new("payees", "payee_key", "name", PayeeSql.NamePurpose),
            new("payees", "payee_key", "document_sealed", PayeeSql.DocumentPurpose) { OpenBefore = "document" },
            new("payee_accounts", "account_key", "details", PayeeSql.AccountPurpose),
            new("wechat_channels", "shop_id", "private_key", WechatChannels.PrivateKeyPurpose),
            new("wechat_channels", "shop_id", "api_key", WechatChannels.ApiKeyPurpose),
            new("payout_transfers", "transfer_key", "request", WechatCalls.RequestPurpose),
            new("payout_files", "file_key", "content", PayoutFiles.ContentPurpose),
        ],
        BeforeRekey = async (source, protector, cancel) =>
            $"payee_accounts.approved_hash: {await ApprovedAccounts.Adopt(source, protector, cancel)} made for "
                + "accounts approved before",
    };

    private static void Register(IServiceCollection services)
    {
        DapperTypeHandlers.RegisterJson<PayoutSettings.Command>();
        services.AddSingleton<DatabaseOrigin>().AddSingleton<PayoutContext>().AddSingleton<WechatSchedule>()
            .AddSingleton<WechatClient>().AddSingleton<WechatTransfers>().AddScoped<PayoutPreviews>()
            .AddSingleton<PayeeNames>()
            .AddHostedService<WechatCalls>();
    }

    private static void Map(IEndpointRouteBuilder routes)
    {
        PayoutSettings.Map(routes);
        RegisterPayee.Map(routes);
        ListPayees.Map(routes);
        GetPayee.Map(routes);
        GetCustomerPayee.Map(routes);
        VerifyPayee.Map(routes);
        AcceptAgreement.Map(routes);
        ProposeAccount.Map(routes);
        ApproveAccount.Map(routes);
        GetTaxMonth.Map(routes);
        ListTaxMonth.Map(routes);
        ListPayeeIncome.Map(routes);
        RequestTaxRemittance.Map(routes);
        DecideTaxRemittance.Map(routes);
        ListTaxRemittances.Map(routes);
        ListTaxMonths.Map(routes);
        RecordPayeeInvoice.Map(routes);
        VoidPayeeInvoice.Map(routes);
        ListPayeeInvoices.Map(routes);
        CreatePayoutBatch.Map(routes);
        ListPayoutBatches.Map(routes);
        GetPayoutBatch.Map(routes);
        ListBatchPayouts.Map(routes);
        ApprovePayoutBatch.Map(routes);
        CancelPayoutBatch.Map(routes);
        GetPayoutBatchFile.Map(routes);
        ReplacePayoutBatchFile.Map(routes);
        RecordPayoutResults.Map(routes);
        ListCustomerPayouts.Map(routes);
        PutWechatChannel.Map(routes);
        GetPayoutChannels.Map(routes);
        ReceiveWechatCallback.Map(routes);
        RenewPayout.Map(routes);
        CancelPayoutTransfer.Map(routes);
        ReportPayoutReturn.Map(routes);
        DecidePayoutReturn.Map(routes);
        ListPayoutReturns.Map(routes);
        ReconcilePayouts.Map(routes);
        DecidePayoutReconciliation.Map(routes);
        ListPayoutReconciliations.Map(routes);
        GetPayoutReconciliation.Map(routes);
    }
}
