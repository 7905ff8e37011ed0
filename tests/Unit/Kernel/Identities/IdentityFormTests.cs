using Shouldly;
using SocialCommerce.Kernel.Identities;
using Xunit;

namespace SocialCommerce.UnitTests.Kernel.Identities;

/// <summary>Two spellings of one phone number, mail address or document are one identity.</summary>
public sealed class IdentityFormTests
{
    private static readonly IdentityRules Britain = new("GB", true);

    [Theory]
    [InlineData("phone", "+44 7700 900123", "07700 900123")]
    [InlineData("phone", "+44 7700 900123", "(07700) 900-123")]
    [InlineData("phone", "+44 7700 900123", "0044 7700 900123")]
    [InlineData("phone", "+44 7700 900123", "+44 (0)7700 900123")]
    [InlineData("phone", "+86 138 0000 0000", "+8613800000000")]
    [InlineData("phone", "+44 20 7946 0000", "\u202A+44 20 7946 0000\u202C")]
    [InlineData("email", "Bo@Example.com", " bo@EXAMPLE.com ")]
    [InlineData("email", "bo.yer+sale@gmail.com", "boyer@googlemail.com")]
    [InlineData("email", "bo+sale@outlook.com", "bo@outlook.com")]
    [InlineData("email", "bo@müller.example", "bo@xn--mller-kva.example")]
    [InlineData("document", "AB 123456", "ab123456")]
    [InlineData("device", "A1-B2", "a1-b2")]
    [InlineData("payer", "acct 1", "ACCT1")]
    public void One_thing_written_in_two_ways_is_one(string kind, string one, string other) =>
        IdentityForm.Of(kind, one, Britain).Text.ShouldBe(IdentityForm.Of(kind, other, Britain).Text);

    [Theory]
    [InlineData("phone", "+44 7700 900123", "+44 7700 900124")]
    [InlineData("phone", "+44 20 7946 0000 ext. 1", "+44 20 7946 0000 ext. 2")]
    [InlineData("email", "bo.yer@example.com", "boyer@example.com")]
    [InlineData("email", "bo.yer@outlook.com", "boyer@outlook.com")]
    [InlineData("email", "bo+a@example.com", "bo+b@example.com")]
    [InlineData("email", "+a@gmail.com", "+b@gmail.com")]
    public void Different_things_stay_different(string kind, string one, string other) =>
        IdentityForm.Of(kind, one, Britain).Text.ShouldNotBe(IdentityForm.Of(kind, other, Britain).Text);

    [Fact]
    public void Mailboxes_are_told_apart_unless_the_shop_wants_otherwise()
    {
        var plain = new IdentityRules();
        IdentityForm.Of("email", "bo.yer@gmail.com", plain).ShouldBe(("bo.yer@gmail.com", true));
        IdentityForm.Of("email", "boyer+x@GMAIL.com", plain).ShouldBe(("boyer+x@gmail.com", true));
    }

    [Theory]
    [InlineData("07700 900123", null)]
    [InlineData("1", "GB")]
    [InlineData("not a number", "GB")]
    [InlineData("+999 1234", "GB")]
    public void A_number_that_cannot_be_read_is_compared_as_it_was_written(string number, string? country)
    {
        var form = IdentityForm.Of("phone", number, new IdentityRules(country));
        form.ShouldBe((number.Replace(" ", "", StringComparison.Ordinal), false));
    }

    [Fact]
    public void Countries_are_those_of_iso_3166()
    {
        IdentityForm.IsCountry("GB").ShouldBeTrue();
        IdentityForm.IsCountry("CN").ShouldBeTrue();
        IdentityForm.IsCountry("gb").ShouldBeFalse();
        IdentityForm.IsCountry("UK").ShouldBeFalse();
    }
}
