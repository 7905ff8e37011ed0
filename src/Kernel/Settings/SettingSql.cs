namespace SocialCommerce.Kernel.Settings;

/// <summary>The statements by which settings are read, and kept.</summary>
public static class SettingSql
{
    /// <summary>Reads the version in force.</summary>
    public static PendingSetting<T> InForce<T>(this SqlBatch batch, Setting<T> setting, long shopId) where T : class? =>
        new(setting, batch.Latest(shopId, setting.Name));

    /// <summary>Reads every version.</summary>
    public static PendingSetting<T> Versions<T>(this SqlBatch batch, Setting<T> setting, long shopId)
        where T : class? => new(setting, batch.All(shopId, setting.Name));

    /// <summary>Reads the version that was in force at a time.</summary>
    public static PendingSetting<T> InForceAt<T>(
        this SqlBatch batch, Setting<T> setting, long shopId, DateTimeOffset at) where T : class? =>
        new(setting, batch.At(shopId, setting.Name, at));

    /// <summary>Reads the version in force just before an instant; the first one applies from the beginning.</summary>
    public static PendingSetting<T> InForceBefore<T>(
        this SqlBatch batch, Setting<T> setting, long shopId, DateTimeOffset end) where T : class? =>
        new(setting, batch.Before(shopId, setting.Name, end));

    /// <summary>The version in force.</summary>
    public static async Task<Versioned<T>> InForce<T>(
        this Db db, Setting<T> setting, long shopId, CancellationToken cancel) where T : class? =>
        setting.Of((await db.Read(shopId, batch => batch.Latest(shopId, setting.Name), cancel)).First);

    /// <summary>What is in force of every setting that the shop has set.</summary>
    internal static PendingRows<SettingRow> LatestOfEach(this SqlBatch batch, long shopId) =>
        batch.Rows<SettingRow>(LatestOfEachSql, new { shop = shopId });

    internal static void Keep(
        this SqlBatch batch, long shopId, SettingRow row, (string? PreparedBy, string? SetBy) persons) =>
        batch.Do(KeepSql, new
        {
            shop = shopId,
            row.Name,
            row.Version,
            row.Content,
            persons.PreparedBy,
            persons.SetBy,
            row.RecordedAt,
        });

    private static PendingRows<SettingRow> Latest(this SqlBatch batch, long shopId, string name) =>
        batch.Rows<SettingRow>(LatestSql, new { shop = shopId, name });

    private static PendingRows<SettingRow> All(this SqlBatch batch, long shopId, string name) =>
        batch.Rows<SettingRow>(AllSql, new { shop = shopId, name });

    private static PendingRows<SettingRow> At(this SqlBatch batch, long shopId, string name, DateTimeOffset at) =>
        batch.Rows<SettingRow>(AtSql, new { shop = shopId, name, at });

    private static PendingRows<SettingRow> Before(
        this SqlBatch batch, long shopId, string name, DateTimeOffset end) =>
        batch.Rows<SettingRow>(BeforeSql, new { shop = shopId, name, end });

    private const string Rows = """
        select name, version, content, recorded_at from settings_versions where shop_id = @shop
        """;

    private const string LatestSql = $"{Rows} and name = @name order by version desc limit 1";

    private const string AllSql = $"{Rows} and name = @name order by version";

    private const string AtSql = $"""
        {Rows} and name = @name and recorded_at <= @at order by version desc limit 1
        """;

    private const string BeforeSql = $"""
        {Rows} and name = @name and (recorded_at < @end or version = 1) order by version desc limit 1
        """;

    private const string LatestOfEachSql = """
        select distinct on (name) name, version, content, recorded_at from settings_versions
        where shop_id = @shop order by name, version desc
        """;

    private const string KeepSql = """
        insert into settings_versions (shop_id, name, version, content, prepared_by, set_by, recorded_at)
        values (@shop, @name, @version, @content::jsonb, @preparedBy, @setBy, @recordedAt)
        """;
}
