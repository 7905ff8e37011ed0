using SocialCommerce.Api.Integrity;

namespace SocialCommerce.Api.Flows;

/// <summary>The endpoints that cross modules.</summary>
public static class FlowRoutes
{
    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        SettlePaidOrder.Map(routes);
        RefundOrder.Map(routes);
        FulfilOrder.Map(routes);
        BindReferral.Map(routes);
        ApprovePartner.Map(routes);
        RecordTraining.Map(routes);
        DecidePartnership.Map(routes);
        ValidatePlan.Map(routes);
        PublishPlan.Map(routes);
        WatchCommissions.Map(routes);
        ExplainCommission.Map(routes);
        PreviewStatementPayout.Map(routes);
        SimulateCommission.Map(routes);
        ReportTotals.Map(routes);
        ShareDividends.Map(routes);
        CheckIntegrity.Map(routes);
    }
}
