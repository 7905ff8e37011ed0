namespace SocialCommerce.Membership.Joining;

/// <summary>The trades (行业) that have an entry rule of their own.</summary>
internal static class EntryTrades
{
    public const string PhysicalShop = "physicalShop";
    public const string OnlineShop = "onlineShop";
    public const string Service = "service";

    public static readonly string[] All = [PhysicalShop, OnlineShop, Service];
}
