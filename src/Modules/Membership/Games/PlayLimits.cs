namespace SocialCommerce.Membership.Games;

/// <summary>How often a customer may play a wheel. Days end at midnight in the shop's time zone.</summary>
/// <param name="PerCustomer">In the whole game; unlimited without it.</param>
/// <param name="PerCustomerPerDay">In a day; unlimited without it.</param>
public sealed record PlayLimits(int? PerCustomer = null, int? PerCustomerPerDay = null);
