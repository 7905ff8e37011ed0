namespace SocialCommerce.Kernel.Settings;

/// <summary>A version of a setting as it is kept.</summary>
public sealed record SettingRow(string Name, int Version, string Content, DateTimeOffset RecordedAt);
