namespace SocialCommerce.Commissions.Fraud;

/// <summary>The fraud signs of a beneficiary with respect to the buyer of an order.</summary>
/// <param name="Key">The beneficiary.</param>
/// <param name="LegKey">The direct downline in whose leg the order was placed.</param>
/// <param name="SamePerson">Whether the two share an identity.</param>
/// <param name="SamePayer">Whether the two pay from one account.</param>
/// <param name="LegOrders">Orders of that leg in the policy's hours, without this one.</param>
public sealed record FraudSign(long Key, long LegKey, bool SamePerson, bool SamePayer, long LegOrders);
