namespace SocialCommerce.Payouts.Channels;

/// <summary>What WeChat signs with, by the serial of the key: a platform certificate or a public key.</summary>
/// <param name="Serial" example="PUB_KEY_ID_0119000001092026">
/// Serial of the certificate, or id of the public key (<c>PUB_KEY_ID_…</c>).
/// </param>
/// <param name="PublicKey" example="-----BEGIN PUBLIC KEY-----…">PEM.</param>
internal sealed record WechatPlatformKey(string Serial, string PublicKey);
