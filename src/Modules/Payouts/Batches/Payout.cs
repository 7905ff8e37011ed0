using SocialCommerce.Payouts.Payees;
using SocialCommerce.Payouts.Planning;

namespace SocialCommerce.Payouts.Batches;

/// <summary>What one customer is paid in a batch: one taxable event, however many transfers it takes.</summary>
/// <param name="PayoutId" example="pay_0000000000042">Its id.</param>
/// <param name="CustomerId">The customer.</param>
/// <param name="PayeeId">The legal person.</param>
/// <param name="Account" example="…3445">The account, masked.</param>
/// <param name="State"><c>created</c>, <c>submitting</c>, <c>submitted</c>, <c>awaitingConfirmation</c>, <c>paid</c>,
/// <c>failed</c>, <c>expired</c>, <c>cancelled</c> or <c>returned</c>: the state of the transfer that is least
/// far.</param>
/// <param name="Settled">What statements settled of it.</param>
/// <param name="Reversed">What reversals booked since have taken back: it stays, and is netted by statements.</param>
/// <param name="Gross">What is paid before tax.</param>
/// <param name="Tax">Withheld.</param>
/// <param name="Net">What goes to the payee.</param>
/// <param name="Transfers">Its transfers at the channel, once it is approved.</param>
/// <param name="Reason">Why it is not, or was not, paid.</param>
internal sealed record Payout(
    string PayoutId, string CustomerId, string PayeeId, string Account, string State, Money Settled, Money Reversed,
    Money Gross, Money Tax, Money Net, IReadOnlyList<PayoutTransfer> Transfers, string? Reason)
{
    /// <summary>Prefix of ids.</summary>
    internal const string Prefix = "pay";

    private static readonly string[] Order =
    [
        "submitting", "submitted", "awaitingConfirmation", "failed", "expired", "cancelled", "returned", "paid",
    ];

    internal static Payout Of(Shop shop, LoadedBatch read, PayoutRow row)
    {
        var transfers = read.Transfers.Where(transfer => transfer.PayoutKey == row.PayoutKey).ToList();
        var planned = read.Planned.GetValueOrDefault(row.PayoutKey);
        // A transfer that was asked for again stands beside the one that expired, and is counted instead of it.
        var standing = transfers.Where(transfer => !transfer.Replaced).ToList();
        var (gross, tax) = planned is null
            ? (standing.Sum(transfer => transfer.Gross), standing.Sum(transfer => transfer.Tax))
            : (planned.Gross, planned.Tax);
        var state = standing.Count == 0
            ? row.Status
            : standing.Select(transfer => transfer.State).MinBy(word => Array.IndexOf(Order, word))!;
        return new Payout(
            PublicId.Of(Prefix, row.PayoutKey), row.CustomerId, PublicId.Of(Payee.Prefix, row.PayeeKey), row.Masked,
            state, shop.Money(planned?.Settled ?? row.Proposed), shop.Money(planned?.Reversed ?? 0), shop.Money(gross),
            shop.Money(tax), shop.Money(gross - tax),
            [.. transfers.Select(transfer => PayoutTransfer.Of(shop, transfer))],
            planned?.Obstacle ?? row.Reason);
    }
}
