using System.Security.Cryptography;
using SocialCommerce.Kernel.Http;

namespace SocialCommerce.Api.Development;

/// <summary>In development nobody has to invent a platform key: one is made and kept in <c>.data/platform-key</c>.</summary>
internal static class DevelopmentKey
{
    private const string File = "platform-key";

    /// <summary>Puts the key into the configuration, unless one is there.</summary>
    public static void Provide(WebApplicationBuilder builder)
    {
        if (!builder.Environment.IsDevelopment() || !string.IsNullOrEmpty(builder.Configuration[Authentication.PlatformKey]))
            return;
        if (Clone.Read(File)?.Trim() is not { Length: > 0 } key)
        {
            key = RandomNumberGenerator.GetHexString(48, lowercase: true);
            Clone.Write(File, key);
        }
        builder.Configuration[Authentication.PlatformKey] = key;
    }
}
