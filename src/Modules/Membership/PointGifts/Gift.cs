using SocialCommerce.Membership.PointLots;

namespace SocialCommerce.Membership.PointGifts;

/// <summary>A gift by its keys, and the parts of the giver's lots that it is made of.</summary>
internal sealed record Gift(long Key, long GiverKey, long TakerKey, IReadOnlyList<LotPart> Parts);
