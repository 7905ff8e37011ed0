using SocialCommerce.Kernel;

namespace SocialCommerce.Referrals;

/// <summary>The customer who stands in for a missing referrer.</summary>
/// <param name="Key">Internal key.</param>
/// <param name="CustomerId">The merchant's own id.</param>
public sealed record HouseAccount(long Key, string CustomerId);

/// <summary>A version of a shop's referral settings.</summary>
/// <param name="Version">0 while nobody has set anything.</param>
/// <param name="House">The house account, or null.</param>
public sealed record ReferralSettings(long Version, HouseAccount? House)
{
    internal static readonly ReferralSettings None = new(0, null);
}

/// <summary>Settings of each shop, kept for as long as its settings version stands.</summary>
public sealed class ReferralSettingsCache(Db db) : ShopCache<ReferralSettings>(db)
{
    /// <inheritdoc/>
    protected override Func<ReferralSettings> Ask(Batch batch, long shopId)
    {
        var latest = batch.LatestReferralSettings(shopId);
        return () => latest.First?.ToSettings() ?? ReferralSettings.None;
    }
}

/// <summary>A version as it is kept.</summary>
internal sealed record ReferralSettingsRow(long Version, long? HouseKey, string? CustomerId)
{
    public ReferralSettings ToSettings() =>
        new(Version, HouseKey is { } key ? new HouseAccount(key, CustomerId!) : null);
}

/// <summary>A version of the house account in the order of recording, for the integrity check.</summary>
/// <param name="Version">The version; later ones are higher.</param>
/// <param name="HouseKey">The house account, or null for none.</param>
/// <param name="TransactionId">The transaction that recorded it, as <c>xid8</c> writes it.</param>
public sealed record HouseVersion(long Version, long? HouseKey, string TransactionId);

/// <summary>The statements about referral settings.</summary>
public static class ReferralSettingsStatements
{
    /// <summary>Every version of the house account, oldest first.</summary>
    public static Rows<HouseVersion> HouseVersions(this Batch batch, long shopId) =>
        batch.Rows<HouseVersion>(VersionsSql, new { shop = shopId });

    internal static Rows<ReferralSettingsRow> LatestReferralSettings(this Batch batch, long shopId) =>
        batch.Rows<ReferralSettingsRow>(LatestSql, new { shop = shopId });

    private const string LatestSql = """
        select s.version, s.house_key, c.customer_id
        from referral_settings_versions s
        left join customers c on c.shop_id = @shop and c.customer_key = s.house_key
        where s.shop_id = @shop order by s.version desc limit 1
        """;

    private const string VersionsSql = """
        select version, house_key, transaction_id::text as transaction_id
        from referral_settings_versions where shop_id = @shop order by version
        """;
}
