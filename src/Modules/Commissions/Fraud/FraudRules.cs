namespace SocialCommerce.Commissions.Fraud;

/// <summary>What a shop finds suspicious in an order: a weight for each sign, and the score that holds.</summary>
/// <param name="Threshold">From this score on the order's commission is held; absent: nothing is looked for.</param>
/// <param name="SelfReferral">Buyer and beneficiary share a document, phone, email or device.</param>
/// <param name="SharedPayer">Buyer and beneficiary pay from one account.</param>
/// <param name="Velocity">At least <c>velocityOrders</c> orders of one leg in <c>velocityHours</c>.</param>
/// <param name="VelocityOrders">Of a beneficiary's leg, this order included.</param>
/// <param name="VelocityHours">Up to the order's payment.</param>
/// <param name="Wash">The buyer has had <c>washOrders</c> orders refunded whole in <c>washDays</c>.</param>
/// <param name="WashOrders">Orders of the buyer that were bought and given back.</param>
/// <param name="WashDays">Up to the order's payment.</param>
public sealed record FraudRules(
    int? Threshold = null, int SelfReferral = 100, int SharedPayer = 60, int Velocity = 40, int VelocityOrders = 10,
    int VelocityHours = 24, int Wash = 40, int WashOrders = 3, int WashDays = 30);
