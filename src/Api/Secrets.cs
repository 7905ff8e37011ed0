namespace SocialCommerce.Api;

/// <summary>The secrets that a process outside development must be given before it serves.</summary>
internal static class Secrets
{
    /// <summary>Fewest characters of the platform's key.</summary>
    public const int MinPlatformKey = 24;

    private const int KeyBytes = 32;

    /// <summary>Refuses keys that are missing, malformed or easily guessed.</summary>
    /// <exception cref="StartupException">One of them is.</exception>
    public static void Check(WebApplicationBuilder builder)
    {
        if (builder.Environment.IsDevelopment()) return;
        if (builder.Configuration[ApiKeyMiddleware.PlatformKey] is { Length: > 0 and < MinPlatformKey })
            throw new StartupException(
                $"Set {ApiKeyMiddleware.PlatformKey} to at least {MinPlatformKey} random characters, as "
                + "'openssl rand -hex 24' makes them.");
        if (string.IsNullOrEmpty(builder.Configuration[SecretProtector.Key])) throw Unusable(SecretProtector.Key);
        foreach (var setting in new[] { SecretProtector.Key, SecretProtector.OtherKey, SecretProtector.FindingKey })
            if (builder.Configuration[setting] is { Length: > 0 } text && !IsKey(text)) throw Unusable(setting);
    }

    private static bool IsKey(string text)
    {
        var bytes = new byte[KeyBytes];
        return Convert.TryFromBase64String(text, bytes, out var written) && written == KeyBytes
            && bytes.Distinct().Skip(1).Any();
    }

    private static StartupException Unusable(string setting) => new(
        $"Set {setting} to {KeyBytes} random bytes in base64, as 'openssl rand -base64 {KeyBytes}' makes them.");
}
