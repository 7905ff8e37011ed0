using System.Globalization;
using System.Text.Json;
using SocialCommerce.MainJob.Calls;
using SocialCommerce.MainJob.Events;

namespace SocialCommerce.MainJob;

/// <summary>What the job prints: the product's own figures, beside what the reading skipped.</summary>
internal sealed record Report(
    Books Books, Skipped Skipped, long UnmatchedUnits, int ImpossibleReferrals, double Seconds, long Requests)
{
    private static readonly string[] TierIds = ["T1", "T2", "T3"];

    private JsonElement Orders => Books.Totals.GetProperty("orders");

    private JsonElement Refunds => Books.Totals.GetProperty("refunds");

    private JsonElement Commissions => Books.Totals.GetProperty("commissions");

    public void Print(TextWriter output)
    {
        PrintTotals(output);
        PrintSkipped(output);
        output.WriteLine("Settlement runs              statements            sum");
        foreach (var run in Books.Settlements)
        {
            output.WriteLine(
                $"  {Bodies.Instant(run.PeriodEnd)}  {Number(run.Statements),16}  {Money(run.TotalMinor),13}");
        }
        output.WriteLine();
        PrintTopPartners(output);
        PrintIntegrity(output);
    }

    /// <summary>The same as one JSON object.</summary>
    public void WriteJson(Stream stream)
    {
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        WriteTotals(json);
        WriteRuns(json);
        WritePartners(json);
        json.WriteStartObject("integrity");
        json.WriteBoolean("ok", Books.IntegrityOk);
        json.WriteEndObject();
        json.WriteNumber("seconds", Math.Round(Seconds, 3));
        json.WriteNumber("requests", Requests);
        json.WriteEndObject();
    }

    private void PrintTotals(TextWriter output)
    {
        void Line(string name, string count, string sum = "") =>
            output.WriteLine($"{name,-24}{count,16}  {sum,16}".TrimEnd());

        output.WriteLine();
        output.WriteLine("The referrals are made up: the orders' data set has none. Sums are in GBP.");
        output.WriteLine();
        Line("", "count", "sum");
        Line("Orders", Number(Orders.Count("count")), Money(Orders.Minor("sum")));
        Line("Refunds", Number(Refunds.Count("count")), Money(Refunds.Minor("sum")));
        Line("Bindings", Number(Books.Totals.Count("bindings")));
        Line("Unmatched units", Number(UnmatchedUnits));
        Line("Commissions accrued", Number(Commissions.Count("accruals")), Money(Commissions.Minor("accrued")));
        Line("Commissions reversed", "", Money(Commissions.Minor("reversed")));
        Line("Commissions, net", "", Money(Commissions.Minor("net")));
        Line("Settled by statements", "", Money(Commissions.Minor("settled")));
        foreach (var tier in TierIds)
            Line($"Promotions to {tier}", Number(Promotions(tier)));
        output.WriteLine();
    }

    private void PrintSkipped(TextWriter output)
    {
        output.WriteLine($"Skipped: {Number(Skipped.NoCustomer)} invoices without a customer, "
            + $"{Number(Skipped.Adjustment)} adjustments, {Number(Skipped.OrderWithoutLines)} orders without lines; "
            + $"{Number(Skipped.LineWithoutValue)} rows without value in other orders.");
        if (ImpossibleReferrals > 0)
            output.WriteLine($"{Number(ImpossibleReferrals)} referrals refused: to oneself, or round in a circle.");
        output.WriteLine();
    }

    private void PrintTopPartners(TextWriter output)
    {
        output.WriteLine("The ten partners who earned most           net        settled  tier");
        var top = Books.Partners.OrderByDescending(partner => partner.NetMinor).Take(10);
        foreach (var partner in top)
            output.WriteLine($"  {partner.CustomerId,-28}  {Money(partner.NetMinor),13}"
                + $"  {Money(partner.SettledMinor),13}  {partner.Tier ?? "none"}");
        output.WriteLine();
    }

    private void PrintIntegrity(TextWriter output)
    {
        output.WriteLine(Books.IntegrityOk
            ? "Integrity: ok (ledger balanced, every order's commission recomputed and equal)"
            : $"Integrity: NOT OK: {Books.Integrity.GetRawText()}");
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{Seconds:N1} seconds, {Requests:N0} requests"));
    }

    private void WriteTotals(Utf8JsonWriter json)
    {
        json.WriteNumber("orders", Orders.Count("count"));
        json.WriteNumber("orderMinor", Orders.Minor("sum"));
        json.WriteNumber("bindings", Books.Totals.Count("bindings"));
        json.WriteNumber("refunds", Refunds.Count("count"));
        json.WriteNumber("refundMinor", Refunds.Minor("sum"));
        json.WriteNumber("unmatchedUnits", UnmatchedUnits);
        json.WriteNumber("accruals", Commissions.Count("accruals"));
        json.WriteNumber("accruedMinor", Commissions.Minor("accrued"));
        json.WriteNumber("reversedMinor", Commissions.Minor("reversed"));
        json.WriteStartObject("promotions");
        foreach (var tier in TierIds)
            json.WriteNumber(tier, Promotions(tier));
        json.WriteEndObject();
        json.WriteStartObject("skipped");
        json.WriteNumber("noCustomer", Skipped.NoCustomer);
        json.WriteNumber("adjustment", Skipped.Adjustment);
        json.WriteNumber("lineWithoutValue", Skipped.LineWithoutValue);
        json.WriteNumber("orderWithoutLines", Skipped.OrderWithoutLines);
        json.WriteEndObject();
        json.WriteNumber("netCommission", Commissions.Minor("net"));
        // The report's agreed name for what statements came to; this job pays no partner out.
        json.WriteNumber("paid", Commissions.Minor("settled"));
    }

    private void WriteRuns(Utf8JsonWriter json)
    {
        json.WriteStartArray("runs");
        foreach (var run in Books.Settlements)
        {
            json.WriteStartObject();
            json.WriteString("periodEnd", Bodies.Instant(run.PeriodEnd));
            json.WriteNumber("statements", run.Statements);
            json.WriteNumber("total", run.TotalMinor);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private void WritePartners(Utf8JsonWriter json)
    {
        json.WriteStartObject("perPartner");
        foreach (var partner in Books.Partners)
        {
            json.WriteStartObject(partner.CustomerId);
            json.WriteNumber("net", partner.NetMinor);
            json.WriteNumber("paid", partner.SettledMinor);
            json.WriteString("tier", partner.Tier);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private long Promotions(string tier) =>
        Books.Totals.GetProperty("promotions").TryGetProperty(tier, out var count) ? count.GetInt64() : 0;

    private static string Number(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Money(long minor) => (minor / 100m).ToString("N2", CultureInfo.InvariantCulture);
}
