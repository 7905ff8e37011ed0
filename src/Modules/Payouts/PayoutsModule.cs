using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SocialCommerce.Kernel.Http;

namespace SocialCommerce.Payouts;

/// <summary>The module as the host sees it.</summary>
public static class PayoutsModule
{
    /// <summary>Assembly, database role and routes.</summary>
    public static readonly Module Module = new(typeof(PayoutsModule).Assembly, "sc_payouts", Map);

    /// <summary>Registers what slices share, and the calls to WeChat.</summary>
    public static IServiceCollection AddPayouts(this IServiceCollection services) =>
        services.AddSingleton<Origin>().AddSingleton<PayoutDesk>().AddSingleton<WechatPace>()
            .AddSingleton<WechatClient>().AddSingleton<WechatBills>().AddScoped<PayoutPreviews>()
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
        CreateBatch.Map(routes);
        ShowBatches.Map(routes);
        ApproveBatch.Map(routes);
        CancelBatch.Map(routes);
        GetBatchFile.Map(routes);
        RecordResults.Map(routes);
        ShowCustomerPayouts.Map(routes);
        SetWechatChannel.Map(routes);
        ReceiveWechatCallback.Map(routes);
        AskForPayoutAgain.Map(routes);
        ReconcilePayouts.Map(routes);
    }
}
