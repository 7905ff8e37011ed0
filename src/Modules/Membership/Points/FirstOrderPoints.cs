namespace SocialCommerce.Membership.Points;

/// <summary>What a customer's first paid order earns beyond its rates; exactly one of the two.</summary>
/// <param name="Points" example="100">Points on top.</param>
/// <param name="MultiplierBps">Of what it earns: 20000 doubles it.</param>
public sealed record FirstOrderPoints(long? Points = null, int? MultiplierBps = null);
