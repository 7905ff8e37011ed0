using System.Security.Cryptography;
using SocialCommerce.Kernel;

namespace SocialCommerce.Payouts;

/// <summary>A part of a payout that goes through the channel by itself.</summary>
public sealed record BillPart(long Gross, long Tax, long Net);

/// <summary>What a payout comes to now: to be shown, or to be booked.</summary>
/// <param name="PayoutKey">The payout.</param>
/// <param name="CustomerKey">The customer.</param>
/// <param name="Settled">In statements, of what was proposed.</param>
/// <param name="Reversed">Taken back since.</param>
/// <param name="Gross">What is paid before tax; 0 with an obstacle.</param>
/// <param name="Tax">Withheld.</param>
/// <param name="Obstacle">Why it is not paid, or null.</param>
/// <param name="TaxTable">The version of the rates; null where nothing is withheld by rates.</param>
/// <param name="Bills">Its parts.</param>
internal sealed record PlannedPayout(
    long PayoutKey, long CustomerKey, long Settled, long Reversed, long Gross, long Tax, string? Obstacle,
    string? TaxTable, IReadOnlyList<BillPart> Bills)
{
    /// <summary>The invoices that it is paid against, and how much of each.</summary>
    public IReadOnlyList<InvoiceUse> Invoices { get; init; } = [];
}

/// <summary>A payout of a batch as it is kept.</summary>
internal sealed record PayoutRow(
    long PayoutKey, long CustomerKey, string CustomerId, long PayeeKey, long AccountKey, string Status, long Proposed,
    string? Reason, string Masked);

/// <summary>What a batch comes to, from what stands on the ledger and what was paid in the period. Pure.</summary>
/// <param name="Channel">The way it goes.</param>
/// <param name="Settings">The shop's settings.</param>
/// <param name="Month">The month of payment.</param>
/// <param name="Now">The shop's clock.</param>
internal sealed record PayoutPlan(string Channel, SettingsRow Settings, string Month, DateTimeOffset Now)
{
    /// <summary>The rates for a kind of payee: a business sends invoices, and nothing is withheld from it.</summary>
    public TaxTable? TableFor(string? kind) => kind == "business" ? null : TaxTable.InForce(Settings.TaxMode, Month);

    /// <summary>
    /// The payouts one after the other, in order of their keys: those of one payee add up. A payout is one taxable
    /// event, split afterwards where the channel caps its bills.
    /// </summary>
    /// <param name="payouts">The payouts that wait.</param>
    /// <param name="candidates">What stands to be paid, by customer.</param>
    /// <param name="positions">What the payees were paid in the period, by payee; absent: nothing.</param>
    /// <param name="invoices">The invoices that may be used, where the shop pays businesses against invoices.</param>
    public IReadOnlyList<PlannedPayout> Of(
        IEnumerable<PayoutRow> payouts, IReadOnlyDictionary<long, Candidate> candidates,
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
        PayoutRow payout, Candidate? candidate, TaxPosition position, InvoiceCover? invoices)
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
            PayoutBills.Split(gross - tax, tax, Settings.Cap(Channel)))
        {
            Invoices = cover?.Uses ?? [],
        };
    }

    private string? Obstacle(PayoutRow payout, Candidate? candidate)
    {
        if (candidate is null) return "nothingToPay";
        if (candidate.Obstacle(Settings.Minimum(Channel), Now, payout.Proposed) is { } obstacle) return obstacle;
        if (candidate.PayeeKey != payout.PayeeKey) return "payeeChanged";
        return candidate.AccountKey == payout.AccountKey ? null : "accountChanged";
    }
}

/// <summary>How payouts become bills. Pure, but for the numbers.</summary>
internal static class PayoutBills
{
    /// <summary>The least that a WeChat transfer may come to, in fen.</summary>
    public const long WechatLeast = 10;

    // WeChat takes at most 32 letters and digits. Random, so that a restored database invents no number again.
    private const string Digits = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int Random = 26;

    /// <summary>The least that a payout comes to where a shop has set nothing: a bank's fee is more than a few cents.
    /// </summary>
    public static long UsualMinimum(string channel) => channel == Channel.Wechat ? WechatLeast : 100;

    /// <summary>The least that a bill of a channel may come to.</summary>
    public static long Least(string channel) => channel == Channel.Wechat ? WechatLeast : 1;

    /// <summary>A bill number that nobody had before: 130 random bits.</summary>
    public static string NewNumber() => $"sc{RandomNumberGenerator.GetString(Digits, Random)}";

    /// <summary>Parts that differ by a minor unit at most, none above the cap, each with its share of tax.</summary>
    public static IReadOnlyList<BillPart> Split(long net, long tax, long? cap)
    {
        var count = cap is null ? 1 : (net + cap.Value - 1) / cap.Value;
        var nets = Allocation.LargestRemainder(net, [.. Enumerable.Repeat(1L, (int)count)]);
        var taxes = Allocation.LargestRemainder(tax, nets);
        return [.. nets.Zip(taxes, (part, share) => new BillPart(part + share, share, part))];
    }
}
