using System.Text.Json.Nodes;
using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Membership.Joining;

/// <summary>A shop sets how customers become members.</summary>
public sealed class PutJoiningSettingsTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task The_settings_are_answered_as_they_were_set_and_again_change_nothing()
    {
        var shop = await api.NewShop("manual", now: Day(1));
        (await shop.Get("/v1/joining-settings")).Must(200).Body.ShouldBe("{}");
        var body = new { entry = new { trade = "service" }, ceremony = JoiningSteps.Ceremony };
        (await shop.Put("/v1/joining-settings", body)).Must(200).Headers["ETag"].ShouldBe("\"1\"");
        (await shop.Put("/v1/joining-settings", body)).Must(200).Headers["ETag"].ShouldBe("\"1\"");
        var settings = (await shop.Get("/v1/joining-settings")).Must(200);
        settings.Json.GetProperty("entry").GetProperty("requiresContact").GetBoolean().ShouldBeTrue();
        settings.List("ceremony").Select(step => step.GetProperty("required").GetBoolean())
            .ShouldBe([true, true, false]);
    }

    [Theory]
    [InlineData("""{"entry":{"trade":"circus"}}""", "#/entry/trade", "VALUE_UNKNOWN")]
    [InlineData("""{"entry":{"trade":"service","productIds":[""]}}""", "#/entry/productIds/0", "ID_INVALID")]
    [InlineData("""{"ceremony":[{"key":"a","text":" "}]}""", "#/ceremony/0/text", "TEXT_INVALID")]
    [InlineData("""{"ceremony":[{"key":"a","text":"A"},{"key":"a","text":"B"}]}""", "#/ceremony", "VALUE_TWICE")]
    [InlineData("""{"ceremony":[{"key":"a","text":"A","dueDays":400}]}""", "#/ceremony/0/dueDays", "OUT_OF_RANGE")]
    [InlineData("""{"numbers":{"prefix":"V1"}}""", "#/numbers/prefix", "PREFIX_INVALID")]
    [InlineData("""{"numbers":{"prefix":""}}""", "#/numbers/prefix", "PREFIX_INVALID")]
    [InlineData("""{"numbers":{"prefix":"M","digits":0}}""", "#/numbers/digits", "OUT_OF_RANGE")]
    [InlineData("""{"numbers":{"prefix":"M","firstSerial":0}}""", "#/numbers/firstSerial", "OUT_OF_RANGE")]
    [InlineData(
        """{"numbers":{"prefix":"M","tiers":[{"tierId":"g","prefix":"v"}]}}""", "#/numbers/tiers/0/prefix",
        "PREFIX_INVALID")]
    [InlineData(
        """{"numbers":{"prefix":"M","tiers":[{"tierId":"g","prefix":"V"},{"tierId":"g","prefix":"W"}]}}""",
        "#/numbers/tiers", "VALUE_TWICE")]
    public async Task What_cannot_be_is_refused(string body, string pointer, string code)
    {
        var shop = await api.NewShop("manual", now: Day(1));
        var refused = (await shop.Put("/v1/joining-settings", JsonNode.Parse(body)!)).Refused(422, "VALIDATION_FAILED");
        refused.Pointer.ShouldBe(pointer);
        refused.Body.ShouldContain(code);
    }
}
