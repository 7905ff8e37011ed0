using System.Text.Json.Nodes;
using Shouldly;
using SocialCommerce.Kernel.Operators;
using SocialCommerce.Kernel.Text;
using Xunit;

namespace SocialCommerce.ApiTests.Payouts.Wechat;

/// <summary>Keys of the WeChat channel that are none.</summary>
public sealed class PutWechatChannelTests(WechatApi api) : IClassFixture<WechatApi>
{
    [Theory]
    [InlineData("#/privateKey")]
    [InlineData("#/platformKeys/0/publicKey")]
    public async Task A_text_that_is_no_RSA_key_is_refused_and_stores_nothing(string pointer)
    {
        var shop = await PayoutShop.In(api.Api);
        var admin = await api.Api.Operator(shop.Backend, "ada", Roles.Admin);
        var channel = JsonNode.Parse(Json.Write(api.Wechat.Channel))!;
        if (pointer == "#/privateKey") channel["privateKey"] = "no key";
        else channel["platformKeys"]![0]!["publicKey"] = "no key";
        var before = await Snapshot.Of(api.Api, $"where shop_id = {shop.Backend.ShopKey}");
        (await admin.Put("/v1/payout-channels/wechat", channel)).Refused(422, "KEY_INVALID").Pointer
            .ShouldBe(pointer);
        (await Snapshot.Of(api.Api, $"where shop_id = {shop.Backend.ShopKey}")).ShouldBe(before);
    }
}
