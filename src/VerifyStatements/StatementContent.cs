using System.Text.Json;

namespace SocialCommerce.VerifyStatements;

/// <summary>A line of a statement, as far as it is checked.</summary>
/// <param name="No">Its number.</param>
/// <param name="Amount">Minor units.</param>
/// <param name="Currency">Of the amount.</param>
/// <param name="EligibleAt">The later of maturity and recording.</param>
internal sealed record ContentLine(int No, long Amount, string Currency, DateTimeOffset EligibleAt);

/// <summary>What a statement's bytes say.</summary>
internal sealed record StatementContent(
    string StatementId, string CustomerId, DateTimeOffset PeriodEnd, long CarriedIn, long Total, long CarriedOut,
    string PreviousHash, IReadOnlyList<ContentLine> Lines, int Currencies)
{
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
        return new StatementContent(
            Text(root, "statementId"), Text(root, "customerId"), root.GetProperty("periodEnd").GetDateTimeOffset(),
            carriedIn.Amount, total.Amount, carriedOut.Amount, Text(root, "previousHash"), lines, currencies.Count());
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
