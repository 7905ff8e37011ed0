using System.Collections.Concurrent;

namespace SocialCommerce.Kernel.Settings;

/// <summary>What is in force of all settings of a shop.</summary>
public sealed class SettingsInForce
{
    private readonly ConcurrentDictionary<string, object> _read = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SettingRow> _rows;

    internal SettingsInForce(IEnumerable<SettingRow> rows) =>
        _rows = rows.ToDictionary(row => row.Name, StringComparer.Ordinal);

    /// <summary>What is in force of a setting.</summary>
    public T Of<T>(Setting<T> setting) where T : class =>
        (T)_read.GetOrAdd(setting.Name, _ => setting.Of(_rows.GetValueOrDefault(setting.Name)).Content);
}
