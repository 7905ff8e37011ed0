using SocialCommerce.Commissions.Tiers;

namespace SocialCommerce.Commissions.Balances;

/// <summary>A partner.</summary>
/// <param name="CustomerId">The person.</param>
/// <param name="Tier">The tier held; absent for none.</param>
/// <param name="TierSince">Since when, by the shop's clock.</param>
/// <param name="Active">False while suspended, and after resigning.</param>
/// <param name="Approved">Approved by an operator.</param>
/// <param name="OwnNetSpend">Paid less refunded, by the person.</param>
/// <param name="DirectBuyers">Direct referrals who have bought.</param>
/// <param name="TeamNetSales">Net spend of the people at depth 1 and 2.</param>
/// <param name="Accruals">How many commissions the person ever earned.</param>
/// <param name="Net">What they come to after refunds.</param>
/// <param name="Absorbed">
/// What refunds have taken back and the person keeps, because it had been paid out (<c>withinBalance</c>).
/// </param>
/// <param name="Pending">Inside the hold.</param>
/// <param name="Available">Matured, in no statement yet; may be negative after a late refund.</param>
/// <param name="Held">Held by chargebacks, accrual stops and disputes.</param>
/// <param name="Settled">What all statements came to.</param>
/// <param name="Payable">Of that, what has not gone into a payout.</param>
/// <param name="Paid">What has reached the person, after tax.</param>
/// <param name="OpenDisputes">How many disputes of the person are unanswered.</param>
/// <param name="DirectPartners">
/// Direct referrals who have ever reached a tier or a higher one, by tier, lowest first; not in a list.
/// </param>
/// <param name="TiersAhead">The tiers above and what is missing to each, lowest first; not in a list.</param>
/// <param name="MinimumPayout">
/// The available balance from which on a settlement makes a statement, by the plan version in force; not in a list.
/// </param>
/// <param name="MissingToMinimum">
/// What the available balance lacks of it now, a debt included; 0 where it is reached; not in a list.
/// </param>
internal sealed record PartnerSummary(
    string CustomerId, string? Tier, DateTimeOffset? TierSince, bool Active, bool Approved, Money OwnNetSpend,
    long DirectBuyers, Money TeamNetSales, long Accruals, Money Net, Money Absorbed, Money Pending,
    Money Available, Money Held, Money Settled, Money Payable, Money Paid, long OpenDisputes,
    IReadOnlyList<PartnersFrom>? DirectPartners = null, IReadOnlyList<TierAhead>? TiersAhead = null,
    Money? MinimumPayout = null, Money? MissingToMinimum = null);
