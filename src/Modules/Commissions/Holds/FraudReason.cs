namespace SocialCommerce.Commissions.Holds;

/// <summary>Why an order's commission is held.</summary>
/// <param name="Sign">`selfReferral`, `sharedPayer`, `velocity` or `wash`.</param>
/// <param name="Weight">What it adds to the score.</param>
/// <param name="CustomerId">The beneficiary concerned; absent where it is the buyer alone.</param>
/// <param name="Orders">How many orders were counted.</param>
public sealed record FraudReason(string Sign, int Weight, string? CustomerId = null, long? Orders = null);
