using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SocialCommerce.Kernel.Keys;

/// <summary>
/// A key as the caller shows it: <c>sk_test_&lt;shop&gt;_&lt;secret&gt;</c>. It names its shop, so that the look-up
/// stays inside the shop's rows; a plain SHA-256 is enough for a secret of 192 random bits.
/// </summary>
internal sealed record ApiKey(bool Sandbox, long ShopId, string Secret)
{
    private const int SecretLength = 48;

    public static string NewSecret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretLength / 2));

    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    public static ApiKey? Parse(string text)
    {
        var parts = text.Split('_');
        var known = parts is ["sk", "live" or "test", _, { Length: SecretLength }];
        return known && long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var shopId)
            ? new ApiKey(parts[1] == "test", shopId, parts[3])
            : null;
    }
}
