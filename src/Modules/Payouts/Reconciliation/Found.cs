namespace SocialCommerce.Payouts.Reconciliation;

/// <summary>What a list comes to.</summary>
internal sealed record Found(
    int Known, int Ended, IReadOnlyList<RecoveredTransfer> Recoveries, IReadOnlyList<string> Waiting);
