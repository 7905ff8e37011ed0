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

    /// <summary>Setting: while the key is changed, the one before or the one to come, which opens too.</summary>
    public const string OtherKey = "SOCIALCOMMERCE_SECRETS_KEY_OTHER";

    /// <summary>
    /// Setting: what <see cref="Key"/> was before it was changed for the first time. Hashes are of what nobody keeps,
    /// so they stay as they are, and so does their key.
    /// </summary>
    public const string FindingKey = "SOCIALCOMMERCE_FINDING_KEY";

    private const int KeyBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    // So that another way of sealing can stand beside this one.
    private const byte Form = 1;

    private readonly byte[]? _root = Root(configuration, Key);
    private readonly byte[]? _other = Other(configuration);
    private readonly byte[]? _finding = Root(configuration, FindingKey) ?? Root(configuration, Key);

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
        using var cipher = new AesGcm(Derived(_root, shopId, "seal"), TagBytes);
        cipher.Encrypt(
            nonce, plain, sealedText.AsSpan(1 + NonceBytes, plain.Length), sealedText.AsSpan(^TagBytes..),
            Bound(shopId, purpose));
        return sealedText;
    }

    /// <summary>Opens a sealed text.</summary>
    /// <exception cref="CryptographicException">It was sealed with another key, or for another place.</exception>
    public string Open(long shopId, string purpose, byte[] sealedText)
    {
        try
        {
            return Open(_root, shopId, purpose, sealedText);
        }
        catch (AuthenticationTagMismatchException) when (_other is not null)
        {
            return Open(_other, shopId, purpose, sealedText);
        }
    }

    /// <summary>A text that the other key opens, sealed with the key; null where the key opens it already.</summary>
    /// <exception cref="CryptographicException">Neither opens it.</exception>
    public byte[]? Renew(long shopId, string purpose, byte[] sealedText)
    {
        try
        {
            _ = Open(_root, shopId, purpose, sealedText);
            return null;
        }
        catch (AuthenticationTagMismatchException) when (_other is not null)
        {
            return Seal(shopId, purpose, Open(_other, shopId, purpose, sealedText));
        }
    }

    private static string Open(byte[]? root, long shopId, string purpose, byte[] sealedText)
    {
        if (sealedText is not [Form, ..] || sealedText.Length < 1 + NonceBytes + TagBytes)
            throw new CryptographicException("This is no sealed text.");
        var plain = new byte[sealedText.Length - 1 - NonceBytes - TagBytes];
        using var cipher = new AesGcm(Derived(root, shopId, "seal"), TagBytes);
        cipher.Decrypt(
            sealedText.AsSpan(1, NonceBytes), sealedText.AsSpan(1 + NonceBytes, plain.Length),
            sealedText.AsSpan(^TagBytes..), plain, Bound(shopId, purpose));
        return Encoding.UTF8.GetString(plain);
    }

    /// <summary>A keyed hash by which the same text is found again without opening anything.</summary>
    public byte[] Fingerprint(long shopId, string purpose, string text) =>
        HMACSHA256.HashData(Derived(_finding, shopId, "find"), Encoding.UTF8.GetBytes($"{purpose}\0{text}"));

    private static byte[] Derived(byte[]? root, long shopId, string use) => HKDF.DeriveKey(
        HashAlgorithmName.SHA256,
        root ?? throw new Refused(503, "SECRETS_KEY_MISSING", $"The server has no {Key}, so it keeps no secrets."),
        KeyBytes, info: Bound(shopId, use));

    private static byte[] Bound(long shopId, string purpose) => Encoding.UTF8.GetBytes($"{shopId}|{purpose}");

    private static byte[]? Other(IConfiguration configuration) =>
        Root(configuration, OtherKey) is { } other
            ? string.IsNullOrEmpty(configuration[FindingKey])
                ? throw new InvalidOperationException(
                    $"With {OtherKey} set {FindingKey} to what {Key} was before its first change, and keep that.")
                : other
            : null;

    private static byte[]? Root(IConfiguration configuration, string setting)
    {
        if (configuration[setting] is not { Length: > 0 } text) return null;
        var bytes = new byte[KeyBytes];
        return Convert.TryFromBase64String(text, bytes, out var written) && written == KeyBytes
            ? bytes
            : throw new InvalidOperationException($"{setting} has to be {KeyBytes} bytes in base64.");
    }
}
