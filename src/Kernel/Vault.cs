using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;

namespace SocialCommerce.Kernel;

/// <summary>
/// Seals what must not lie open in the database or in a backup: names, identity numbers, accounts, channels' keys.
/// AES-256-GCM with a key per shop, bound to the shop and to what the text is, so that a sealed text moved to another
/// place cannot be opened there.
/// </summary>
public sealed class Vault(IConfiguration configuration)
{
    /// <summary>Setting: 32 random bytes in base64, from which every shop's keys are derived.</summary>
    public const string Key = "SOCIALCOMMERCE_SECRETS_KEY";

    private const int KeyBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    // So that another way of sealing can stand beside this one.
    private const byte Form = 1;

    private readonly byte[]? _root = Root(configuration[Key]);

    /// <summary>A new root key.</summary>
    public static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes));

    /// <summary>Seals a text.</summary>
    /// <param name="shopId">The shop.</param>
    /// <param name="purpose">What it is, such as <c>payee.name</c>; the same to open it.</param>
    /// <param name="text">The text.</param>
    public byte[] Seal(long shopId, string purpose, string text)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var sealedText = new byte[1 + NonceBytes + plain.Length + TagBytes];
        sealedText[0] = Form;
        var nonce = sealedText.AsSpan(1, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(Derived(shopId, "seal"), TagBytes);
        cipher.Encrypt(
            nonce, plain, sealedText.AsSpan(1 + NonceBytes, plain.Length), sealedText.AsSpan(^TagBytes..),
            Bound(shopId, purpose));
        return sealedText;
    }

    /// <summary>Opens a sealed text.</summary>
    /// <exception cref="CryptographicException">It was sealed with another key, or for another place.</exception>
    public string Open(long shopId, string purpose, byte[] sealedText)
    {
        if (sealedText is not [Form, ..] || sealedText.Length < 1 + NonceBytes + TagBytes)
            throw new CryptographicException("This is no sealed text.");
        var plain = new byte[sealedText.Length - 1 - NonceBytes - TagBytes];
        using var cipher = new AesGcm(Derived(shopId, "seal"), TagBytes);
        cipher.Decrypt(
            sealedText.AsSpan(1, NonceBytes), sealedText.AsSpan(1 + NonceBytes, plain.Length),
            sealedText.AsSpan(^TagBytes..), plain, Bound(shopId, purpose));
        return Encoding.UTF8.GetString(plain);
    }

    /// <summary>A keyed hash by which the same text is found again without opening anything.</summary>
    public byte[] Fingerprint(long shopId, string purpose, string text) =>
        HMACSHA256.HashData(Derived(shopId, "find"), Encoding.UTF8.GetBytes($"{purpose}\0{text}"));

    private byte[] Derived(long shopId, string use) => HKDF.DeriveKey(
        HashAlgorithmName.SHA256,
        _root ?? throw new Refused(503, "SECRETS_KEY_MISSING", $"The server has no {Key}, so it keeps no secrets."),
        KeyBytes, info: Bound(shopId, use));

    private static byte[] Bound(long shopId, string purpose) => Encoding.UTF8.GetBytes($"{shopId}|{purpose}");

    private static byte[]? Root(string? setting)
    {
        if (string.IsNullOrEmpty(setting)) return null;
        var bytes = new byte[KeyBytes];
        return Convert.TryFromBase64String(setting, bytes, out var written) && written == KeyBytes
            ? bytes
            : throw new InvalidOperationException($"{Key} has to be {KeyBytes} bytes in base64.");
    }
}
