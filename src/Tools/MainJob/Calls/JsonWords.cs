using System.Text.Json;

namespace SocialCommerce.MainJob.Calls;

/// <summary>Words for the shapes that the product's answers are made of.</summary>
internal static class JsonWords
{
    public static string Text(this JsonElement element, string name) =>
        element.GetProperty(name).GetString() ?? throw new Problem($"The product's answer has no {name}.");

    public static string? OptionalText(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.GetString() : null;

    public static long Count(this JsonElement element, string name) => element.GetProperty(name).GetInt64();

    /// <summary>The minor units of a money property.</summary>
    public static long Minor(this JsonElement element, string name) =>
        element.GetProperty(name).GetProperty("amount").GetInt64();
}
