namespace SocialCommerce.Referrals.Bindings;

/// <summary>A request to bind a person to a referrer.</summary>
/// <param name="ShopId">The shop.</param>
/// <param name="ChildId">The person who was recommended; made known if unknown.</param>
/// <param name="ParentId">The referrer; made known if unknown.</param>
/// <param name="Source">Where it comes from, one of <see cref="BindingSource"/>.</param>
/// <param name="OrderKey">The order that carries it, or null.</param>
/// <param name="Now">The shop's time.</param>
public sealed record BindRequest(
    long ShopId, string ChildId, string ParentId, string Source, long? OrderKey, DateTimeOffset Now);
