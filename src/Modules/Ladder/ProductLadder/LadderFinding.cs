namespace SocialCommerce.Ladder.ProductLadder;

/// <summary>What is missing or wrong on a ladder.</summary>
/// <param name="Code" example="priceNotAbove">
/// <c>noAudience</c>, <c>noNextRung</c>, <c>rungNotReached</c>, <c>noProduct</c>, <c>noPrice</c> or
/// <c>priceNotAbove</c>.
/// </param>
/// <param name="Rung">The rung.</param>
/// <param name="Pointer" example="#/rungs/2/lowestPrice">The place in the ladder.</param>
/// <param name="Detail" example="Product 'p-serum' costs no more than 'p-mask' of rung low.">What is wrong.</param>
/// <param name="ProductId">The product, where one is to blame.</param>
internal sealed record LadderFinding(
    string Code, string Rung, string Pointer, string Detail, string? ProductId = null);
