using Shouldly;
using SocialCommerce.Kernel.Text;
using Xunit;

namespace SocialCommerce.UnitTests.Kernel.Text;

/// <summary>Short codes tell whose they are and cannot be guessed.</summary>
public class ShortCodeTests
{
    [Theory]
    [InlineData(1, 9)]
    [InlineData(31, 9)]
    [InlineData(32, 10)]
    [InlineData(1_000_000, 12)]
    [InlineData(long.MaxValue, 21)]
    public void A_code_names_its_shop(long shop, int length)
    {
        var code = ShortCode.Next(shop);

        code.Length.ShouldBe(length);
        ShortCode.ShopOf(code).ShouldBe(shop);
    }

    [Fact]
    public void A_code_is_read_without_regard_to_case_and_surrounding_space()
    {
        var code = ShortCode.Next(42);

        ShortCode.Normalize($" {code.ToUpperInvariant()}\n").ShouldBe(code);
        ShortCode.ShopOf(code.ToUpperInvariant()).ShouldBe(42);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("12345678")]
    [InlineData("1234567l9")]
    [InlineData("1234\0678a")]
    [InlineData("1234 6789")]
    [InlineData("0000000000000000000000")]
    public void What_cannot_be_a_code_is_none(string? text)
    {
        ShortCode.Normalize(text).ShouldBeNull();
        ShortCode.ShopOf(text).ShouldBeNull();
    }

    [Fact]
    public void A_code_of_no_shop_has_none() => ShortCode.ShopOf("0abcdefgh").ShouldBeNull();

    [Fact]
    public void Codes_do_not_repeat() =>
        Enumerable.Range(0, 1000).Select(_ => ShortCode.Next(7)).Distinct().Count().ShouldBe(1000);
}
