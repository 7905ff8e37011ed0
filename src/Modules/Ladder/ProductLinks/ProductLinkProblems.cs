namespace SocialCommerce.Ladder.ProductLinks;

/// <summary>Refusals of product links.</summary>
internal static class ProductLinkProblems
{
    public static readonly ProblemType ProductLinkNotFound = ProblemType.NotFound(
        "PRODUCT_LINK_NOT_FOUND", "There is no such product link.", "List the product's links, and check both ids.");

    public static readonly ProblemType TooManyProductLinks = ProblemType.Conflict(
        "TOO_MANY_PRODUCT_LINKS", "The product has as many links as a product may have.",
        "Remove a link of the product first.");
}
