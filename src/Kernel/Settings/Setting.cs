namespace SocialCommerce.Kernel.Settings;

/// <summary>
/// A setting of a shop: a record that is set as a whole and kept in versions. What the API takes, the table keeps and
/// the audit log shows is the JSON of the record.
/// </summary>
/// <param name="Name">Its name, in the table and in the audit log; no other setting has it.</param>
/// <param name="Default">What is in force until the shop sets something.</param>
public sealed record Setting<T>(string Name, T Default) where T : class?
{
    /// <summary>What the audit log shows of it, where the record keeps more than was set.</summary>
    public Func<T, object?> Logged { get; init; } = static content => content;

    internal Versioned<T> Of(SettingRow? row) =>
        row is null ? new(0, Default) : new(row.Version, Json.Read<T>(row.Content), row.RecordedAt);
}
