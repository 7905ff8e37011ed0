using System.Text.Json;
using System.Text.Json.Serialization;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using SocialCommerce.Kernel.Text;
using Xunit;

namespace SocialCommerce.UnitTests.Kernel.Text;

/// <summary>What a form sends as a code is kept as it was sent, as far as it can be stored.</summary>
public sealed class SubmittedTextTests
{
    private static readonly Config Printed = Trying.Cases(10_000);

    private static readonly Gen<string> Texts =
        from characters in Gen.ArrayOf(Gen.OneOf(
            Gen.Choose(0, 0xFFFF).Select(code => $"{(char)code}"), Gen.Elements("a", " ", "\n", "😀", "\0", "\uD83D")))
        from times in Gen.Elements(1, 1, 40)
        select string.Concat(Enumerable.Repeat(string.Concat(characters), times));

    [Theory]
    [InlineData("")]
    [InlineData("K7XQ2M9P")]
    [InlineData("two\nlines")]
    [InlineData("😀")]
    public void Short_text_is_kept_whole(string text) => SubmittedText.Keep(text).ShouldBe(text);

    [Fact]
    public void What_cannot_be_stored_is_replaced()
    {
        SubmittedText.Keep("a\0b").ShouldBe("a\uFFFDb");
        SubmittedText.Keep("\uD83D").ShouldBe("\uFFFD");
        SubmittedText.Keep("\uDE00\uD83D").ShouldBe("\uFFFD\uFFFD");
    }

    [Fact]
    public void Long_texts_that_differ_only_at_their_end_are_kept_differently()
    {
        var (one, other) = (new string('x', 2_000) + "1", new string('x', 2_000) + "2");
        SubmittedText.Keep(one).ShouldStartWith(new string('x', 400) + "… (2001 characters, sha256 ");
        SubmittedText.Keep(one).ShouldNotBe(SubmittedText.Keep(other));
        SubmittedText.Keep(new string('x', SubmittedText.MaxLength)).ShouldBe(new string('x', SubmittedText.MaxLength));
    }

    [Fact]
    public void Whatever_is_sent_is_short_storable_and_the_same_when_it_is_kept_again() => Prop.ForAll(
        Texts.ToArbitrary(), text =>
        {
            var kept = SubmittedText.Keep(text);
            kept.Length.ShouldBeLessThanOrEqualTo(SubmittedText.MaxLength);
            kept.ShouldNotContain('\0');
            System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(kept)).ShouldBe(kept);
            SubmittedText.Keep(kept).ShouldBe(kept);
            Read(Escaped(text)).ShouldBe(kept);
        }).Check(Printed);

    [Theory]
    [InlineData("\"a\\ud800b\\n\\t\\b\\f\\r\\\\\\/\\\"\\u0041\"", "a\uFFFDb\n\t\b\f\r\\/\"A")]
    [InlineData("\"\\uD83D\\uDE00\"", "😀")]
    [InlineData("\"\\u0000\"", "\uFFFD")]
    public void Escapes_that_name_half_of_a_pair_are_read(string json, string kept) => Read(json).ShouldBe(kept);

    [Theory]
    [InlineData("1")]
    [InlineData("true")]
    [InlineData("{}")]
    [InlineData("[\"a\"]")]
    public void What_is_no_text_is_refused(string json) => Should.Throw<JsonException>(() => Read(json));

    private static string? Read(string json) =>
        JsonSerializer.Deserialize<Sent>($"{{\"code\":{json}}}", Json.Options)!.Code;

    private static string Escaped(string text) =>
        $"\"{string.Concat(text.Select(c => $"\\u{(int)c:x4}"))}\"";

    private sealed record Sent([property: JsonConverter(typeof(SubmittedText.Converter))] string? Code);
}
