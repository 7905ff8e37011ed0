using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using SocialCommerce.Membership.Coupons;
using Xunit;

namespace SocialCommerce.UnitTests.Membership.Coupons;

/// <summary>Codes that people type and tills scan.</summary>
public sealed class CouponCodeTests
{
    private const string Characters = "23456789ABCDEFGHJKMNPQRSTVUWXYZ";

    [Fact]
    public void A_code_is_read_without_regard_to_case_and_hyphens()
    {
        var code = CouponCode.Next();
        code.ShouldMatch("^[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}$");
        CouponCode.Normalize(code).ShouldBe(code);
        CouponCode.Normalize(code.ToLowerInvariant().Replace("-", "", StringComparison.Ordinal)).ShouldBe(code);
        CouponCode.Normalize($" {code} ").ShouldBe(code);
    }

    [Fact]
    public void A_wrong_character_and_two_that_changed_places_are_found() => Prop.ForAll(
        (from first in Gen.Choose(0, 11)
         from second in Gen.Choose(0, 11)
         from other in Gen.Elements(Characters.ToCharArray())
         select (first, second, other)).ToArbitrary(),
        error =>
        {
            var code = CouponCode.Next();
            var typed = code.Replace("-", "", StringComparison.Ordinal).ToCharArray();
            var wrong = (char[])typed.Clone();
            wrong[error.first] = error.other;
            if (error.other != typed[error.first]) CouponCode.Normalize(new string(wrong)).ShouldBeNull();
            var swapped = (char[])typed.Clone();
            (swapped[error.first], swapped[error.second]) = (typed[error.second], typed[error.first]);
            if (typed[error.first] != typed[error.second]) CouponCode.Normalize(new string(swapped)).ShouldBeNull();
        }).Check(Trying.Cases(20_000));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("7K2M-9P4Q")]
    [InlineData("7K2M-9P4Q-XH31")]
    [InlineData("7K2M-9P4Q-XH3YY")]
    public void What_cannot_be_a_code_is_none(string? text) => CouponCode.Normalize(text).ShouldBeNull();

    [Fact]
    public void No_two_codes_are_the_same() =>
        Enumerable.Range(0, 10_000).Select(_ => CouponCode.Next()).Distinct().Count().ShouldBe(10_000);
}
