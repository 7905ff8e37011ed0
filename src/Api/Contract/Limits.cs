using Microsoft.OpenApi;
using SocialCommerce.Ladder.Settings;

namespace SocialCommerce.Api.Contract;

/// <summary>Limits that hold wherever a name is used.</summary>
internal static class Limits
{
    private const int MaxName = 200;

    /// <summary>Applies them to a property or parameter.</summary>
    public static void Apply(OpenApiSchema schema, string name, Term? term)
    {
        if (schema.Type is not { } type) return;
        if (type.HasFlag(JsonSchemaType.String) && term is { IsMerchantId: true })
            (schema.MinLength, schema.MaxLength) = (1, ValidationRules.MaxIdLength);
        if (type.HasFlag(JsonSchemaType.String) && name is "name" or "approvedBy") schema.MaxLength = MaxName;
        if (type.HasFlag(JsonSchemaType.String) && name == "currency") schema.Pattern = "^[A-Z]{3}$";
        if (name == "limit")
            (schema.Minimum, schema.Maximum, schema.Default) = ("1", $"{Paging.MaxLimit}", Paging.DefaultLimit);
        if (name is "depth" or "maxDepth" && type.HasFlag(JsonSchemaType.Integer)) schema.Minimum = "0";
        if (name.EndsWith("ToleranceMinor", StringComparison.Ordinal))
            (schema.Minimum, schema.Maximum) = ("0", $"{OrderSettings.MaxToleranceMinor}");
        if (name.EndsWith("Bps", StringComparison.Ordinal) || name == "bps") schema.Minimum = "0";
    }
}
