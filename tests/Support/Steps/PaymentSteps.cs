using System.Text.Json;
using Shouldly;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.TestSupport.Steps;

/// <summary>Steps of tests about orders that are paid in parts.</summary>
internal static class PaymentSteps
{
    /// <summary>A part; its day of payment where it was paid when the order was reported.</summary>
    public static object Part(int number, long amount, int? due = null, int? paid = null) => new
    {
        number,
        amount = Pence(amount),
        dueAt = due is { } day ? Day(day) : (DateTimeOffset?)null,
        paidAt = paid is { } on ? Day(on) : (DateTimeOffset?)null,
    };

    /// <summary>Reports an order of one line, which was received at once where nothing else is said.</summary>
    public static Task<Answer> PartOrder(
        this TestShop shop, string orderId, string customerId, int day, long amount, string kind,
        DateTimeOffset? completedAt, params object[] parts) => shop.Post("/v1/orders", new
        {
            orderId,
            customerId,
            paidAt = Day(day),
            completedAt,
            lines = new[] { new { lineId = "1", productId = "p1", quantity = 1, unitPrice = Pence(amount) } },
            paymentPlan = new { kind, parts },
        });

    /// <summary>Reports a payment of an order.</summary>
    public static Task<Answer> Pay(
        this TestShop shop, string orderId, string paymentId, DateTimeOffset paidAt, long amount, int? part = null) =>
        shop.Post($"/v1/orders/{orderId}/payments", new { paymentId, amount = Pence(amount), paidAt, part });

    /// <summary>Writes off what is open of a part, or an amount of it.</summary>
    public static Task<Answer> WriteOff(
        this TestShop shop, string orderId, string writeOffId, int part, long? amount = null, string reason = "why") =>
        shop.Post($"/v1/orders/{orderId}/write-offs", new
        {
            writeOffId,
            part,
            reason,
            amount = amount is { } minor ? Pence(minor) : null,
        });

    /// <summary>How far an order is paid, as <c>open 900: 1 100/0, 2 0/900</c>: paid and open of each part.</summary>
    public static async Task<string> Standing(this TestShop shop, string orderId) =>
        Standing((await shop.Get($"/v1/orders/{orderId}")).Must(200).Json.GetProperty("payments"));

    /// <summary>The same of an answer.</summary>
    public static string Standing(this JsonElement payments) =>
        $"{payments.GetProperty("status").GetString()} {Minor(payments, "open")}: " + string.Join(
            ", ", payments.GetProperty("parts").EnumerateArray().Select(part =>
                $"{part.GetProperty("number").GetInt32()} {Minor(part, "paid")}/{Minor(part, "open")}"));

    /// <summary>What an order's commission is and waits for, as <c>suspended: payment o1</c>.</summary>
    public static async Task<string> WaitsFor(this TestShop shop, string orderId)
    {
        var explained = (await shop.Get($"/v1/orders/{orderId}/commission")).Must(200);
        return $"{explained.Text("state")}: " + string.Join(", ", explained.List("waits").Select(one =>
            $"{one.GetProperty("for").GetString()} {one.GetProperty("id").GetString()}"));
    }

    /// <summary>The warnings of a payment, as <c>code pointer</c>.</summary>
    public static string[] PaymentWarnings(this Answer answer) =>
        answer.Must(200).Json.TryGetProperty("warnings", out var warnings)
            ? [.. warnings.EnumerateArray().Select(one =>
                $"{one.GetProperty("code").GetString()} {one.GetProperty("pointer").GetString()}")]
            : [];

    /// <summary>A refusal with this code, which names this part of the request.</summary>
    public static void RefusedAt(this Answer answer, int status, string code, string pointer)
    {
        answer.Refused(status, code);
        answer.Body.ShouldContain($"\"{pointer}\"");
    }

    private static long Minor(JsonElement of, string property) =>
        of.GetProperty(property).GetProperty("amount").GetInt64();
}
