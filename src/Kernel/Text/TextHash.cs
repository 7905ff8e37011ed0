using System.Security.Cryptography;
using System.Text;

namespace SocialCommerce.Kernel.Text;

/// <summary>Hashes of texts.</summary>
public static class TextHash
{
    /// <summary>SHA-256 of the text's UTF-8 bytes, in lower-case hexadecimal.</summary>
    public static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
