namespace SocialCommerce.Kernel.Shops;

/// <summary>Refusals of shops and their clocks.</summary>
public static class ShopProblems
{
    /// <summary>404: there is no such shop.</summary>
    public static readonly ProblemType ShopNotFound = ProblemType.NotFound(
        "SHOP_NOT_FOUND", "There is no such shop.", "Check the shop's id.");

    /// <summary>409: a live shop has no test clock.</summary>
    public static readonly ProblemType LiveShopHasNoTestClock = ProblemType.Conflict(
        "LIVE_SHOP_HAS_NO_TEST_CLOCK", "A live shop has no test clock.", "Use a sandbox shop.");

    /// <summary>422: a time lies ahead of the shop's clock.</summary>
    public static readonly ProblemType TimeInFuture = ProblemType.Invalid(
        "TIME_IN_FUTURE", "A time lies ahead of the shop's clock.",
        "Check the time and its offset; report an event when it has happened.");
}
