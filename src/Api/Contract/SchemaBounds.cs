using System.Globalization;
using Microsoft.OpenApi;

namespace SocialCommerce.Api.Contract;

/// <summary>Writes bounds into schemas.</summary>
internal static class SchemaBounds
{
    /// <summary>Adds a bound to what the schema says; the tighter of both holds.</summary>
    public static void Tighten(this OpenApiSchema schema, Bound? bound)
    {
        if (bound is null || schema.Type is not { } type) return;
        if (type.HasFlag(JsonSchemaType.Array))
        {
            var both = new Bound(schema.MinItems, schema.MaxItems).And(bound);
            (schema.MinItems, schema.MaxItems) = ((int?)both.Least, (int?)both.Most);
        }
        else if (type.HasFlag(JsonSchemaType.String) && schema.Format is null)
        {
            var both = new Bound(schema.MinLength, schema.MaxLength, schema.Pattern).And(bound);
            (schema.MinLength, schema.MaxLength, schema.Pattern) = ((int?)both.Least, (int?)both.Most, both.Pattern);
        }
        else if (type.HasFlag(JsonSchemaType.Integer) || type.HasFlag(JsonSchemaType.Number))
        {
            var both = new Bound(Number(schema.Minimum), Number(schema.Maximum)).And(bound);
            (schema.Minimum, schema.Maximum) = (Written(both.Least), Written(both.Most));
        }
    }

    /// <summary>Adds what a term says wherever it stands.</summary>
    public static void Tighten(this OpenApiSchema schema, Term? term)
    {
        schema.Tighten(term?.Bound);
        if (term?.Default is { } left) schema.Default = left;
    }

    private static long? Number(string? text) => text is null ? null : long.Parse(text, CultureInfo.InvariantCulture);

    private static string? Written(long? number) => number?.ToString(CultureInfo.InvariantCulture);
}
