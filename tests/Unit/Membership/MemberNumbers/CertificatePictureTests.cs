using System.Xml.Linq;
using Shouldly;
using SocialCommerce.Membership.MemberNumbers;
using Xunit;

namespace SocialCommerce.UnitTests.Membership.MemberNumbers;

/// <summary>A certificate of membership as a picture.</summary>
public sealed class CertificatePictureTests
{
    private static readonly CertificateContent Content = new(
        "莲花护肤", "李梅", "SVIP070", "黄金会员", new DateOnly(2026, 2, 1), new DateOnly(2027, 1, 31));

    [Fact]
    public void It_shows_the_shop_the_name_the_tier_the_number_and_the_dates() => Texts(Content).ShouldBe(
        ["莲花护肤", "会员证书", "Certificate of Membership", "李梅", "黄金会员", "No. SVIP070", "有效期 2026-02-01 – 2027-01-31"]);

    [Fact]
    public void Without_a_tier_and_an_end_it_shows_the_first_day() =>
        Texts(Content with { TierName = null, ValidUntil = null })[^2..].ShouldBe(["No. SVIP070", "生效日期 2026-02-01"]);

    [Theory]
    [InlineData("<script>alert(1)</script>&\"'")]
    [InlineData("]]><x y=\"z\"/>")]
    public void What_a_name_holds_is_text_and_no_markup(string name)
    {
        var root = XDocument.Parse(CertificatePicture.Draw(Content with { Holder = name, ShopName = name })).Root!;
        root.Descendants().Select(element => element.Name.LocalName).Distinct().ShouldBe(["rect", "g", "text"]);
        Texts(Content with { Holder = name })[3].ShouldBe(name);
    }

    [Fact]
    public void What_xml_does_not_have_is_replaced_and_other_scripts_stay() =>
        Texts(Content with { Holder = "a\uFFFEb\uD800c\U00020BB7" })[3].ShouldBe("a\uFFFDb\uFFFDc\U00020BB7");

    [Fact]
    public void A_long_name_is_drawn_smaller()
    {
        Size("李梅").ShouldBe(56);
        Size(new string('李', 100)).ShouldBeLessThan(10);
        double Size(string name) => (double)Lines(Content with { Holder = name })[3].Attribute("font-size")!;
    }

    private static List<string> Texts(CertificateContent content) => Lines(content).ConvertAll(line => line.Value);

    private static List<XElement> Lines(CertificateContent content) =>
        [.. XDocument.Parse(CertificatePicture.Draw(content)).Descendants().Where(one => one.Name.LocalName == "text")];
}
