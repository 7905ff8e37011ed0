using Microsoft.Extensions.DependencyInjection;
using SocialCommerce.Commissions.Adjustments;
using SocialCommerce.Flows.Amendments;
using SocialCommerce.Flows.Backtests;
using SocialCommerce.Flows.Books;
using SocialCommerce.Flows.Context;
using SocialCommerce.Flows.Coupons;
using SocialCommerce.Flows.Delivery;
using SocialCommerce.Flows.Dividends;
using SocialCommerce.Flows.Games;
using SocialCommerce.Flows.Home;
using SocialCommerce.Flows.Honours;
using SocialCommerce.Flows.Integrity;
using SocialCommerce.Flows.Joining;
using SocialCommerce.Flows.Members;
using SocialCommerce.Flows.Orders;
using SocialCommerce.Flows.Partners;
using SocialCommerce.Flows.Payments;
using SocialCommerce.Flows.Plans;
using SocialCommerce.Flows.Privileges;
using SocialCommerce.Flows.Quotes;
using SocialCommerce.Flows.Refunds;
using SocialCommerce.Flows.Relations;
using SocialCommerce.Flows.Reports;
using SocialCommerce.Flows.Statements;
using SocialCommerce.Flows.Tiers;
using SocialCommerce.Flows.WaitingEvents;
using SocialCommerce.Flows.Worklists;
using SocialCommerce.Payouts.Settings;
using SocialCommerce.Payouts.TaxReports;

namespace SocialCommerce.Flows;

/// <summary>The use cases that cross modules, as the host sees them.</summary>
public static class FlowsModule
{
    /// <summary>The tag of the operations that concern the whole shop.</summary>
    public static readonly ApiTag Reports = new("Reports", "Totals of the shop, and the validation of its records.");

    /// <summary>Registers what the flows work with, and their background jobs.</summary>
    public static IServiceCollection AddFlows(this IServiceCollection services)
    {
        services.AddSingleton(new PayoutRequirementsCheck(PayoutCompliance.Demands, PayoutBalances.Open));
        services.AddSingleton<TaxOfMonth>(WithheldTax.Of);
        services.AddSingleton<PostCommitTierCheck>().AddScoped<FlowContext>().AddScoped<ShopSettings>();
        services.AddScoped<EventEffects>().AddScoped<WaitingEventQueue>().AddScoped<LateSuspicion>();
        services.AddSingleton<BacktestSchedule>().AddHostedService<RunBacktests>();
        services.AddSingleton<TierReviewSchedule>().AddHostedService<ReviewTiers>();
        services.AddSingleton<DeclarationSignal>().AddHostedService<ReviewMembers>();
        services.AddSingleton<JoiningUpkeep>().AddSingleton<JoiningSchedule>().AddHostedService<FollowMemberships>();
        services.AddSingleton<TierNoticeSchedule>().AddHostedService<AnnounceTierChanges>();
        services.AddSingleton<HonoursSchedule>();
        services.AddHostedService<FreezeLeaderboards>().AddHostedService<AwardBadges>();
        services.AddHostedService<FreezeContests>();
        return services.AddSingleton<ComplianceScanSchedule>().AddHostedService<NightlyComplianceScan>();
    }

    /// <summary>Adds the endpoints.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        RecordPaidOrder.Map(routes);
        AmendOrder.Map(routes);
        RefundOrder.Map(routes);
        CancelRefund.Map(routes);
        RecordContact.Map(routes);
        RecordCeremonyStep.Map(routes);
        CorrectCeremonyStep.Map(routes);
        DecideMembership.Map(routes);
        GetMembership.Map(routes);
        GetJoiningReport.Map(routes);
        RecordRelationEvent.Map(routes);
        GetRelation.Map(routes);
        GetRelationReport.Map(routes);
        RedeemCoupon.Map(routes);
        ResolveWaitingEvent.Map(routes);
        RecordOrderPayment.Map(routes);
        WriteOffPayment.Map(routes);
        RecordShipment.Map(routes);
        RecordCompletion.Map(routes);
        OpenAfterSale.Map(routes);
        CloseAfterSale.Map(routes);
        OpenChargeback.Map(routes);
        DecideChargeback.Map(routes);
        OpenDispute.Map(routes);
        AnswerDispute.Map(routes);
        ClaimGuest.Map(routes);
        ListMemberTierHistory.Map(routes);
        RecordPrivilegeUse.Map(routes);
        CancelPrivilegeUse.Map(routes);
        ListPrivilegeUses.Map(routes);
        ListPrivilegeBreaches.Map(routes);
        GetPrivilegeReport.Map(routes);
        GetCustomerHome.Map(routes);
        ListWorklistTasks.Map(routes);
        MarkWorklistTask.Map(routes);
        CreateQuote.Map(routes);
        GetQuote.Map(routes);
        ReserveQuote.Map(routes);
        ReleaseQuote.Map(routes);
        CommitQuote.Map(routes);
        AddIdentities.Map(routes);
        BindReferral.Map(routes);
        ApprovePartner.Map(routes);
        DecideApplication.Map(routes);
        GetPromotionEffect.Map(routes);
        RecordTraining.Map(routes);
        SuspendPartner.Map(routes);
        ReactivatePartner.Map(routes);
        ResignPartner.Map(routes);
        ValidatePlan.Map(routes);
        PublishPlan.Map(routes);
        GetLeaderboardRankings.Map(routes);
        GetCustomerHonours.Map(routes);
        GetTeamStandings.Map(routes);
        CheckCompliance.Map(routes);
        ExplainCommission.Map(routes);
        PreviewStatementPayout.Map(routes);
        GetStatementPage.Map(routes);
        ListPayoutRegister.Map(routes);
        SimulateCommission.Map(routes);
        StartBacktest.Map(routes);
        ExplainBacktestedOrder.Map(routes);
        GetTotals.Map(routes);
        GetDealCycle.Map(routes);
        GetProductEfficiency.Map(routes);
        ShareDividends.Map(routes);
        CloseMonth.Map(routes);
        ExportJournal.Map(routes);
        GetCommissionCosts.Map(routes);
        CheckIntegrity.Map(routes);
    }
}
