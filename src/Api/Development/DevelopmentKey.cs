using System.Security.Cryptography;
using SocialCommerce.Kernel.Http;

namespace SocialCommerce.Api.Development;

/// <summary>In development a platform key is made and kept in <c>.data/platform-key</c>, unless one is given.</summary>
internal static class DevelopmentKey
{
    private const string File = "platform-key";

    /// <summary>Puts the key into the configuration, unless one is there.</summary>
    public static void Provide(WebApplicationBuilder builder)
    {
        var given = builder.Configuration[Authentication.PlatformKey];
        if (!builder.Environment.IsDevelopment() || !string.IsNullOrEmpty(given)) return;
        if (Clone.Read(File)?.Trim() is not { Length: > 0 } key)
        {
            key = RandomNumberGenerator.GetHexString(48, lowercase: true);
            Clone.Write(File, key);
        }
        builder.Configuration[Authentication.PlatformKey] = key;
    }
}
