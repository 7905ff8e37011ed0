namespace SocialCommerce.Commissions.Postings;

/// <summary>An accrual of this transaction that is held at once.</summary>
public sealed record NewHold(string Rule, long BeneficiaryKey, long Amount, HoldReason Cause);
