namespace SocialCommerce.Referrals.Uplines;

/// <summary>One person above another, and the edge that leads there.</summary>
/// <param name="Key">The ancestor's key.</param>
/// <param name="CustomerId">The ancestor's id.</param>
/// <param name="Depth">1 for the referrer, 2 for the referrer's referrer, …</param>
/// <param name="BoundAt">When the person one level below was bound to this ancestor.</param>
/// <param name="BoundByOrder">The order that carried that binding, or null.</param>
/// <param name="EdgeSeq">The edge's number, in the order of recording.</param>
/// <param name="Carried">The keys of the whole chain, nearest first, as a bigint[] in text.</param>
public sealed record Ancestor(
    long Key, string CustomerId, int Depth, DateTimeOffset BoundAt, long? BoundByOrder, long EdgeSeq,
    string Carried);
