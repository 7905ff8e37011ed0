namespace SocialCommerce.Api.Contract;

/// <summary>
/// Names of schemas: <c>SettlePaidOrderResult</c> for a type nested in a slice, <c>PageOfProduct</c> for a page.
/// </summary>
internal static class SchemaNames
{
    /// <summary>The schema's name.</summary>
    public static string Of(Type type)
    {
        if (type.IsGenericType)
            return $"{type.Name.Split('`')[0]}Of{string.Concat(type.GetGenericArguments().Select(Of))}";
        return type.DeclaringType is { } slice ? $"{slice.Name}{type.Name}" : type.Name;
    }
}
