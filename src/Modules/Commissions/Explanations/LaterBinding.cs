namespace SocialCommerce.Commissions.Explanations;

/// <summary>A binding of the buyer that was recorded after an order.</summary>
/// <param name="ReferrerId">The referrer.</param>
/// <param name="BoundAt">When the binding was recorded.</param>
public sealed record LaterBinding(string ReferrerId, DateTimeOffset BoundAt);
