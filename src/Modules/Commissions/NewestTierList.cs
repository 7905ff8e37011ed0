using System.Collections.Concurrent;
using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Shops;

namespace SocialCommerce.Commissions;

/// <summary>A list of tiers, and up to where transactions may have been under way when it was read.</summary>
public sealed record NewestTierList(long Version, string Begun);
