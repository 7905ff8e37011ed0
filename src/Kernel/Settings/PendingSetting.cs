namespace SocialCommerce.Kernel.Settings;

/// <summary>What a statement of a batch reads of a setting.</summary>
public sealed class PendingSetting<T>(Setting<T> setting, PendingRows<SettingRow> rows) where T : class?
{
    private Versioned<T>? _inForce;

    /// <summary>The last version that was read, or the default.</summary>
    public Versioned<T> InForce => _inForce ??= setting.Of(rows.List.LastOrDefault());

    /// <summary>What is in force.</summary>
    public T Content => InForce.Content;

    /// <summary>Every version that was read, oldest first.</summary>
    public IEnumerable<Versioned<T>> All => rows.List.Select(setting.Of);
}
