using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace SocialCommerce.Kernel.Text;

/// <summary>
/// JSON as the API speaks it: camelCase, strict numbers, unknown properties refused, times in UTC with Z.
/// </summary>
public static class Json
{
    /// <summary>The options of every endpoint and of every jsonb column.</summary>
    public static JsonSerializerOptions Options { get; } =
        Configure(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    // Nothing that is null was written, so that what is missing is null.
    private static readonly JsonSerializerOptions Kept = new(Options) { RespectRequiredConstructorParameters = false };

    /// <summary>Applies the API's rules to the options of the web host.</summary>
    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.NumberHandling = JsonNumberHandling.Strict;
        options.PropertyNameCaseInsensitive = false;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.Converters.Add(new UtcTime());
        options.Converters.Add(new StorableText());
        options.Converters.Add(new PlainNumber());
        options.TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { RefuseNullElements } };
        return options;
    }

    /// <summary>Nullable annotations are respected for properties only; a null in a list is unexpected.</summary>
    private static void RefuseNullElements(JsonTypeInfo type)
    {
        if (type is not { Kind: JsonTypeInfoKind.Enumerable, ElementType.IsValueType: false }) return;
        type.OnDeserialized = static list =>
        {
            foreach (var element in (IEnumerable)list)
                if (element is null) throw new JsonException("A list has no null in it.");
        };
    }

    /// <summary>Writes a value.</summary>
    public static string Write(object value) => JsonSerializer.Serialize(value, value.GetType(), Options);

    /// <summary>A time as it is written, without the quotes; empty without one.</summary>
    public static string Text(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString(UtcTime.Format, CultureInfo.InvariantCulture) ?? "";

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Kept)!;

    /// <summary>Text that PostgreSQL can store: anything but the character 0.</summary>
    private sealed class StorableText : JsonConverter<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
        {
            if (reader.TokenType != JsonTokenType.String) throw new JsonException("The value could not be converted.");
            var text = reader.GetString();
            return text!.Contains('\0', StringComparison.Ordinal)
                ? throw new JsonException("Text holds a character 0.")
                : text;
        }

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value);

        public override string ReadAsPropertyName(
            ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            reader.GetString()!;

        public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
            writer.WritePropertyName(value);
    }

    /// <summary>Numbers with decimals: 3, 3.0 and 3.0000 are the same, written as 3.</summary>
    private sealed class PlainNumber : JsonConverter<decimal>
    {
        public override decimal Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.Number && reader.TryGetDecimal(out var number)
                ? Quantity.Plain(number)
                : throw new JsonException("The value could not be converted.");

        public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(Quantity.Plain(value));
    }

    /// <summary>RFC 3339 with an offset in, UTC with Z out; kept to the microsecond, as PostgreSQL keeps it.</summary>
    private sealed class UtcTime : JsonConverter<DateTimeOffset>
    {
        internal const string Format = "yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'";

        // Periods are added to times, so that the ends of the calendar would overflow.
        private const int FirstYear = 1900;
        private const int LastYear = 2999;

        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
        {
            var text = reader.TokenType == JsonTokenType.String ? reader.GetString()! : "";
            var zoned = text.EndsWith('Z')
                || text.LastIndexOfAny(['+', '-']) > text.IndexOf('T', StringComparison.Ordinal);
            if (!zoned || !text.Contains('T', StringComparison.Ordinal) || !reader.TryGetDateTimeOffset(out var time))
                throw new JsonException("A time is written as in RFC 3339 with an offset: 2026-01-31T09:30:00Z.");
            if (time.UtcDateTime.Year is < FirstYear or > LastYear)
                throw new JsonException($"A time lies between the years {FirstYear} and {LastYear}.");
            return Timestamps.Micro(time);
        }

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(Text(value));
    }
}
