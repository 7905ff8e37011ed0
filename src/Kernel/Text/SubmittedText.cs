using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SocialCommerce.Kernel.Text;

/// <summary>
/// Text typed or pasted into a form of the shop: kept as it was sent, up to <see cref="MaxLength"/>
/// characters. The same text is kept alike whenever it is sent again, so that repeated reports compare as equal.
/// </summary>
public static class SubmittedText
{
    /// <summary>Longest text that is kept whole.</summary>
    public const int MaxLength = 500;

    private const int Beginning = 400;

    /// <summary>What stands in place of a character that cannot be stored.</summary>
    public const char Replacement = '\uFFFD';

    /// <summary>
    /// The text as it is kept. Characters that cannot be stored (U+0000, half of a surrogate pair) become U+FFFD; of a
    /// longer text the first 400 characters stay, with its length and SHA-256.
    /// </summary>
    public static string Keep(string text)
    {
        var storable = Storable(text);
        if (storable.Length <= MaxLength) return storable;
        var cut = char.IsHighSurrogate(storable[Beginning - 1]) ? Beginning - 1 : Beginning;
        var hash = TextHash.Sha256(storable);
        var length = storable.Length.ToString(CultureInfo.InvariantCulture);
        return $"{storable[..cut]}… ({length} characters, sha256 {hash})";
    }

    private static string Storable(string text)
    {
        StringBuilder? changed = null;
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) i++;
            else if (text[i] == '\0' || char.IsSurrogate(text[i]))
                (changed ??= new StringBuilder(text))[i] = Replacement;
        }
        return changed?.ToString() ?? text;
    }

    /// <summary>Reads any JSON string as such a text, malformed escapes and bytes included.</summary>
    public sealed class Converter : JsonConverter<string>
    {
        /// <inheritdoc/>
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType != JsonTokenType.String) throw new JsonException("The value could not be converted.");
            try
            {
                return Keep(reader.GetString()!);
            }
            catch (InvalidOperationException)
            {
                // Half of a surrogate pair, or bytes that are no UTF-8.
                return Keep(Unescape(Encoding.UTF8.GetString(
                    reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan)));
            }
        }

        /// <inheritdoc/>
        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value);

        /// <summary>What the reader leaves to us: a string whose escapes name half of a surrogate pair.</summary>
        private static string Unescape(string escaped)
        {
            var text = new StringBuilder(escaped.Length);
            for (var i = 0; i < escaped.Length; i++)
            {
                if (escaped[i] != '\\')
                {
                    text.Append(escaped[i]);
                    continue;
                }
                i++;
                text.Append(escaped[i] switch
                {
                    'n' => '\n',
                    'r' => '\r',
                    't' => '\t',
                    'b' => '\b',
                    'f' => '\f',
                    'u' => (char)ushort.Parse(
                        escaped.AsSpan(i + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture),
                    var plain => plain,
                });
                if (escaped[i] == 'u') i += 4;
            }
            return text.ToString();
        }
    }
}
