namespace SocialCommerce.Ladder.Products;

/// <summary>Refusals of products.</summary>
internal static class ProductProblems
{
    public static readonly ProblemType ProductNotFound = ProblemType.NotFound(
        "PRODUCT_NOT_FOUND", "There is no such product.", "Declare the product first, and check the id.");
}
