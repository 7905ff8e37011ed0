using SocialCommerce.Payouts.Invoices;
using SocialCommerce.Payouts.Settings;

namespace SocialCommerce.Payouts.Planning;

/// <summary>What a payout comes to now: to be shown, or to be booked.</summary>
/// <param name="PayoutKey">The payout.</param>
/// <param name="CustomerKey">The customer.</param>
/// <param name="Settled">In statements, of what was proposed.</param>
/// <param name="Reversed">Taken back since.</param>
/// <param name="Gross">What is paid before tax; 0 with an obstacle.</param>
/// <param name="Tax">Withheld.</param>
/// <param name="Obstacle">Why it is not paid, or null.</param>
/// <param name="TaxTable">The version of the rates; null where nothing is withheld by rates.</param>
/// <param name="Transfers">Its parts.</param>
internal sealed record PlannedPayout(
    long PayoutKey, long CustomerKey, long Settled, long Reversed, long Gross, long Tax, string? Obstacle,
    string? TaxTable, IReadOnlyList<TransferPart> Transfers)
{
    /// <summary>The invoices that it is paid against, and how much of each.</summary>
    public IReadOnlyList<InvoiceUse> Invoices { get; init; } = [];
}
