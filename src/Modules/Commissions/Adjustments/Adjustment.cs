namespace SocialCommerce.Commissions.Adjustments;

/// <summary>A balance put right by hand (调账): asked for by one person, decided by another.</summary>
/// <param name="AdjustmentId">The shop's own id.</param>
/// <param name="CustomerId">The partner.</param>
/// <param name="Kind">`credit`, `debit`, `repayment`, `writeOff`, `taxRefund` or `taxCharge`.</param>
/// <param name="Amount">More than 0; the kind says in which direction it goes.</param>
/// <param name="Reason" example="Debt of January paid by bank transfer">Why.</param>
/// <param name="Document" example="BOC 20260205-118">The paper that proves it.</param>
/// <param name="Status">`waiting`, `approved` or `rejected`.</param>
/// <param name="RequestedBy" example="li.na">Operator id of who asked for it.</param>
/// <param name="RequestedAt">When, by the shop's clock.</param>
/// <param name="DecidedBy">Operator id of who approved or rejected it.</param>
/// <param name="DecidedAt">When; an approved one belongs to the period of this time.</param>
/// <param name="Note">What that person said.</param>
/// <param name="TaxMonth">For a correction of tax: the month in which it was withheld.</param>
internal sealed record Adjustment(
    string AdjustmentId, string CustomerId, string Kind, Money Amount, string Reason, string Document, string Status,
    string RequestedBy, DateTimeOffset RequestedAt, string? DecidedBy, DateTimeOffset? DecidedAt, string? Note,
    string? TaxMonth);
