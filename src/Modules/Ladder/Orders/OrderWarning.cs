namespace SocialCommerce.Ladder.Orders;

/// <summary>Something about an accepted order or refund that its sender should know.</summary>
/// <param name="Code">lowerCamel: <c>unknownInviteCode</c>, <c>otherReferrer</c>, <c>unknownProduct</c>, …</param>
/// <param name="Pointer" example="#/lines/0/productId">JSON pointer into the order or refund.</param>
public sealed record OrderWarning(string Code, string Pointer);
