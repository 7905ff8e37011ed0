using Microsoft.Extensions.DependencyInjection;
using SocialCommerce.Commissions.AccrualStopping;
using SocialCommerce.Commissions.Adjustments;
using SocialCommerce.Commissions.BacktestRecords;
using SocialCommerce.Commissions.Backtests;
using SocialCommerce.Commissions.Balances;
using SocialCommerce.Commissions.Compliance;
using SocialCommerce.Commissions.ComplianceScans;
using SocialCommerce.Commissions.DecisionLimits;
using SocialCommerce.Commissions.Disputes;
using SocialCommerce.Commissions.Dividends;
using SocialCommerce.Commissions.Fraud;
using SocialCommerce.Commissions.Holds;
using SocialCommerce.Commissions.Partners;
using SocialCommerce.Commissions.Plans;
using SocialCommerce.Commissions.Postings;
using SocialCommerce.Commissions.Projects;
using SocialCommerce.Commissions.Publishing;
using SocialCommerce.Commissions.Settings;
using SocialCommerce.Commissions.Settlements;
using SocialCommerce.Commissions.TierHistory;

namespace SocialCommerce.Commissions;

/// <summary>The module as the host sees it.</summary>
public static class CommissionsModule
{
    /// <summary>Assembly, database role and routes.</summary>
    public static readonly Module Module = new(typeof(CommissionsModule).Assembly, "sc_commissions", Map)
    {
        Scopes = [Scopes.CommissionsRead, Scopes.CommissionsWrite],
        Terms = CommissionsTerms.All,
        Register = services => services.AddSingleton<CommissionSettingsCache>()
            .AddSingleton<BacktestSignal>().AddSingleton<TierReviewSignal>(),
        Tags =
        [
            new("Commissions", "Partner tiers, commission plans, accruals and their explanations."),
            new("Settlement", "Settlement runs, statements, disputes, adjustments, dividends and debts."),
        ],
        Accounts =
        [
            Account.Expense, Account.Pending, Account.Available, Account.Held, Account.Settled, Account.ClawbackLoss,
        ],
        Moves = LedgerMove.Of(typeof(CommissionMoves)),
        Documents = CommissionDocuments.Sources,
        Personal = CommissionsPersonalData.Data,
        Checks =
        [
            .. CommissionChecks.Checks, .. StatementChecks.Checks, .. AdjustmentChecks.Checks, .. HoldChecks.Checks,
            .. DisputeChecks.Checks, .. BudgetChecks.Checks, .. NonOrderBonusChecks.Checks,
            .. PastCompletionChecks.Checks, .. DocumentChecks.Checks, .. DecisionChecks.Checks,
        ],
    };

    private static void Map(IEndpointRouteBuilder routes)
    {
        RunSettlement.Map(routes);
        ListSettlements.Map(routes);
        ListSettlementStatements.Map(routes);
        ListPartnerStatements.Map(routes);
        GetStatement.Map(routes);
        ExportStatements.Map(routes);
        ExportSettlementStatements.Map(routes);
        GetMaturityCalendar.Map(routes);
        RequestAdjustment.Map(routes);
        DecideAdjustment.Map(routes);
        ListAdjustments.Map(routes);
        GetAdjustment.Map(routes);
        PaymentLimits.Map(routes);
        ListPreparedDecisions.Map(routes);
        ListDebts.Map(routes);
        CreateAccrualStop.Map(routes);
        ReleaseAccrualStop.Map(routes);
        ListAccrualStops.Map(routes);
        ListHolds.Map(routes);
        ListDisputes.Map(routes);
        GetDispute.Map(routes);
        FraudPolicy.Map(routes);
        DecideFraudCase.Map(routes);
        PutPartnerTiers.Map(routes);
        SavePlan.Map(routes);
        ListPlans.Map(routes);
        GetPlan.Map(routes);
        ProvePlan.Map(routes);
        GetPublication.Map(routes);
        GetBudgets.Map(routes);
        PublishingPolicy.Map(routes);
        GetComplianceGuard.Map(routes);
        DiffPlans.Map(routes);
        ListPlanTemplates.Map(routes);
        ListTrainings.Map(routes);
        ListPartners.Map(routes);
        GetPartner.Map(routes);
        ListTierHistory.Map(routes);
        ListMovements.Map(routes);
        ApplyForPartnership.Map(routes);
        ListPartnerApplications.Map(routes);
        GetPartnerApplication.Map(routes);
        ListComplianceScans.Map(routes);
        ListBacktests.Map(routes);
        GetBacktest.Map(routes);
        GetBacktestReport.Map(routes);
        CancelBacktest.Map(routes);
        ListDividends.Map(routes);
        GetDividends.Map(routes);
        ListDividendShares.Map(routes);
        OpenProject.Map(routes);
        AcceptProject.Map(routes);
        CancelProject.Map(routes);
        ListProjects.Map(routes);
        GetProject.Map(routes);
    }
}
