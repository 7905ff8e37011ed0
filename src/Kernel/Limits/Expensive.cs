namespace SocialCommerce.Kernel.Limits;

/// <summary>
/// On an endpoint: it may cost seconds of the database or the processor. One at a time runs for each shop and a few on
/// each instance; others wait for their turn and are refused with 429 SHOP_BUSY when it does not come.
/// </summary>
internal sealed record Expensive;
