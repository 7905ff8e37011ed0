namespace SocialCommerce.Membership.Quotes;

/// <summary>Where an order differs from its quote.</summary>
/// <param name="What" example="amount">
/// <c>customer</c>, <c>product</c>, <c>quantity</c>, <c>amount</c>, <c>missing</c> (the order lacks the line),
/// <c>added</c> (the quote lacks it) or <c>shipping</c>.
/// </param>
/// <param name="LineId" example="1">The line; absent where it is about the whole order.</param>
/// <param name="Quoted" example="36100">As quoted; amounts in minor units.</param>
/// <param name="Ordered" example="38000">As ordered.</param>
public sealed record QuoteDifference(string What, string? LineId = null, string? Quoted = null, string? Ordered = null);
