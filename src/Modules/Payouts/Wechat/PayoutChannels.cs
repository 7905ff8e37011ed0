using SocialCommerce.Payouts.Channels;
using SocialCommerce.Payouts.Settings;

namespace SocialCommerce.Payouts.Wechat;

/// <summary>The channels of a shop.</summary>
/// <param name="Ready" example="manual">Those through which a batch can be paid.</param>
/// <param name="Wechat">The WeChat merchant, where one is set up.</param>
internal sealed record PayoutChannels(IReadOnlyList<string> Ready, ShownWechatMerchant? Wechat)
{
    internal static PayoutChannels Of(WechatChannelRow? row) => row is null
        ? new PayoutChannels([PayoutChannel.Manual], null)
        : new PayoutChannels([PayoutChannel.Manual, PayoutChannel.Wechat], new ShownWechatMerchant(
            row.MchId, row.AppId, row.SerialNo, [.. row.Keys.Select(key => key.Serial)],
            ReceiveWechatCallback.PathOf(row.Code)));
}
