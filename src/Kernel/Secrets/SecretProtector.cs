using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;

namespace SocialCommerce.Kernel.Secrets;

/// <summary>
/// Seals what must not lie open in the database or in a backup: names, identity numbers, accounts, channels' keys.
/// AES-256-GCM with a key per shop. The associated data names shop, table, column and row, so that a sealed text that
/// is moved to another row cannot be opened there. Texts of the first form, bound to shop and purpose alone, open only
/// where <see cref="FirstForm"/> accepts them, so that none of them is put back from an old backup.
/// </summary>
public sealed class SecretProtector(IConfiguration configuration)
{
    /// <summary>Setting: 32 random bytes in base64, from which every shop's keys are derived.</summary>
    public const string Key = "SOCIALCOMMERCE_SECRETS_KEY";

    /// <summary>Setting: while the key is changed, the one before or the one to come, which opens too.</summary>
    public const string OtherKey = "SOCIALCOMMERCE_SECRETS_KEY_OTHER";

    /// <summary>
    /// Setting: what <see cref="Key"/> was before it was changed for the first time. The hashed texts are not stored,
    /// so the hashes stay as they are, and so does their key.
    /// </summary>
    public const string FindingKey = "SOCIALCOMMERCE_FINDING_KEY";

    /// <summary>
    /// Setting: <c>accept</c> while an upgrade from a version that did not bind values to their rows is under way,
    /// until <c>scripts/rekey</c> has bound them.
    /// </summary>
    public const string FirstForm = "SOCIALCOMMERCE_UNBOUND_VALUES";

    private const int KeyBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private const byte BoundToPurpose = 1;
    private const byte BoundToRow = 2;

    private readonly byte[]? _root = Root(configuration, Key);
    private readonly byte[]? _other = Other(configuration);
    private readonly byte[]? _finding = Root(configuration, FindingKey) ?? Root(configuration, Key);
    private readonly bool _acceptsFirstForm = configuration[FirstForm] switch
    {
        null or "" => false,
        "accept" => true,
        _ => throw new InvalidOperationException($"{FirstForm} is 'accept' or not set."),
    };

    /// <summary>A new root key.</summary>
    public static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes));

    /// <summary>Whether there is a key to seal and open with.</summary>
    public bool HasKey => _root is not null;

    /// <summary>Seals a text for its place.</summary>
    public byte[] Seal(long shopId, SealedPlace place, string text)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var sealedText = new byte[1 + NonceBytes + plain.Length + TagBytes];
        sealedText[0] = BoundToRow;
        var nonce = sealedText.AsSpan(1, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(Derived(_root, shopId, "seal"), TagBytes);
        cipher.Encrypt(
            nonce, plain, sealedText.AsSpan(1 + NonceBytes, plain.Length), sealedText.AsSpan(^TagBytes..),
            Bound(shopId, place, BoundToRow));
        return sealedText;
    }

    /// <summary>Opens a sealed text at its place.</summary>
    /// <exception cref="ProblemException">
    /// 503 SEALED_VALUE_UNREADABLE: it was sealed with another key, or for another place.
    /// </exception>
    public string Open(long shopId, SealedPlace place, byte[] sealedText) =>
        TryOpen(shopId, place, sealedText) ?? throw CommonProblems.SealedValueUnreadable.Because(
            $"{place.Table}.{place.Column} of row {place.Row} was sealed with another key, or for another row"
            + (IsOfFirstForm(sealedText) ? $", or is not bound to a row: see {FirstForm}." : "."));

    /// <summary>Opens a sealed text; null where it was sealed with another key, or for another place.</summary>
    public string? TryOpen(long shopId, SealedPlace place, byte[] sealedText) =>
        Open(_root, shopId, place, sealedText)
        ?? (_other is null ? null : Open(_other, shopId, place, sealedText));

    /// <summary>Whether a sealed text has the first form, which is not bound to its row.</summary>
    public static bool IsOfFirstForm(byte[] sealedText) => sealedText is [BoundToPurpose, ..];

    /// <summary>
    /// A text that the other key opens, or that has the first form, sealed with the key for its place; null where that
    /// is so already.
    /// </summary>
    /// <exception cref="CryptographicException">Neither key opens it there.</exception>
    public byte[]? Renew(long shopId, SealedPlace place, byte[] sealedText)
    {
        var own = Open(_root, shopId, place, sealedText);
        return own is not null && !IsOfFirstForm(sealedText)
            ? null
            : Seal(shopId, place, own ?? TryOpen(shopId, place, sealedText)
                ?? throw new CryptographicException("Neither key opens this here."));
    }

    private string? Open(byte[]? root, long shopId, SealedPlace place, byte[] sealedText)
    {
        if (sealedText is not [BoundToPurpose or BoundToRow, ..] || sealedText.Length < 1 + NonceBytes + TagBytes
            || (IsOfFirstForm(sealedText) && !_acceptsFirstForm))
            return null;
        var plain = new byte[sealedText.Length - 1 - NonceBytes - TagBytes];
        using var cipher = new AesGcm(Derived(root, shopId, "seal"), TagBytes);
        try
        {
            cipher.Decrypt(
                sealedText.AsSpan(1, NonceBytes), sealedText.AsSpan(1 + NonceBytes, plain.Length),
                sealedText.AsSpan(^TagBytes..), plain, Bound(shopId, place, sealedText[0]));
            return Encoding.UTF8.GetString(plain);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    /// <summary>A keyed hash by which the same text is found again without opening anything.</summary>
    public byte[] Fingerprint(long shopId, string purpose, string text) =>
        HMACSHA256.HashData(Derived(_finding, shopId, "find"), Encoding.UTF8.GetBytes($"{purpose}\0{text}"));

    private static byte[] Derived(byte[]? root, long shopId, string use) => HKDF.DeriveKey(
        HashAlgorithmName.SHA256,
        root ?? throw new InvalidOperationException($"The server has no {Key}, so it keeps no secrets."),
        KeyBytes, info: Encoding.UTF8.GetBytes($"{shopId}|{use}"));

    private static byte[] Bound(long shopId, SealedPlace place, byte form) => Encoding.UTF8.GetBytes(
        form == BoundToPurpose
            ? $"{shopId}|{place.Purpose}"
            : $"{shopId}|{place.Table}.{place.Column}|{place.Row}");

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
