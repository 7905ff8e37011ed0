using SocialCommerce.Kernel;

namespace SocialCommerce.Commissions;

/// <summary>An accrual of this transaction that is held at once.</summary>
public sealed record NewHold(string Rule, long BeneficiaryKey, long Amount, HoldReason Cause);
