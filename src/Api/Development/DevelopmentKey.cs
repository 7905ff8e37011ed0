using System.Security.Cryptography;

namespace SocialCommerce.Api.Development;

/// <summary>
/// In development the platform's key and the key of secrets are made and kept in <c>.data</c>, unless they are given.
/// </summary>
internal static class DevelopmentKey
{
    private const string PlatformFile = "platform-key";
    private const string SecretsFile = "secrets-key";

    /// <summary>Puts the keys into the configuration, unless they are there.</summary>
    public static void Provide(WebApplicationBuilder builder)
    {
        if (!builder.Environment.IsDevelopment()) return;
        Provide(builder, ApiKeyMiddleware.PlatformKey, PlatformFile, static () =>
            RandomNumberGenerator.GetHexString(48, lowercase: true));
        Provide(builder, SecretProtector.Key, SecretsFile, SecretProtector.NewKey);
    }

    private static void Provide(WebApplicationBuilder builder, string setting, string file, Func<string> make)
    {
        if (!string.IsNullOrEmpty(builder.Configuration[setting])) return;
        if (Clone.Read(file)?.Trim() is not { Length: > 0 } key)
        {
            key = make();
            Clone.Write(file, key);
        }
        builder.Configuration[setting] = key;
    }
}
