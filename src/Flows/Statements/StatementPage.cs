using System.Globalization;
using System.Net;
using System.Text;
using SocialCommerce.Commissions.Statements;

namespace SocialCommerce.Flows.Statements;

/// <summary>A statement as HTML. Pure; every text that came from outside is escaped.</summary>
internal static class StatementPage
{
    private const string Style = """
        body { font: 14px/1.5 system-ui, sans-serif; color: #111; max-width: 72em; margin: 2em auto; padding: 0 1em }
        h1 { font-size: 1.5em; margin-bottom: .2em } h2 { font-size: 1.1em; margin: 1.6em 0 .4em }
        table { border-collapse: collapse; width: 100% } thead { display: table-header-group }
        th, td { text-align: left; vertical-align: top; padding: .3em .8em .3em 0; border-bottom: 1px solid #ddd }
        .amount { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums }
        .sums { width: auto } code { overflow-wrap: anywhere; font-size: .85em } tr { break-inside: avoid }
        @media print { body { margin: 0; max-width: none } }
        """;

    /// <summary>The page.</summary>
    public static string Of(ShownStatement shown)
    {
        var (statement, payout) = (shown.Statement, shown.Payout);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(shown.TimeZone);
        var previous = statement.PreviousHash.Length == 0 ? "none, it is the first" : statement.PreviousHash;
        return $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Statement {Text(statement.StatementId)}</title>
            <style>
            {Style}
            </style>
            </head>
            <body>
            <h1>Statement {Text(Title(statement))}</h1>
            {Facts(Head(shown, zone))}
            <p>Times are in {Text(shown.TimeZone)}.</p>
            {Sums(("Carried in, as part of the total", statement.CarriedIn), ("Total", statement.Total),
                ("Carried out", statement.CarriedOut))}
            <h2>If it were paid out now</h2>
            <p>The total is before tax, which is computed when it is paid; the shop's tax mode is
            {Text(payout.TaxMode)}.</p>
            {Sums(("Before tax", payout.Gross),
                ($"Tax of {payout.TaxMonth} ({payout.TaxTable ?? "no rates"})", payout.Tax), ("After tax", payout.Net))}
            <h2>Lines</h2>
            {Lines(statement.Lines, zone)}
            <h2>Proof</h2>
            <p>SHA-256 of this statement: <code>{Text(shown.Hash)}</code><br>
            Of the one before: <code>{Text(previous)}</code></p>
            </body>
            </html>

            """;
    }

    private static string Title(Statement statement) => statement.Number is { } number
        ? string.Create(CultureInfo.InvariantCulture, $"no. {number}")
        : statement.StatementId;

    private static IEnumerable<(string Name, string? Value)> Head(ShownStatement shown, TimeZoneInfo zone)
    {
        var (statement, issuer) = (shown.Statement, shown.Statement.Issuer);
        yield return ("Id", statement.StatementId);
        yield return ("Issuer", issuer?.LegalName ?? "not entered");
        yield return ("Registration number", issuer?.RegistrationNumber);
        yield return ("Tax number", issuer?.TaxNumber);
        yield return ("Address", issuer?.Address);
        yield return ("Shop", statement.ShopId);
        yield return ("Partner", statement.CustomerId);
        yield return ("Payee", shown.Payee ?? "not entered");
        yield return (
            "Period from", statement.PeriodStart is null ? "the beginning" : Time(statement.PeriodStart, zone));
        yield return ("Period until", Time(statement.PeriodEnd, zone));
        yield return ("Plan version", statement.PlanId ?? (statement.Version is null ? null : "none"));
    }

    private static string Facts(IEnumerable<(string Name, string? Value)> facts)
    {
        var table = new StringBuilder("<table class=\"sums\">");
        foreach (var (name, value) in facts.Where(fact => fact.Value is not null))
            table.Append($"\n<tr><th>{Text(name)}</th><td>{Text(value!)}</td></tr>");
        return table.Append("\n</table>").ToString();
    }

    private static string Sums(params (string Name, Money Amount)[] sums)
    {
        var table = new StringBuilder("<table class=\"sums\">");
        foreach (var (name, amount) in sums)
            table.Append($"\n<tr><th>{Text(name)}</th><td class=\"amount\">{Text(amount.ForPeople())}</td></tr>");
        return table.Append("\n</table>").ToString();
    }

    private static string Lines(IEnumerable<StatementLine> lines, TimeZoneInfo zone)
    {
        var table = new StringBuilder("""
            <table>
            <thead><tr><th>No.</th><th>What</th><th>Event</th><th>Happened</th><th>Matured</th>
            <th class="amount">Amount</th></tr></thead>
            <tbody>
            """);
        foreach (var line in lines)
            table.Append(CultureInfo.InvariantCulture, $"""

                <tr><td>{line.LineNo}</td><td>{What(line)}</td><td>{Text(line.Event)}</td>
                <td>{Time(line.OccurredAt, zone)}</td><td>{Time(line.MaturesAt, zone)}</td>
                <td class="amount">{Text(line.Amount.ForPeople())}</td></tr>
                """);
        return table.Append("\n</tbody>\n</table>").ToString();
    }

    private static string What(StatementLine line)
    {
        string?[] parts =
        [
            line.OrderId is { } order ? $"order {order}" : null,
            line.AdjustmentId is { } adjustment ? $"adjustment {adjustment}" : null,
            line.Rule is { } rule ? $"{line.Kind} “{rule}”" : line.Kind,
            line.Depth is { } depth ? $"depth {depth}" : null, line.Tier is { } tier ? $"as {tier}" : null,
            line.Reason, line.Document is { } document ? $"document {document}" : null,
        ];
        return Text(string.Join(", ", parts.Where(part => part is not null)));
    }

    private static string Time(DateTimeOffset? time, TimeZoneInfo zone) => time is { } at
        ? TimeZoneInfo.ConvertTime(at, zone).ToString("yyyy-MM-dd HH:mm:ss.FFF zzz", CultureInfo.InvariantCulture)
        : "";

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
