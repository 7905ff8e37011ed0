namespace SocialCommerce.Books.LateFacts;

/// <summary>The late facts of one event.</summary>
/// <param name="Event" example="reversed">The event.</param>
/// <param name="Facts">The number of facts.</param>
/// <param name="Amount">What they come to.</param>
internal sealed record LateSum(string Event, long Facts, Money Amount);
