using SocialCommerce.Membership.Terms;

namespace SocialCommerce.Membership.Earning;

/// <summary>An order of a customer whose points are judged among all of them.</summary>
/// <param name="Past">The order with its refunds.</param>
/// <param name="Terms">
/// The terms at its payment, with the basis and the facts as they are known; null where it was granted nothing.
/// </param>
public sealed record JudgedOrder(PastOrder Past, GrantTerms? Terms);
