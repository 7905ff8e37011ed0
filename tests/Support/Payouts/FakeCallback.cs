using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace SocialCommerce.TestSupport.Payouts;

/// <summary>A callback before it is signed and sealed.</summary>
/// <param name="Resource">What it says.</param>
/// <param name="SignedBy">The serial that it names.</param>
/// <param name="SignedAt">When.</param>
/// <param name="SealedWith">The APIv3 key.</param>
/// <param name="Tamper">What happens to the body after it was signed.</param>
/// <param name="Signature">What happens to a header, by its name.</param>
public sealed record FakeCallback(
    string Resource, string SignedBy, DateTimeOffset SignedAt, string SealedWith, Func<string, string>? Tamper,
    Func<string, string, string?>? Signature = null)
{
    /// <summary>The body with its resource sealed.</summary>
    public string Body()
    {
        var (plain, nonce) = (Encoding.UTF8.GetBytes(Resource), RandomNumberGenerator.GetHexString(12));
        var (cipher, tag) = (new byte[plain.Length], new byte[16]);
        using var aes = new AesGcm(Encoding.UTF8.GetBytes(SealedWith), 16);
        aes.Encrypt(Encoding.UTF8.GetBytes(nonce), plain, cipher, tag, Encoding.UTF8.GetBytes("mch_payment"));
        return JsonSerializer.Serialize(new
        {
            id = Guid.NewGuid(),
            event_type = "MCHTRANSFER.BILL.FINISHED",
            resource_type = "encrypt-resource",
            resource = new
            {
                algorithm = "AEAD_AES_256_GCM",
                original_type = "mch_payment",
                associated_data = "mch_payment",
                nonce,
                ciphertext = Convert.ToBase64String([.. cipher, .. tag]),
            },
        });
    }
}
