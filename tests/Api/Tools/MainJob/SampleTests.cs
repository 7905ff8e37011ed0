using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace SocialCommerce.ApiTests.Tools.MainJob;

/// <summary>
/// The sample's three weeks through the API give the figures of an independent recomputation: a program that shares
/// neither code nor language with this one read the same files by the same rules.
/// </summary>
public sealed class SampleTests(TestApi api) : IClassFixture<TestApi>
{
    private const string Recomputed = """
        {"orders":1369,"orderMinor":56217840,"bindings":682,"refunds":152,"refundMinor":786675,"unmatchedUnits":12667,
         "accruals":1111,"accruedMinor":3792211,"reversedMinor":71111,"promotions":{"T1":246,"T2":41,"T3":4},
         "skipped":{"noCustomer":302,"adjustment":0,"lineWithoutValue":3,"orderWithoutLines":0},
         "netCommission":3721100,"paid":3713793,
         "runs":[{"periodEnd":"2011-01-01T00:00:00Z","statements":159,"total":3395057},
                 {"periodEnd":"2011-02-01T00:00:00Z","statements":48,"total":318736}],
         "integrity":{"ok":true}}
        """;

    // Of its 170 lines "<CustomerID> <net> <paid> <tier>\n", sorted by CustomerID.
    private const string RecomputedPartners = "0c5aab432985752f9c02c0340f41698d1b302017e87687e734d0eef2ad064154";

    [Fact]
    public async Task The_figures_are_those_of_an_independent_recomputation_also_when_it_is_replayed_again()
    {
        var shop = await api.NewShop();
        var first = await Replay(shop);
        var partners = first["perPartner"]!.AsObject();
        first.Remove("perPartner");

        first.ToJsonString().ShouldBe(JsonNode.Parse(Recomputed)!.ToJsonString());
        partners.Count.ShouldBe(170);
        Hash(partners).ShouldBe(RecomputedPartners);

        var again = await Replay(shop);
        Hash(again["perPartner"]!.AsObject()).ShouldBe(RecomputedPartners);
        again.Remove("perPartner");
        again.ToJsonString().ShouldBe(first.ToJsonString());
    }

    private static async Task<JsonObject> Replay(TestShop shop)
    {
        var sample = Replaying.Sample();
        await Replaying.Prepare(shop.Url, shop.Key);
        var unmatched = await Replaying.Send(shop.Url, shop.Key, sample.Events);
        return await Replaying.Report(shop.Url, shop.Key, sample.Skipped, unmatched);
    }

    private static string Hash(JsonObject partners) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Concat(partners.OrderBy(partner => partner.Key, StringComparer.Ordinal).Select(partner =>
            $"{partner.Key} {partner.Value!["net"]} {partner.Value["paid"]} {partner.Value["tier"]}\n")))));
}
