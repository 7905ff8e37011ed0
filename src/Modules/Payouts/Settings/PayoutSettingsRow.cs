namespace SocialCommerce.Payouts.Settings;

/// <summary>A shop's payout settings as they are kept, or the defaults.</summary>
/// <param name="Restored">Whether the database is another than the one for which payouts were reconciled.</param>
/// <param name="Chosen">Whether the settings have been set, the tax mode with them.</param>
/// <param name="Version">The version of the settings; 0 before the first change.</param>
/// <param name="ManualMinimum">The least transfer of the manual channel; null: the channel's default.</param>
/// <param name="WechatMinimum">The same for WeChat transfers.</param>
/// <param name="InvoiceRequired">Whether a business is paid only against an invoice.</param>
/// <param name="RemittanceTolerance">By how much a remittance may exceed the tax of its month, minor units.</param>
/// <param name="RecoveryTolerance">By how much a recovered transfer may exceed the settled balance, minor
/// units.</param>
internal sealed record PayoutSettingsRow(
    int AccountPauseDays, string TaxMode, bool Paused, bool Restored, string? AgreementVersion, long? ManualTransferCap,
    long? WechatTransferCap, string? PauseReason, bool Chosen, int Version = 0, long? ManualMinimum = null,
    long? WechatMinimum = null, bool InvoiceRequired = false, long RemittanceTolerance = 0, string? DebtorName = null,
    string? DebtorAccount = null, string? DebtorBic = null, long RecoveryTolerance = 0)
{
    /// <summary>The account that bank files are drawn on, or null.</summary>
    public Debtor? Debtor => DebtorName is null ? null : new Debtor(DebtorName, DebtorAccount!, DebtorBic);

    /// <summary>As the API shows them.</summary>
    public PayoutSettings.Result ToResult() => new(
        AccountPauseDays, TaxMode, Paused, Restored, Version, Minimum(
            PayoutChannel.Manual), Minimum(PayoutChannel.Wechat),
        InvoiceRequired, RemittanceTolerance, RecoveryTolerance, AgreementVersion,
        ManualTransferCap, WechatTransferCap, PauseReason, Debtor);

    /// <summary>The least that a payout of a channel may come to after tax, minor units.</summary>
    public long Minimum(string channel) => Math.Max(
        (channel == PayoutChannel.Wechat ? WechatMinimum : ManualMinimum) ?? PlannedTransfers.UsualMinimum(channel),
        PlannedTransfers.Least(channel));

    /// <summary>The most that one transfer of a channel may come to, or null.</summary>
    public long? Cap(string channel) => channel == PayoutChannel.Wechat ? WechatTransferCap : ManualTransferCap;

    /// <summary>Refuses where the law requires a tax mode and the shop has not chosen one (G17).</summary>
    /// <exception cref="ProblemException">409 TAX_MODE_NOT_SET.</exception>
    public void RequireTaxMode(PayoutRequirements demands)
    {
        if (demands.WantsTaxMode && !Chosen)
            throw PayoutSettingsProblems.TaxModeNotSet.Because("Choose a tax mode in the payout settings first.");
    }

    /// <summary>Refuses after a restore, until payouts are reconciled.</summary>
    /// <exception cref="ProblemException">409 RECONCILIATION_NEEDED.</exception>
    public void RequireReconciled()
    {
        if (Restored)
            throw PayoutSettingsProblems.ReconciliationNeeded.Because(
                "The database was restored or taken over; reconcile payouts first.");
    }

    /// <summary>Refuses while payouts are paused, for whatever reason.</summary>
    /// <exception cref="ProblemException">409 PAYOUTS_PAUSED or RECONCILIATION_NEEDED.</exception>
    public void RequireRunning()
    {
        RequireReconciled();
        if (Paused)
            throw PayoutSettingsProblems.PayoutsPaused.Because(
                $"Payouts are paused: {PauseReason ?? "no reason given"}.");
    }
}
