namespace SocialCommerce.Payouts.TaxReports;

/// <summary>A payment of withheld tax to the authority: asked for by one person, decided by another.</summary>
/// <param name="RemittanceId">The shop's own id.</param>
/// <param name="Month">The month of payment whose tax it is.</param>
/// <param name="Amount">What was paid.</param>
/// <param name="PaidAt">When the bank paid it.</param>
/// <param name="Document" example="Receipt 3310260212000118">
/// The paper that proves it, such as the authority's receipt.
/// </param>
/// <param name="Status"><c>waiting</c>, <c>approved</c> or <c>rejected</c>.</param>
/// <param name="RequestedBy" example="li.na">Operator id of the person who asked for it.</param>
/// <param name="RequestedAt">When, by the shop's clock.</param>
/// <param name="DecidedBy">Operator id of the person who approved or rejected it.</param>
/// <param name="DecidedAt">When; an approved one is booked at this time.</param>
/// <param name="Note">What that person said.</param>
internal sealed record TaxRemittance(
    string RemittanceId, string Month, Money Amount, DateTimeOffset PaidAt, string Document, string Status,
    string RequestedBy, DateTimeOffset RequestedAt, string? DecidedBy, DateTimeOffset? DecidedAt, string? Note)
{
    /// <summary>Event of its movement.</summary>
    internal const string Event = "taxRemitted";

    /// <summary>Shop's account: withheld tax that was paid to the authority.</summary>
    internal const string Account = "taxRemitted";
}
