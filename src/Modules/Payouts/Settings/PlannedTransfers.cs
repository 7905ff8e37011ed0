using System.Security.Cryptography;

namespace SocialCommerce.Payouts.Settings;

/// <summary>How payouts become transfers. Pure, but for the numbers.</summary>
internal static class PlannedTransfers
{
    /// <summary>The least that a WeChat transfer may come to, in fen.</summary>
    public const long WechatLeast = 10;

    // WeChat takes at most 32 letters and digits. Random, so that a restored database invents no number again.
    private const string Digits = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int Random = 26;

    /// <summary>The least that a payout comes to where a shop has set nothing: a bank's fee is more than a few cents.
    /// </summary>
    public static long UsualMinimum(string channel) => channel == PayoutChannel.Wechat ? WechatLeast : 100;

    /// <summary>The least that a transfer of a channel may come to.</summary>
    public static long Least(string channel) => channel == PayoutChannel.Wechat ? WechatLeast : 1;

    /// <summary>A new, unused transfer number: 130 random bits.</summary>
    public static string NewNumber() => $"sc{RandomNumberGenerator.GetString(Digits, Random)}";

    /// <summary>Parts that differ by a minor unit at most, none above the cap, each with its share of tax.</summary>
    public static IReadOnlyList<TransferPart> Split(long net, long tax, long? cap)
    {
        var count = cap is null ? 1 : (net + cap.Value - 1) / cap.Value;
        var nets = Allocation.LargestRemainder(net, [.. Enumerable.Repeat(1L, (int)count)]);
        var taxes = Allocation.LargestRemainder(tax, nets);
        return [.. nets.Zip(taxes, (part, share) => new TransferPart(part + share, share, part))];
    }
}
