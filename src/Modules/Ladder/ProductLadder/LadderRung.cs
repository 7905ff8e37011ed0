using SocialCommerce.Ladder.Products;

namespace SocialCommerce.Ladder.ProductLadder;

/// <summary>A rung of a shop's ladder.</summary>
/// <param name="Rung"><see cref="Rungs.All"/></param>
/// <param name="Audience" example="Members who order every month">The customers that its products are made for.</param>
/// <param name="NextRung" example="partner">
/// The rung to offer next; absent on the highest rung, and where it is not decided yet.
/// </param>
internal sealed record LadderRung(string Rung, string? Audience = null, string? NextRung = null);
