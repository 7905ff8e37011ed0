using System.Globalization;
using SocialCommerce.Commissions.Statements;

namespace SocialCommerce.Commissions.Settlements;

/// <summary>A statement as a file for a spreadsheet. Pure: the same statement gives the same bytes.</summary>
internal static class StatementCsv
{
    private static readonly string[] Header =
    [
        "statementId", "customerId", "periodEnd", "lineNo", "orderId", "rule", "kind", "depth", "tier", "event",
        "creditMinor", "debitMinor", "currency", "occurredAt", "recordedAt", "maturesAt", "adjustmentId", "reason",
        "document", "number", "shopId", "issuer", "periodStart", "planId", "taxComputed",
    ];

    /// <summary>
    /// A row for each line. Amounts stand in two columns without a sign, so that no cell begins with a minus.
    /// </summary>
    public static string Of(Statement statement) => Csv.ForSpreadsheets(
        statement.Lines.Select(line => Row(statement, line)).Prepend(Header));

    private static string?[] Row(Statement statement, StatementLine line) =>
    [
        statement.StatementId, statement.CustomerId, Time(statement.PeriodEnd), Number(line.LineNo), line.OrderId,
        line.Rule, line.Kind, Number(line.Depth), line.Tier, line.Event, Number(Math.Max(line.Amount.Amount, 0)),
        Number(Math.Max(-line.Amount.Amount, 0)), line.Amount.Currency, Time(line.OccurredAt), Time(line.RecordedAt),
        Time(line.MaturesAt), line.AdjustmentId, line.Reason, line.Document, Number(statement.Number), statement.ShopId,
        statement.Issuer?.LegalName, Time(statement.PeriodStart), statement.PlanId, statement.TaxComputed,
    ];

    private static string? Number(long? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static string? Time(DateTimeOffset? time) => time is { } at ? Json.Text(at) : null;
}
