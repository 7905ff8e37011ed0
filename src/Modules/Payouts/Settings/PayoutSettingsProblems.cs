namespace SocialCommerce.Payouts.Settings;

/// <summary>Refusals by the state of a shop's payouts.</summary>
internal static class PayoutSettingsProblems
{
    public static readonly ProblemType TaxModeNotSet = ProblemType.Conflict(
        "TAX_MODE_NOT_SET", "The shop has no tax mode.", "Choose a tax mode in the payout settings.");

    public static readonly ProblemType ReconciliationNeeded = ProblemType.Conflict(
        "RECONCILIATION_NEEDED", "Payouts must be reconciled first.",
        "Reconcile each channel's list of paid transfers.");

    public static readonly ProblemType PayoutsPaused = ProblemType.Conflict(
        "PAYOUTS_PAUSED", "Payouts are paused.", "Clear the pause in the payout settings.");
}
