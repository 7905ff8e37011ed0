using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Http;

namespace SocialCommerce.Payouts;

/// <summary>The module as the host sees it.</summary>
public static class PayoutsModule
{
    /// <summary>Assembly, database role and routes.</summary>
    public static readonly Module Module = new(typeof(PayoutsModule).Assembly, "sc_payouts", Map)
    {
        Documents = PayoutDocuments.Sources,
    };

    /// <summary>Everything that is sealed; first what shows that hashes are of the right key.</summary>
    public static readonly IReadOnlyList<SealedColumn> Sealed =
    [
        new("payees", "payee_key", "identity", PayeeReading.IdentityPurpose, "identity_hash"),
        new("payees", "payee_key", "name", PayeeReading.NamePurpose),
        new("payees", "payee_key", "document_sealed", PayeeReading.DocumentPurpose) { OpenBefore = "document" },
        new("payee_accounts", "account_key", "details", PayeeReading.AccountPurpose),
        new("wechat_channels", "shop_id", "private_key", WechatChannels.PrivateKeyPurpose),
        new("wechat_channels", "shop_id", "api_key", WechatChannels.ApiKeyPurpose),
        new("payout_bills", "bill_key", "request", WechatCalls.RequestPurpose),
        new("payout_files", "file_key", "content", PayoutFiles.ContentPurpose),
    ];

    /// <summary>Registers what slices share, and the calls to WeChat.</summary>
    public static IServiceCollection AddPayouts(this IServiceCollection services) =>
        services.AddSingleton<Origin>().AddSingleton<PayoutDesk>().AddSingleton<WechatPace>()
            .AddSingleton<WechatClient>().AddSingleton<WechatBills>().AddScoped<PayoutPreviews>()
            .AddSingleton<PayeeNames>()
            .AddHostedService<WechatCalls>();

    private static void Map(IEndpointRouteBuilder routes)
    {
        PayoutSettings.Map(routes);
        RegisterPayee.Map(routes);
        ShowPayees.Map(routes);
        VerifyPayee.Map(routes);
        AcceptAgreement.Map(routes);
        ProposeAccount.Map(routes);
        ApproveAccount.Map(routes);
        ShowTaxMonth.Map(routes);
        ListTaxMonth.Map(routes);
        ShowPayeeIncome.Map(routes);
        RequestRemittance.Map(routes);
        DecideRemittance.Map(routes);
        ListRemittances.Map(routes);
        RecordInvoice.Map(routes);
        VoidInvoice.Map(routes);
        ListInvoices.Map(routes);
        CreateBatch.Map(routes);
        ShowBatches.Map(routes);
        ApproveBatch.Map(routes);
        CancelBatch.Map(routes);
        GetBatchFile.Map(routes);
        ReplaceBatchFile.Map(routes);
        RecordResults.Map(routes);
        ShowCustomerPayouts.Map(routes);
        SetWechatChannel.Map(routes);
        ReceiveWechatCallback.Map(routes);
        AskForPayoutAgain.Map(routes);
        CancelBill.Map(routes);
        ReportReturn.Map(routes);
        DecideReturn.Map(routes);
        ListReturns.Map(routes);
        ReconcilePayouts.Map(routes);
        DecideReconciliation.Map(routes);
        ShowReconciliations.Map(routes);
    }
}
