using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SocialCommerce.Payouts.Channels;

namespace SocialCommerce.Payouts.Wechat;

/// <summary>Signing and sealing as WeChat Pay v3 does it. Pure, but for the nonces.</summary>
internal static class WechatSigning
{
    /// <summary>How signatures begin with which WeChat probes whether callbacks are checked.</summary>
    public const string Probe = "WECHATPAY/SIGNTEST/";

    private const int TagBytes = 16;

    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>The Authorization header of a request.</summary>
    public static string Authorization(
        WechatMerchant merchant, string method, string path, string body, DateTimeOffset now)
    {
        var nonce = RandomNumberGenerator.GetHexString(32);
        var timestamp = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var key = RSA.Create();
        key.ImportFromPem(merchant.PrivateKey);
        var signature = Convert.ToBase64String(key.SignData(
            Encoding.UTF8.GetBytes($"{method}\n{path}\n{timestamp}\n{nonce}\n{body}\n"), HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1));
        return $"WECHATPAY2-SHA256-RSA2048 mchid=\"{merchant.MchId}\",nonce_str=\"{nonce}\",timestamp=\"{timestamp}\","
            + $"serial_no=\"{merchant.SerialNo}\",signature=\"{signature}\"";
    }

    /// <summary>Why a text is not believed to come from WeChat; null when it is.</summary>
    public static ProblemType? Doubt(WechatMerchant merchant, WechatSignature proof, string body, DateTimeOffset now)
    {
        if (proof is not { Serial: { } serial, Timestamp: { } timestamp, Nonce: { } nonce, Signature: { } signature })
            return WechatProblems.SignatureMissing;
        if (signature.StartsWith(Probe, StringComparison.Ordinal)) return WechatProblems.SignatureProbe;
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || (now - DateTimeOffset.UnixEpoch.AddSeconds(Math.Min(seconds, uint.MaxValue))).Duration() > Tolerance)
            return WechatProblems.TimestampStale;
        if (merchant.PlatformKeys.FirstOrDefault(one => one.Serial == serial) is not { } known)
            return WechatProblems.SerialUnknown;
        var bytes = new byte[signature.Length];
        if (!Convert.TryFromBase64String(signature, bytes, out var length)) return WechatProblems.SignatureInvalid;
        using var key = RSA.Create();
        key.ImportFromPem(known.PublicKey);
        return key.VerifyData(
            Encoding.UTF8.GetBytes($"{timestamp}\n{nonce}\n{body}\n"), bytes[..length], HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1)
            ? null
            : WechatProblems.SignatureInvalid;
    }

    /// <summary>Encrypts a name so that only WeChat reads it (RSAES-OAEP).</summary>
    public static string Encrypt(WechatPlatformKey to, string text)
    {
        using var key = RSA.Create();
        key.ImportFromPem(to.PublicKey);
        return Convert.ToBase64String(key.Encrypt(Encoding.UTF8.GetBytes(text), RSAEncryptionPadding.OaepSHA1));
    }

    /// <summary>Opens the resource of a callback (AEAD_AES_256_GCM).</summary>
    /// <exception cref="CryptographicException">It was tampered with, or sealed with another key.</exception>
    public static string Open(string apiKey, string nonce, string associatedData, string ciphertext)
    {
        var bytes = new byte[ciphertext.Length];
        if (!Convert.TryFromBase64String(ciphertext, bytes, out var length) || length < TagBytes || nonce.Length != 12)
            throw new CryptographicException("This is no sealed resource.");
        var plain = new byte[length - TagBytes];
        using var cipher = new AesGcm(Encoding.UTF8.GetBytes(apiKey), TagBytes);
        cipher.Decrypt(
            Encoding.UTF8.GetBytes(nonce), bytes.AsSpan(0, plain.Length), bytes.AsSpan(plain.Length, TagBytes), plain,
            Encoding.UTF8.GetBytes(associatedData));
        return Encoding.UTF8.GetString(plain);
    }

    /// <summary>Whether a PEM holds an RSA key; a private one where that is needed.</summary>
    public static bool IsKey(string pem, bool isPrivate)
    {
        try
        {
            using var key = RSA.Create();
            key.ImportFromPem(pem);
            return key.KeySize >= 2048 && (!isPrivate || key.ExportPkcs8PrivateKey().Length > 0);
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            return false;
        }
    }
}
