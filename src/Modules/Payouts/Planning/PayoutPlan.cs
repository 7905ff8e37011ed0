using SocialCommerce.Payouts.Invoices;
using SocialCommerce.Payouts.Settings;
using SocialCommerce.Payouts.Taxes;

namespace SocialCommerce.Payouts.Planning;

/// <summary>What a batch comes to, from what stands on the ledger and what was paid in the period. Pure.</summary>
/// <param name="Channel">The way it goes.</param>
/// <param name="Settings">The shop's settings.</param>
/// <param name="Month">The month of payment.</param>
/// <param name="Now">The shop's clock.</param>
internal sealed record PayoutPlan(string Channel, PayoutSettingsRow Settings, string Month, DateTimeOffset Now)
{
    /// <summary>The rates for a kind of payee: a business sends invoices, and nothing is withheld from it.</summary>
    public TaxTable? TableFor(string? kind) =>
        kind == "business" ? null : TaxTable.InForce(Settings.Content.TaxMode, Month);

    /// <summary>
    /// The payouts one after the other, in order of their keys: those of one payee add up. A payout is one taxable
    /// event, split afterwards where the channel caps its transfers.
    /// </summary>
    /// <param name="payouts">The payouts that wait.</param>
    /// <param name="candidates">What stands to be paid, by customer.</param>
    /// <param name="positions">What the payees were paid in the period, by payee; absent: nothing.</param>
    /// <param name="invoices">The invoices that may be used, where the shop pays businesses against invoices.</param>
    public IReadOnlyList<PlannedPayout> Of(
        IEnumerable<PayoutRow> payouts, IReadOnlyDictionary<long, PayoutCandidate> candidates,
        IReadOnlyDictionary<long, TaxPosition> positions, InvoiceCover? invoices = null)
    {
        var running = new Dictionary<long, TaxPosition>(positions);
        var planned = new List<PlannedPayout>();
        foreach (var payout in payouts.OrderBy(payout => payout.PayoutKey))
        {
            var one = Of(payout, candidates.GetValueOrDefault(payout.CustomerKey),
                running.GetValueOrDefault(payout.PayeeKey, new TaxPosition(0, 0)), invoices);
            running[payout.PayeeKey] =
                running.GetValueOrDefault(payout.PayeeKey, new TaxPosition(0, 0)).After(one.Gross, one.Tax);
            planned.Add(one);
        }
        return planned;
    }

    private PlannedPayout Of(
        PayoutRow payout, PayoutCandidate? candidate, TaxPosition position, InvoiceCover? invoices)
    {
        var settled = Math.Clamp(candidate?.Due ?? 0, 0, payout.Proposed);
        var reversed = candidate?.Reversed(payout.Proposed) ?? 0;
        var obstacle = Obstacle(payout, candidate);
        var gross = obstacle is null ? candidate!.Gross(payout.Proposed) : 0;
        var table = TableFor(candidate?.Kind);
        var tax = Tax.Withhold(table, position, gross);
        // What reaches the payee is what the channel is paid for, so that the minimum is one after tax.
        if (obstacle is null && gross - tax < Settings.Minimum(Channel)) obstacle = "belowMinimum";
        var cover = obstacle is null && candidate!.Kind == "business" ? invoices?.Take(payout.PayeeKey, gross) : null;
        obstacle ??= cover?.Obstacle;
        if (obstacle is not null)
            return new PlannedPayout(payout.PayoutKey, payout.CustomerKey, settled, reversed, 0, 0, obstacle, null, []);
        return new PlannedPayout(
            payout.PayoutKey, payout.CustomerKey, settled, reversed, gross, tax, null, table?.Id,
            PlannedTransfers.Split(gross - tax, tax, Settings.Cap(Channel)))
        {
            Invoices = cover?.Uses ?? [],
        };
    }

    private string? Obstacle(PayoutRow payout, PayoutCandidate? candidate)
    {
        if (candidate is null) return "nothingToPay";
        if (candidate.Obstacle(Settings.Minimum(Channel), Now, payout.Proposed) is { } obstacle) return obstacle;
        if (candidate.PayeeKey != payout.PayeeKey) return "payeeChanged";
        return candidate.AccountKey == payout.AccountKey ? null : "accountChanged";
    }
}
