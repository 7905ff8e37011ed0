namespace SocialCommerce.Membership.Privileges;

/// <summary>What a privilege can give, and which properties each type has.</summary>
internal static class GrantTypes
{
    public const string Percentage = "percentage";
    public const string FixedPrice = "fixedPrice";
    public const string PriceList = "priceList";
    public const string FreeShipping = "freeShipping";
    public const string ServiceLevel = "serviceLevel";
    public const string ExclusiveProduct = "exclusiveProduct";
    public const string EarlyAccess = "earlyAccess";
    public const string CouponPack = "couponPack";
    public const string BirthdayGift = "birthdayGift";
    public const string MemberDay = "memberDay";
    public const string PointsMultiplier = "pointsMultiplier";

    private static readonly Dictionary<string, Properties> Known = new(StringComparer.Ordinal)
    {
        [Percentage] = new([nameof(PrivilegeGrant.PercentBps)],
            [nameof(PrivilegeGrant.ProductIds), nameof(PrivilegeGrant.Cap)]),
        [FixedPrice] = new([nameof(PrivilegeGrant.Price), nameof(PrivilegeGrant.ProductIds)], []),
        [PriceList] = new([nameof(PrivilegeGrant.Prices)], []),
        [FreeShipping] = new([], [nameof(PrivilegeGrant.MinimumSpend), nameof(PrivilegeGrant.Cap)]),
        [ServiceLevel] = new([nameof(PrivilegeGrant.Level)], []),
        [ExclusiveProduct] = new([nameof(PrivilegeGrant.ProductIds)], []),
        [EarlyAccess] = new([nameof(PrivilegeGrant.ProductIds), nameof(PrivilegeGrant.Hours)], []),
        [CouponPack] = new([nameof(PrivilegeGrant.TemplateIds)], []),
        [BirthdayGift] = new([nameof(PrivilegeGrant.ProductIds)],
            [nameof(PrivilegeGrant.DaysBefore), nameof(PrivilegeGrant.DaysAfter)]),
        [MemberDay] = new([nameof(PrivilegeGrant.PercentBps)],
            [
                nameof(PrivilegeGrant.ProductIds), nameof(PrivilegeGrant.Cap), nameof(PrivilegeGrant.Weekdays),
                nameof(PrivilegeGrant.DaysOfMonth),
            ]),
        [PointsMultiplier] = new([nameof(PrivilegeGrant.MultiplierBps)], []),
    };

    /// <summary>Every type.</summary>
    public static readonly string[] All = [.. Known.Keys];

    /// <summary>Whether a type cannot do without a property.</summary>
    public static bool Needs(string type, string property) =>
        Known.TryGetValue(type, out var known) && known.Needed.Contains(property);

    /// <summary>Whether a type has a property.</summary>
    public static bool Has(string type, string property) =>
        !Known.TryGetValue(type, out var known) || known.Needed.Contains(property) || known.Optional.Contains(property);

    private sealed record Properties(string[] Needed, string[] Optional);
}
