using SocialCommerce.Commissions.AccrualStopping;
using SocialCommerce.Commissions.Adjustments;
using SocialCommerce.Commissions.Backtests;
using SocialCommerce.Commissions.Balances;
using SocialCommerce.Commissions.Compliance;
using SocialCommerce.Commissions.ComplianceScans;
using SocialCommerce.Commissions.Costs;
using SocialCommerce.Commissions.DecisionLimits;
using SocialCommerce.Commissions.Disputes;
using SocialCommerce.Commissions.Dividends;
using SocialCommerce.Commissions.Fraud;
using SocialCommerce.Commissions.Holds;
using SocialCommerce.Commissions.Months;
using SocialCommerce.Commissions.Partners;
using SocialCommerce.Commissions.Plans;
using SocialCommerce.Commissions.Projects;
using SocialCommerce.Commissions.Publishing;
using SocialCommerce.Commissions.Settlements;
using SocialCommerce.Commissions.TierHistory;

namespace SocialCommerce.Commissions;

/// <summary>The module as the host sees it.</summary>
public static class CommissionsModule
{
    /// <summary>Assembly, database role and routes.</summary>
    public static readonly Module Module = new(typeof(CommissionsModule).Assembly, "sc_commissions", Map)
    {
        Terms = CommissionsTerms.All,
        Documents = CommissionDocuments.Sources,
    };

    private static void Map(IEndpointRouteBuilder routes)
    {
        RunSettlement.Map(routes);
        ShowSettlements.Map(routes);
        ExportStatements.Map(routes);
        ExportSettlement.Map(routes);
        CloseMonth.Map(routes);
        SignMonth.Map(routes);
        ShowMonths.Map(routes);
        TrialBalance.Map(routes);
        ExportJournal.Map(routes);
        ListLateFacts.Map(routes);
        ShowCommissionCosts.Map(routes);
        ShowAgeing.Map(routes);
        ShowMaturityCalendar.Map(routes);
        ChartOfAccounts.Map(routes);
        RequestAdjustment.Map(routes);
        DecideAdjustment.Map(routes);
        ShowAdjustments.Map(routes);
        PaymentLimits.Map(routes);
        ListDebts.Map(routes);
        CreateAccrualStop.Map(routes);
        ReleaseAccrualStop.Map(routes);
        ListAccrualStops.Map(routes);
        ListHolds.Map(routes);
        ListDisputes.Map(routes);
        FraudPolicy.Map(routes);
        DecideFraudCase.Map(routes);
        SetPartnerTiers.Map(routes);
        SavePlan.Map(routes);
        ShowPlans.Map(routes);
        ProvePlan.Map(routes);
        ShowPublication.Map(routes);
        ShowBudgets.Map(routes);
        PublishingPolicy.Map(routes);
        ShowGuard.Map(routes);
        DiffPlans.Map(routes);
        ListPlanTemplates.Map(routes);
        ListTrainings.Map(routes);
        ShowPartners.Map(routes);
        ListTierHistory.Map(routes);
        ListMovements.Map(routes);
        ApplyForPartnership.Map(routes);
        ShowApplications.Map(routes);
        ListComplianceScans.Map(routes);
        ShowBacktests.Map(routes);
        CancelBacktest.Map(routes);
        ShowDividends.Map(routes);
        OpenProject.Map(routes);
        EndProject.Map(routes);
        ShowProjects.Map(routes);
    }
}
