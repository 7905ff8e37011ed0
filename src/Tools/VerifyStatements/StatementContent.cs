using System.Text.Json;

namespace SocialCommerce.VerifyStatements;

/// <summary>What a statement's bytes say.</summary>
/// <param name="Version">Version of their form; 1 where they name none.</param>
/// <param name="Number">Running number at the shop; null in the first form.</param>
/// <param name="ShopId">The shop; null in the first form.</param>
/// <param name="PeriodStart">End of the run before, or null.</param>
internal sealed record StatementContent(
    int Version, string StatementId, long? Number, string? ShopId, string CustomerId, DateTimeOffset? PeriodStart,
    DateTimeOffset PeriodEnd, long CarriedIn, long Total, long CarriedOut, string PreviousHash,
    IReadOnlyList<ContentLine> Lines, int Currencies)
{
    /// <summary>The first form, which names no version.</summary>
    public const int First = 1;

    /// <summary>The form with number, shop, issuer, beginning and plan.</summary>
    public const int Second = 2;

    /// <summary>Reads them; null where they are no statement.</summary>
    public static StatementContent? Read(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return Of(json.RootElement);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException
            or FormatException)
        {
            return null;
        }
    }

    private static StatementContent Of(JsonElement root)
    {
        List<ContentLine> lines = [.. root.GetProperty("lines").EnumerateArray().Select(Line)];
        var (carriedIn, total, carriedOut) = (
            Money(root.GetProperty("carriedIn")), Money(root.GetProperty("total")),
            Money(root.GetProperty("carriedOut")));
        var currencies = lines.Select(line => line.Currency)
            .Concat([carriedIn.Currency, total.Currency, carriedOut.Currency]).Distinct();
        var version = root.TryGetProperty("version", out var form) ? form.GetInt32() : First;
        return new StatementContent(
            version, Text(root, "statementId"), version == First ? null : root.GetProperty("number").GetInt64(),
            version == First ? null : Text(root, "shopId"), Text(root, "customerId"),
            root.TryGetProperty("periodStart", out var start) ? start.GetDateTimeOffset() : null,
            root.GetProperty("periodEnd").GetDateTimeOffset(), carriedIn.Amount, total.Amount, carriedOut.Amount,
            Text(root, "previousHash"), lines, currencies.Count());
    }

    private static ContentLine Line(JsonElement line)
    {
        var (amount, currency) = Money(line.GetProperty("amount"));
        var recorded = line.GetProperty("recordedAt").GetDateTimeOffset();
        var matures = line.TryGetProperty("maturesAt", out var at) ? at.GetDateTimeOffset() : recorded;
        return new ContentLine(
            line.GetProperty("lineNo").GetInt32(), amount, currency, matures > recorded ? matures : recorded);
    }

    private static (long Amount, string Currency) Money(JsonElement money) =>
        (money.GetProperty("amount").GetInt64(), Text(money, "currency"));

    private static string Text(JsonElement element, string name) =>
        element.GetProperty(name).GetString() ?? throw new JsonException($"{name} is null.");
}
