namespace SocialCommerce.Payouts.Settings;

/// <summary>A shop's payout settings, and whether the database is the one for which payouts were reconciled.</summary>
/// <param name="Version">The version of the settings; 0 before the first change.</param>
/// <param name="Content">What is set; null before the first change, when the usual settings apply.</param>
/// <param name="Restored">Whether the database is another than the one for which payouts were reconciled.</param>
internal sealed record PayoutSettingsRow(int Version, PayoutSettings.Command? Content, bool Restored)
{
    /// <summary>What is set, or usual.</summary>
    public PayoutSettings.Command Content { get; init; } = Content ?? PayoutSettings.Usual;

    /// <summary>As the API shows them.</summary>
    public Versioned<PayoutSettings.Result> ToResult() => new(Version, new PayoutSettings.Result(
        Content.AccountPauseDays, Content.TaxMode, Content.Paused, Restored, Version, Minimum(PayoutChannel.Manual),
        Minimum(PayoutChannel.Wechat), Content.InvoiceRequired, Content.RemittanceTolerance,
        Content.RecoveryTolerance, Content.AgreementVersion, Content.ManualTransferCap, Content.WechatTransferCap,
        Content.PauseReason, Content.Debtor));

    /// <summary>The least that a payout of a channel may come to after tax, minor units.</summary>
    public long Minimum(string channel) => Math.Max(
        (channel == PayoutChannel.Wechat ? Content.WechatMinimum : Content.ManualMinimum)
            ?? PlannedTransfers.UsualMinimum(channel),
        PlannedTransfers.Least(channel));

    /// <summary>The most that one transfer of a channel may come to, or null.</summary>
    public long? Cap(string channel) => channel == PayoutChannel.Wechat
        ? Content.WechatTransferCap
        : Content.ManualTransferCap;

    /// <summary>Refuses where the law requires a tax mode and the shop has not chosen one (G17).</summary>
    /// <exception cref="ProblemException">409 TAX_MODE_NOT_SET.</exception>
    public void RequireTaxMode(PayoutRequirements demands)
    {
        if (demands.WantsTaxMode && Version == 0)
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
        if (Content.Paused)
            throw PayoutSettingsProblems.PayoutsPaused.Because(
                $"Payouts are paused: {Content.PauseReason ?? "no reason given"}.");
    }
}
