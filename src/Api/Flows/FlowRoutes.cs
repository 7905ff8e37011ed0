using SocialCommerce.Api.Integrity;

namespace SocialCommerce.Api.Flows;

/// <summary>The endpoints that cross modules.</summary>
public static class FlowRoutes
{
    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        RecordPaidOrder.Map(routes);
        AmendOrder.Map(routes);
        RefundOrder.Map(routes);
        CancelRefund.Map(routes);
        ResolveWaitingEvent.Map(routes);
        FulfilOrder.Map(routes);
        OpenAfterSale.Map(routes);
        ChargeBack.Map(routes);
        OpenDispute.Map(routes);
        AnswerDispute.Map(routes);
        ClaimGuest.Map(routes);
        AddIdentities.Map(routes);
        BindReferral.Map(routes);
        ApprovePartner.Map(routes);
        DecideApplication.Map(routes);
        ReportPromotion.Map(routes);
        RecordTraining.Map(routes);
        DecidePartnership.Map(routes);
        ValidatePlan.Map(routes);
        PublishPlan.Map(routes);
        CheckCompliance.Map(routes);
        ExplainCommission.Map(routes);
        PreviewStatementPayout.Map(routes);
        ShowStatementPage.Map(routes);
        ShowPayoutRegister.Map(routes);
        SimulateCommission.Map(routes);
        StartBacktest.Map(routes);
        ExplainBacktestedOrder.Map(routes);
        ReportTotals.Map(routes);
        ShareDividends.Map(routes);
        CheckIntegrity.Map(routes);
    }
}
